// Whether a monitor moves as evenly as one at a bedside: frames a second of the product's page, and of many traces at once.
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Page } from 'playwright-core';
import { findChromium } from '../test/browser/find-chromium.ts';
import { openWorld, type World } from '../test/browser/open-world.ts';
import { signIn } from '../test/browser/sign-in.ts';
import type { Bench, Figures } from './bench.ts';

/** What a page saw of itself: milliseconds, and frames in a second. */
interface SweepFigures {
  readonly framesPerSecond: number;
  readonly longestTask: number;
  readonly script: number;
}

const SECONDS = 8;

/** `bench waveforms`. */
export const waveforms: Bench = {
  name: 'waveforms',
  title: 'frames a second of the monitor page, and of 64 traces of 1,000 points',
  async run(say): Promise<Figures> {
    const chromium = findChromium();
    if (chromium === null) throw new Error('no Chromium found; set CHROMIUM_PATH or install one');
    say('bundling, and starting a server with its demo');
    const world = await openWorld(chromium);
    try {
      say('the monitor of the demo');
      const page = await monitorPage(world);
      const monitor = await frames(page);
      say('many traces');
      const [four, many] = [await sweep(world, 4), await sweep(world, 64)];
      return {
        'monitor page of the demo, three signals and their numbers, frames a second (at least 58)': round(
          monitor.framesPerSecond,
        ),
        'its longest task, ms (at most 50)': round(monitor.longestTask),
        '4 traces of 1,000 points, frames a second (at least 58)': round(four.framesPerSecond),
        '64 traces of 1,000 points, frames a second (at least 58; uPlot 55.6 drawing each whole, another machine)':
          round(many.framesPerSecond),
        'its longest task, ms (at most 50), with 64': round(many.longestTask),
        'script of a frame with 64, ms': round(many.script),
      };
    } finally {
      await world.close();
    }
  },
};

/** A window in which things may move, on the demo's monitor, once its first numbers are there. */
async function monitorPage(world: World): Promise<Page> {
  const context = await world.browser.newContext({
    baseURL: world.address,
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  page.setDefaultTimeout(90_000);
  await page.goto('/');
  await signIn(world, page, 'clinician');
  await page.goto('/monitor/Patient%2Frecorded-monitor');
  await page.getByRole('img', { name: /^ABP, 25 mm\/s; Pressure \d+/ }).waitFor();
  return page;
}

async function frames(page: Page): Promise<Omit<SweepFigures, 'script'>> {
  return page.evaluate(`new Promise((resolve) => {
    let [count, longest, from] = [0, 0, 0];
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
    }).observe({ type: 'longtask' });
    const step = (now) => {
      from ||= now;
      count += 1;
      if (now - from < ${1000 * SECONDS}) requestAnimationFrame(step);
      else resolve({ framesPerSecond: ((count - 1) * 1000) / (now - from), longestTask: longest });
    };
    requestAnimationFrame(step);
  })`);
}

async function sweep({ browser }: World, count: number): Promise<SweepFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'twinward-sweep-'));
  const root = join(import.meta.dirname, '..');
  try {
    await promisify(execFile)(
      process.execPath,
      [
        join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
        'build',
        '--config',
        join(import.meta.dirname, 'waveforms', 'vite.config.js'),
        '--outDir',
        folder,
        '--logLevel',
        'error',
      ],
      { env: { ...process.env, NODE_ENV: 'production' } },
    );
    const page = await browser.newPage({ viewport: { width: 1280, height: 980 } });
    await page.addScriptTag({ content: await readFile(join(folder, 'many-traces.js'), 'utf8') });
    const figures = await page.evaluate<SweepFigures>(`sweepMany(${count}, 1000, ${SECONDS})`);
    await page.close();
    return figures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function round(value: number): number {
  return Math.round(10 * value) / 10;
}
