import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** A program of another language that a bench measures itself against. */
export interface Program {
  /** A folder that goes with the program, for files that pass between it and the bench. */
  readonly folder: string;
  readonly run: (...given: readonly string[]) => Promise<string>;
  readonly remove: () => Promise<void>;
}

/**
 * Builds a source of this folder by a command that ends in `-o`, such as g++ -O2, and the libraries it links; null, having said so,
 * where it cannot be built.
 */
export async function buildProgram(
  source: string,
  compiler: readonly [string, ...string[]],
  libraries: readonly string[],
  say: (line: string) => void,
): Promise<Program | null> {
  const folder = await mkdtemp(join(tmpdir(), 'twinward-bench-'));
  const program = join(folder, 'program');
  const [command, ...flags] = compiler;
  try {
    await execute(command, [...flags, '-o', program, join(import.meta.dirname, source), ...libraries]);
  } catch (error) {
    await rm(folder, { recursive: true });
    say(`${source} cannot be compared with: ${command} ${(error as NodeJS.ErrnoException).code ?? 'failed'}`);
    return null;
  }
  return {
    folder,
    run: async (...given) => (await execute(program, given)).stdout,
    remove: () => rm(folder, { recursive: true }),
  };
}
