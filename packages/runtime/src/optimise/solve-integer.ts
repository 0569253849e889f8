import { fork } from 'node:child_process';
import {
  type IntegerProgram,
  type IntegerSolution,
  type SolverLimits,
  TwinwardError,
} from '@twinward/contract';
import type { IntegerNews, IntegerTask } from './integer-process.ts';

const PROGRAM = new URL('./integer-process.ts', import.meta.url);

/**
 * Solves a mixed-integer program with HiGHS (Huangfu and Hall 2018, doi:10.1007/s12532-017-0130-5) in a process of its own, so that
 * it can be watched and ended. The same program gives the same solution on every machine unless time runs out.
 *
 * Throws `usage` for a program that is none (a row with a place that does not exist, a bound that is not a number), `run.cancelled`
 * when the signal is aborted, `solver.failed` when the solver breaks.
 *
 * @example
 * const most3 = { lower: Number.NEGATIVE_INFINITY, upper: 3.5, columns: [0, 1], weights: [1, 1] };
 * const some = (cost) => ({ cost, lower: 0, upper: 10, whole: true });
 * const { objective } = await solveInteger({ columns: [some(-2), some(-1)], rows: [most3] });
 * objective; // -6
 */
export async function solveInteger(
  program: IntegerProgram,
  limits: SolverLimits = {},
): Promise<IntegerSolution> {
  const { seconds = 60, gap = 0, signal, progress } = limits;
  check(program, seconds, gap);
  if (signal?.aborted === true) throw cancelled();
  const task: IntegerTask = { program, seconds, gap };
  const child = fork(PROGRAM, { serialization: 'advanced', stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  const watch = signal instanceof AbortSignal ? signal : null;
  const end = () => void child.kill('SIGKILL');
  watch?.addEventListener('abort', end, { once: true });
  child.send(task);
  try {
    return await new Promise<IntegerSolution>((resolve, reject) => {
      child.on('message', (news: IntegerNews) => {
        if (news.kind === 'solved') resolve(news.solution);
        else progress?.(news.gap, news.objective);
      });
      child.once('error', (cause) =>
        reject(new TwinwardError('solver.failed', `the solver broke: ${cause.message}`)),
      );
      child.once('exit', () =>
        reject(
          signal?.aborted === true
            ? cancelled()
            : new TwinwardError('solver.failed', 'the solver ended without an answer'),
        ),
      );
    });
  } finally {
    watch?.removeEventListener('abort', end);
    child.kill('SIGKILL');
  }
}

function cancelled(): TwinwardError {
  return new TwinwardError('run.cancelled', 'the search for the best was cancelled');
}

function check({ columns, rows }: IntegerProgram, seconds: number, gap: number): void {
  if (!(seconds > 0 && seconds <= 86_400))
    refuse('seconds', `${seconds} seconds`, 'give 0 to 86,400 seconds');
  if (!(gap >= 0 && gap < 1)) refuse('gap', `a gap of ${gap}`, 'give a share from 0 to below 1');
  if (columns.length === 0) refuse('columns', 'a program without unknowns', 'give at least one');
  for (const [j, { cost, lower, upper }] of columns.entries()) {
    if (!Number.isFinite(cost) || Number.isNaN(lower) || Number.isNaN(upper) || lower > upper)
      refuse(
        `columns/${j}`,
        `cost ${cost}, from ${lower} to ${upper}`,
        'give a finite cost and bounds in order',
      );
  }
  for (const [i, row] of rows.entries()) {
    const known = row.columns.every((place) => Number.isInteger(place) && place in columns);
    const weighed = row.weights.length === row.columns.length && row.weights.every(Number.isFinite);
    if (!known || !weighed || !(row.lower <= row.upper))
      refuse(`rows/${i}`, 'a condition that is none', 'give places, one finite weight each, bounds in order');
  }
}

function refuse(field: string, what: string, remedy: string): never {
  throw new TwinwardError('usage', what, { field, remedy });
}
