import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { fittingNpm, runNpm } from './run-npm.mjs';
import { say } from './say.mjs';

/**
 * Installs what the lock file names, unless that is what stands there already. `npm install --no-save` and not `npm ci`: the
 * lock holds the binaries of the platforms its registry served, and another platform's own must be added, at the versions their
 * parents pin.
 */
export async function ensureInstalled(node) {
  const stamp = join(root, 'node_modules', '.twinward-installed');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const cli = await fittingNpm(say);
  await say('installing packages', () =>
    runNpm(['install', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'], {
      binary: node.binary,
      cli,
      environment: node.environment,
    }),
  );
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(stamp, wanted);
}
