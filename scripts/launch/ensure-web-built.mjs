import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';
import { say } from './say.mjs';

/** Bundles the web application when its sources differ from those of the last bundle. */
export async function ensureWebBuilt(node) {
  const web = join(root, 'packages', 'web');
  const stamp = join(web, 'dist', '.sources');
  const wanted = sourcesHash(web);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await say('building the web application', () => build(node, web));
  writeFileSync(stamp, wanted);
}

function build(node, web) {
  return new Promise((resolve, reject) => {
    const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
    const child = spawn(node.binary, [vite, 'build', '--logLevel', 'warn'], {
      cwd: web,
      env: node.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (chunk) => {
      said += chunk;
    });
    child.stderr.on('data', (chunk) => {
      said += chunk;
    });
    child.on('error', reject);
    child.on('exit', (code) =>
      code === 0 ? resolve() : reject(new Error(`the web application did not build:\n${said}`)),
    );
  });
}

function sourcesHash(web) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')));
  const files = readdirSync(web, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((path) => !path.includes(join('web', 'dist')) && !path.includes('node_modules'))
    .sort();
  for (const file of files) hash.update(file.slice(web.length)).update(readFileSync(file));
  return hash.digest('hex');
}
