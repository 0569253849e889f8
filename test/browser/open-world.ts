// A running product with its demo on a folder of its own, and a browser that watches what leaves it.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startServer } from '@twinward/server';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';

/** What the tests see and how they clean up. */
export interface World {
  readonly address: string;
  /** The application as it was bundled. */
  readonly webFolder: string;
  readonly browser: Browser;
  readonly signIns: readonly { readonly name: string; readonly password: string | null }[];
  /** A window of its own: empty profile, watched. */
  open(options?: WindowOptions): Promise<Watched>;
  close(): Promise<void>;
}

/** How a window is opened. */
export interface WindowOptions {
  readonly theme?: 'light' | 'dark';
  /** Whether things may move; they stand still for a reader who asked for less motion. */
  readonly motion?: boolean;
  readonly width?: number;
  readonly height?: number;
}

/** A page, with every request it made and everything it complained about. */
export interface Watched {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly requests: readonly string[];
  readonly complaints: readonly string[];
}

const run = promisify(execFile);

/** How every browser of the tests is started. */
export const FLAGS: readonly string[] = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Bundles the application afresh, starts the server with the demo running 60 times faster than life, or with nothing in it, and a browser. */
export async function openWorld(chromiumPath: string, demo = true): Promise<World> {
  const folder = await mkdtemp(join(tmpdir(), 'twinward-browser-'));
  const root = join(import.meta.dirname, '..', '..');
  const webFolder = join(folder, 'web');
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  await run(
    process.execPath,
    [vite, 'build', '--outDir', webFolder, '--emptyOutDir', '--logLevel', 'error'],
    {
      cwd: join(root, 'packages', 'web'),
      env: { ...process.env, NODE_ENV: 'production' },
    },
  );
  const server = await startServer({
    dataFolder: join(folder, 'record'),
    port: 0,
    host: '127.0.0.1',
    demo,
    speed: 60,
    webFolder,
  });
  const browser = await chromium.launch({ executablePath: chromiumPath, args: [...FLAGS] });
  return {
    address: server.address,
    webFolder,
    browser,
    signIns: server.signIns,
    open: (options = {}) => openWindow(browser, server.address, options),
    async close() {
      await browser.close();
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function openWindow(browser: Browser, address: string, options: WindowOptions): Promise<Watched> {
  const { theme = 'light', motion = false, width = 1280, height = 900 } = options;
  const context = await browser.newContext({
    baseURL: address,
    colorScheme: theme,
    viewport: { width, height },
    reducedMotion: motion ? 'no-preference' : 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(90_000); // a small machine under a whole test run is slow, not wrong
  const requests: string[] = [];
  const complaints: string[] = [];
  context.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('console', (message) => {
    const expected = /status of (401|403|404|422)/.test(message.text());
    if (message.type() === 'error' && !expected) complaints.push(message.text());
  });
  return { context, page, requests, complaints };
}
