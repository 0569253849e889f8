import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { fittingNpm, runNpm } from './run-npm.mjs';
import { say } from './say.mjs';

/** Installs exactly what the lock file names, unless that is what stands there already. */
export async function ensureInstalled(node) {
  const stamp = join(root, 'node_modules', '.twinward-installed');
  const wanted = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  const cli = await fittingNpm(say);
  await say('installing packages', () =>
    runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
      binary: node.binary,
      cli,
      environment: node.environment,
    }),
  );
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  writeFileSync(stamp, wanted);
}
