import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe found on a page: broken rules with the elements that break them, and how many rules were tried. */
export interface AxeFindings {
  readonly tried: number;
  readonly broken: readonly string[];
}

/** Runs every rule of axe on the page as it stands. */
export async function runAxe(page: Page): Promise<AxeFindings> {
  await page.evaluate(source);
  return page.evaluate<AxeFindings>(`axe.run(document, { resultTypes: ['violations'] }).then((found) => ({
    tried: found.passes.length + found.violations.length,
    broken: found.violations.map((rule) => rule.id + ': ' + rule.nodes.map((node) => node.target.join(' ') + ' ' + (node.any[0]?.message ?? '')).slice(0, 4).join(' | ')),
  }))`);
}
