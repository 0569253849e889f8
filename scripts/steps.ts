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

/** Runs steps one after another, all of them even if one fails; returns the names of those that failed. */
export async function runSteps(steps: readonly Step[]): Promise<readonly string[]> {
  const failed: string[] = [];
  for (const [index, step] of steps.entries()) {
    const started = Date.now();
    console.log(`\n[${index + 1}/${steps.length}] ${step.name}`);
    const code = await run(step);
    console.log(
      `[${index + 1}/${steps.length}] ${step.name}: ${code === 0 ? 'passed' : `FAILED (${code})`} in ${((Date.now() - started) / 1000).toFixed(1)} s`,
    );
    if (code !== 0) failed.push(step.name);
  }
  return failed;
}

function run(step: Step): Promise<number> {
  const script = join(root, BIN[step.program] ?? step.program);
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [script, ...step.args], { cwd: root, stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
