import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One step of a check: a program of the repository with its arguments. */
export interface Step {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
}

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const BIN: Readonly<Record<string, string>> = {
  tsc: 'node_modules/typescript/bin/tsc',
  biome: 'node_modules/@biomejs/biome/bin/biome',
  knip: 'node_modules/knip/bin/knip.js',
  vitest: 'node_modules/vitest/vitest.mjs',
};

const LAST_WORDS = 120;

/**
 * Runs steps one after another, all of them even if one fails; returns the names of those that failed. What a failed step said
 * last is said again at the end, where somebody looks who sees only the end of a log.
 */
export async function runSteps(steps: readonly Step[]): Promise<readonly string[]> {
  const failed = new Map<string, readonly string[]>();
  for (const [index, step] of steps.entries()) {
    const started = Date.now();
    console.log(`\n[${index + 1}/${steps.length}] ${step.name}`);
    const { code, lastWords } = await run(step);
    console.log(
      `[${index + 1}/${steps.length}] ${step.name}: ${code === 0 ? 'passed' : `FAILED (${code})`} in ${((Date.now() - started) / 1000).toFixed(1)} s`,
    );
    if (code !== 0) failed.set(step.name, lastWords);
  }
  for (const [name, lastWords] of failed)
    console.log(`\n${name} FAILED; it said last:\n${lastWords.join('\n')}`);
  return [...failed.keys()];
}

function run(step: Step): Promise<{ readonly code: number; readonly lastWords: readonly string[] }> {
  const script = join(root, BIN[step.program] ?? step.program);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...step.args], {
      cwd: root,
      stdio: ['inherit', 'pipe', 'pipe'],
    });
    let said = '';
    const pass = (to: NodeJS.WriteStream) => (chunk: Buffer) => {
      to.write(chunk);
      said = `${said}${chunk}`.split('\n').slice(-LAST_WORDS).join('\n');
    };
    child.stdout.on('data', pass(process.stdout));
    child.stderr.on('data', pass(process.stderr));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code: code ?? 1, lastWords: said.split('\n') }));
  });
}
