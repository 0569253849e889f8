// The same simulations give the same bytes in Node and in a browser under the product's own content policy, on one worker and on several.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Worker } from 'node:worker_threads';
import { startServer } from '@twinward/server';
import { chromium } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { findChromium } from '../browser/find-chromium.ts';
import { type Done, hashes } from './runs.ts';

const root = join(import.meta.dirname, '..', '..');
const sbml = await readFile(join(root, 'packages', 'web', 'src', 'lab', 'examples', 'oral-dose.xml'), 'utf8');
const chromiumPath = findChromium();

async function inNode(count: number): Promise<Readonly<Record<string, string>>> {
  const workers = Array.from(
    { length: count },
    () => new Worker(new URL('./node-worker.ts', import.meta.url)),
  );
  try {
    return await hashes(
      count,
      (work, part) =>
        new Promise<Done>((resolve, reject) => {
          workers[part]!.once('message', resolve).once('error', reject);
          workers[part]!.postMessage(work);
        }),
      sbml,
    );
  } finally {
    await Promise.all(workers.map((worker) => worker.terminate()));
  }
}

async function inBrowser(counts: readonly number[]): Promise<readonly Readonly<Record<string, string>>[]> {
  const folder = await mkdtemp(join(tmpdir(), 'twinward-same-bytes-'));
  const webFolder = join(folder, 'web');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  const page = join(import.meta.dirname, 'page');
  const flags = ['--outDir', webFolder, '--emptyOutDir', '--assetsInlineLimit', '0', '--logLevel', 'error'];
  await promisify(execFile)(process.execPath, [vite, 'build', page, ...flags], {
    env: { ...process.env, NODE_ENV: 'production' },
  });
  const server = await startServer({
    dataFolder: join(folder, 'record'),
    port: 0,
    host: '127.0.0.1',
    demo: false,
    speed: 1,
    webFolder,
  });
  const browser = await chromium.launch({
    executablePath: chromiumPath!,
    args: ['--headless', '--no-sandbox'],
  });
  try {
    const window = await browser.newPage();
    await window.goto(server.address);
    await window.waitForFunction('"hashesIn" in globalThis');
    const found: Readonly<Record<string, string>>[] = [];
    for (const count of counts)
      found.push(await window.evaluate(`hashesIn(${count}, ${JSON.stringify(sbml)})`));
    return found;
  } finally {
    await browser.close();
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

describe('the bytes of a simulation', () => {
  it('do not depend on the number of workers', async () => {
    const one = await inNode(1);
    expect(Object.keys(one)).toEqual([
      ...['explicit', 'stiff', 'rodas4'],
      ...['direct', 'next reaction', 'tau-leaping'],
      ...['euler-maruyama', 'sri', 'draws', 'inference', 'events'],
    ]);
    expect(new Set(Object.values(one)).size).toBe(11);
    for (const count of [2, 3]) expect(await inNode(count)).toEqual(one);
  });

  it('are compared with a browser, or this machine says that they were not', () => {
    if (chromiumPath === null)
      console.warn('NOT TESTED: no Chromium found; set CHROMIUM_PATH or install one to compare bytes');
    expect(chromiumPath !== null || process.env.CI !== 'true').toBe(true);
  });

  it.skipIf(chromiumPath === null)(
    'are those of Node in a browser, with one worker and with three',
    async () => {
      const node = await inNode(1);
      const browser = await inBrowser([1, 3]);
      expect(browser).toEqual([node, node]);
    },
  );
});
