import { chromium, type Page } from 'playwright-core';
import { FLAGS, type World } from './open-world.ts';

/** WebGL by software. Pages without it would be slow this way, so only this window gets it. */
const WEBGL = ['--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'];

/** A window with WebGL, in a browser of its own; whoever asks for it closes that browser. */
export async function openSolid(world: World, chromiumPath: string): Promise<Page> {
  const args = [...FLAGS.filter((flag) => flag !== '--disable-gpu'), ...WEBGL];
  const browser = await chromium.launch({ executablePath: chromiumPath, args });
  const context = await browser.newContext({ baseURL: world.address, reducedMotion: 'reduce' });
  const page = await context.newPage();
  page.setDefaultTimeout(90_000);
  return page;
}
