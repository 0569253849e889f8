// Whether a hospital of 75 units moves evenly on its floor plan: how far frames are apart, and what each costs.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openHospital } from '@twinward/server';
import { chromium } from 'playwright-core';
import { findChromium } from '../test/browser/find-chromium.ts';
import { FLAGS } from '../test/browser/open-world.ts';
import type { Bench, Figures } from './bench.ts';

/** Seconds that are watched, and in which the whole week would be played. */
const [SECONDS, LASTS] = [10, 45];
const JUMPS = 60;
const SEED = '686f737000000001';

/** Frames a second of a page that paints nothing. */
const IDLE = `new Promise((resolve) => {
  document.body.replaceChildren();
  let [count, from] = [0, 0];
  const step = (now) => {
    from ||= now;
    count += 1;
    if (now - from < 5000) requestAnimationFrame(step);
    else resolve(((count - 1) * 1000) / (now - from));
  };
  requestAnimationFrame(step);
})`;

/** `bench floor-plan`. */
export const floorPlan: Bench = {
  name: 'floor-plan',
  title: 'frames of the trust of 75 units on its floor plan, played and scrubbed, in a browser',
  async run(say): Promise<Figures> {
    const executablePath = findChromium();
    if (executablePath === null) throw new Error('no Chromium found; set CHROMIUM_PATH or install one');
    say('a week of the trust');
    const replay = (await openHospital('gloucestershire')).replay(null, SEED);
    say('playing it');
    const folder = await mkdtemp(join(tmpdir(), 'twinward-floor-'));
    const browser = await chromium.launch({ executablePath, args: [...FLAGS] });
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
      await page.addScriptTag({ content: await bundled(folder) });
      await page.evaluate(`globalThis.replay = ${JSON.stringify(replay)}`);
      const { apart, made } = await page.evaluate<{ apart: number[]; made: number[] }>(
        `playFloor(replay, ${SECONDS}, ${LASTS})`,
      );
      const idle = await page.evaluate<number>(IDLE);
      say('scrubbing');
      const jumps = await page.evaluate<number[]>(`scrubFloor(replay, ${JUMPS})`);
      const perSecond = (1000 * apart.length) / apart.reduce((a, b) => a + b, 0);
      return {
        'units on the plan': new Set(replay.places.map(({ unit }) => unit)).size,
        'stays replayed': replay.entity.length,
        'frames a second (at least 58)': round(perSecond),
        'an empty page beside it, frames a second: what the machine had to give': round(idle),
        'frames apart, median and 99 of 100, ms (16.7 at 60 a second)': `${round(quantile(apart, 0.5))}, ${round(quantile(apart, 0.99))}`,
        'script of a frame, median and 99 of 100, ms': `${round(quantile(made, 0.5))}, ${round(quantile(made, 0.99))}`,
        'a jump forwards or back, median and longest, ms': `${round(quantile(jumps, 0.5))}, ${round(Math.max(...jumps))}`,
      };
    } finally {
      await browser.close();
      await rm(folder, { recursive: true, force: true });
    }
  },
};

async function bundled(folder: string): Promise<string> {
  const root = join(import.meta.dirname, '..');
  const config = join(import.meta.dirname, 'floor-plan', 'vite.config.js');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  await promisify(execFile)(
    process.execPath,
    [vite, 'build', '--config', config, '--outDir', folder, '--logLevel', 'error'],
    { env: { ...process.env, NODE_ENV: 'production' } },
  );
  return readFile(join(folder, 'play-floor.js'), 'utf8');
}

function quantile(values: readonly number[], level: number): number {
  return [...values].sort((a, b) => a - b)[Math.floor(level * (values.length - 1))]!;
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
