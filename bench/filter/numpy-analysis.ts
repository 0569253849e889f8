import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** An ensemble and what is observed of it. */
export interface AnalysisProblem {
  readonly members: number;
  readonly size: number;
  /** Every how many components one is observed. */
  readonly stride: number;
  /** Members by rows [members x size]. */
  readonly ensemble: Float64Array;
  readonly values: Float64Array;
  readonly variance: Float64Array;
}

/** A python with numpy, or null, having said so. */
export async function findNumpy(say: (line: string) => void): Promise<string | null> {
  for (const python of ['/usr/bin/python3', 'python3']) {
    try {
      const { stdout } = await execute(python, ['-c', 'import numpy; print(numpy.__version__)']);
      say(`numpy ${stdout.trim()} of ${python}`);
      return python;
    } catch {
      say(`no numpy in ${python}`);
    }
  }
  return null;
}

/** What keeps OpenBLAS, MKL and others to one thread: for small matrices, and where others work, waiting for more costs time. */
const ONE_THREAD = { OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1', OMP_NUM_THREADS: '1' } as const;

/** An analysis, and the median of the milliseconds that it took. */
interface Timed {
  readonly ms: number;
  readonly analysis: Float64Array;
}

/** The analysis by numpy with one thread or as many as its BLAS takes, whichever is faster. */
export async function analyseByNumpy(
  python: string,
  method: 'transform' | 'stochastic',
  problem: AnalysisProblem,
  rounds: number,
): Promise<Timed> {
  const all = await runNumpy(python, method, problem, rounds, {});
  const one = await runNumpy(python, method, problem, rounds, ONE_THREAD);
  return one.ms < all.ms ? one : all;
}

async function runNumpy(
  python: string,
  method: 'transform' | 'stochastic',
  { members, size, stride, ensemble, values, variance }: AnalysisProblem,
  rounds: number,
  threads: Readonly<Record<string, string>>,
): Promise<Timed> {
  const folder = await mkdtemp(join(tmpdir(), 'twinward-bench-'));
  try {
    const [input, output] = [join(folder, 'input'), join(folder, 'output')];
    await writeFile(
      input,
      Buffer.concat([ensemble, values, variance].map((array) => Buffer.from(array.buffer))),
    );
    const given = [members, size, stride, rounds].map(String);
    const program = [join(import.meta.dirname, 'analysis.py'), method, ...given, input, output];
    const { stdout } = await execute(python, program, { env: { ...process.env, ...threads } });
    const bytes = await readFile(output);
    return { ms: Number(stdout), analysis: new Float64Array(bytes.buffer, bytes.byteOffset, members * size) };
  } finally {
    await rm(folder, { recursive: true });
  }
}
