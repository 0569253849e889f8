import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Builds a C++ source of this folder with g++ -O2; null, having said so, where there is no g++. */
export async function buildProgram(
  source: string,
  say: (line: string) => void,
): Promise<{
  readonly run: (...given: readonly string[]) => Promise<string>;
  readonly remove: () => Promise<void>;
} | null> {
  const folder = await mkdtemp(join(tmpdir(), 'twinward-bench-'));
  const program = join(folder, 'program');
  try {
    await execute('g++', ['-O2', '-o', program, join(import.meta.dirname, source)]);
  } catch (error) {
    await rm(folder, { recursive: true });
    say(`${source} cannot be compared with: g++ ${(error as NodeJS.ErrnoException).code ?? 'failed'}`);
    return null;
  }
  return {
    run: async (...given) => (await execute(program, given)).stdout,
    remove: () => rm(folder, { recursive: true }),
  };
}
