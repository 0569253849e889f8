// The door for npm: brings a fitting Node and the packages where they are missing, then runs one task under it.
// Plain JavaScript that Node 18 can read, because it runs before anything is installed.
import { spawn } from 'node:child_process';
import { ensureInstalled } from './launch/ensure-installed.mjs';
import { ensureNode } from './launch/ensure-node.mjs';
import { ensureWebBuilt } from './launch/ensure-web-built.mjs';
import { root } from './launch/root.mjs';

const TASKS = {
  start: { script: 'packages/cli/src/main.ts', args: ['start'], web: true },
  cli: { script: 'packages/cli/src/main.ts', args: [], web: false },
  bench: { script: 'bench/run.ts', args: [], web: false },
  check: { script: 'scripts/check.ts', args: [], web: false },
  test: { script: 'scripts/test.ts', args: [], web: true },
  fuzz: { script: 'scripts/fuzz.ts', args: [], web: false },
};

/**
 * How the programs are run: V8 may write more of what a hot function calls into it than it does by itself, a fifth of the time of
 * event simulations (`bench events`).
 */
const FLAGS = ['--max-inlined-bytecode-size-cumulative=3000'];

const [task, ...rest] = process.argv.slice(2);
const chosen = TASKS[task];
if (chosen === undefined) {
  console.error(`usage: node scripts/run.mjs ${Object.keys(TASKS).join('|')} [options]`);
  process.exit(2);
}

try {
  const node = await ensureNode();
  await ensureInstalled(node);
  const wantsWeb = chosen.web || (task === 'cli' && rest[0] === 'start');
  if (wantsWeb) await ensureWebBuilt(node);
  process.exitCode = await run(
    node.binary,
    [...FLAGS, chosen.script, ...chosen.args, ...rest],
    node.environment,
  );
} catch (error) {
  console.error(`twinward: ${error instanceof Error ? error.message : error}`);
  process.exitCode = 1;
}

/** Runs the task in place of this process: same terminal, same signals, same exit code. */
function run(binary, args, environment) {
  return new Promise((resolve, reject) => {
    const child = spawn(binary, args, { cwd: root, stdio: 'inherit', env: environment });
    const forward = (signal) => child.kill(signal);
    const ignore = () => {};
    process.on('SIGTERM', forward);
    process.on('SIGHUP', forward);
    process.on('SIGINT', process.stdin.isTTY ? ignore : forward);
    // Where npm is stopped, the shell between npm and this process dies without passing the signal on.
    const parent = process.ppid;
    const watch = setInterval(() => {
      if (process.ppid === parent) return;
      clearInterval(watch); // once: a second signal would cut its closing short
      child.kill('SIGTERM');
    }, 500);
    watch.unref();
    child.on('error', reject);
    child.on('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)));
  });
}
