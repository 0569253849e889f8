import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { root } from './root.mjs';
import { runNpm } from './run-npm.mjs';
import { say } from './say.mjs';

const VERSION = '24.21.0';

/**
 * A Node that runs TypeScript as it stands (22.18, 23.6, 24 or later): this one, or Node 24 from the npm registry in the
 * checkout's cache folder. Returns its binary and an environment in which it comes first.
 */
export async function ensureNode() {
  if (runsTypeScript(process.versions.node)) return { binary: process.execPath, environment: process.env };
  const name = `node-${process.platform === 'win32' ? 'win' : process.platform}-${process.arch}`;
  const home = join(root, '.cache', 'node');
  const binary = join(home, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
  if (!works(binary)) {
    await say(`fetching Node ${VERSION} (this machine has ${process.versions.node})`, () =>
      runNpm(['install', '--no-save', '--ignore-scripts', '--prefix', home, `${name}@${VERSION}`]),
    );
  }
  if (!works(binary))
    throw new Error(`Node ${VERSION} could not be brought here; install Node 22.18 or later and try again`);
  return {
    binary,
    environment: { ...process.env, PATH: `${dirname(binary)}${delimiter}${process.env.PATH ?? ''}` },
  };
}

function runsTypeScript(version) {
  const [major, minor] = version.split('.').map(Number);
  return major >= 24 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18);
}

function works(binary) {
  if (!existsSync(binary)) return false;
  try {
    return execFileSync(binary, ['--version'], { encoding: 'utf8' }).trim() === `v${VERSION}`;
  } catch {
    return false;
  }
}
