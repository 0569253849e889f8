import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

/** Runs npm with arguments and resolves when it succeeded; its output is shown only if it fails. */
export function runNpm(args, { binary = process.execPath, cli = npmCli(), environment = process.env } = {}) {
  const [command, prefix] = cli === null ? ['npm', []] : [binary, [cli]];
  const env = Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !/^npm_(package|lifecycle)_|^npm_config_(local_prefix|workspaces?)$/i.test(name),
    ),
  );
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...prefix, ...args], {
      cwd: root,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: cli === null && process.platform === 'win32',
    });
    let said = '';
    const keep = (chunk) => {
      said = (said + chunk).slice(-20_000);
    };
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', reject);
    child.on('exit', (code) => {
      if (code === 0) resolve(said);
      else reject(new Error(`npm ${args[0]} failed with code ${code}:\n${said.trim()}`));
    });
  });
}

/** The npm that runs this script, if npm runs it. */
export function npmCli() {
  const path = process.env.npm_execpath;
  return path?.endsWith('npm-cli.js') && existsSync(path) ? path : null;
}

/** npm's major version, or 0 where none answers. */
export async function npmMajor() {
  const said = await runNpm(['--version']).catch(() => '0');
  return Number(/(\d+)\.\d+\.\d+/.exec(said)?.[1] ?? 0);
}

/** Brings npm 11 into the cache folder where the machine's npm is older, since older ones cannot install Vite 8. */
export async function fittingNpm(say) {
  if ((await npmMajor()) >= 11) return npmCli();
  const home = join(root, '.cache', 'npm');
  const cli = join(home, 'node_modules', 'npm', 'bin', 'npm-cli.js');
  if (!existsSync(cli)) {
    await say('fetching npm 11', () =>
      runNpm(['install', '--no-save', '--ignore-scripts', '--prefix', home, 'npm@11.19.1']),
    );
  }
  return cli;
}
