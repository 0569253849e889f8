// Stiff ensembles beside SUNDIALS CVODE: the time each needs for the same error.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Ensemble, type EnsembleMethod } from '@twinward/simulate';
import type { Bench, Figures } from './bench.ts';
import { buildProgram, type Program } from './run-program.ts';
import { STIFF_PROBLEMS, type StiffProblem } from './stiff/problems.ts';

/** Sixth decades from 1e-2 to 1e-12: fine enough that each solver meets an error closely. */
const TOLERANCES = Array.from({ length: 61 }, (_, i) => 10 ** (-2 - i / 6));
/** Tolerances are tightened until the error is this many times below the smallest asked for. */
const BEYOND = 3;
const REFERENCE = 1e-13;
const ROUNDS = 5;
const SUNDIALS = [
  'cvode',
  'nvecserial',
  'sunlinsolband',
  'sunlinsoldense',
  'sunmatrixband',
  'sunmatrixdense',
];

/** What a solver took at one tolerance, of all members. */
interface Attempt {
  readonly tolerance: number;
  readonly ms: number;
  readonly error: number;
}

/** `bench stiff`. */
export const stiff: Bench = {
  name: 'stiff',
  title: 'stiff ensembles beside SUNDIALS CVODE (BDF, analytic Jacobian) at equal error',
  async run(say): Promise<Figures> {
    const libraries = [...SUNDIALS.map((name) => `-lsundials_${name}`), '-lm'];
    const program = await buildProgram('stiff/cvode.c', ['gcc', '-O3'], libraries, say);
    const figures: Record<string, number | string> = {};
    if (program === null) figures.CVODE = 'not compared: no gcc or no libsundials-dev here';
    for (const problem of STIFF_PROBLEMS) {
      say(`${problem.title}: the reference`);
      const truth = solve(problem, 'stiff', REFERENCE, 1).ends;
      say(`${problem.title}: ours`);
      const own = (['stiff', 'rodas4'] as const).flatMap((method) => ownAttempts(problem, method, truth));
      say(`${problem.title}: CVODE`);
      const other = program === null ? [] : await givenAttempts(program, problem, truth);
      problem.errors.forEach((error, i) => {
        const [ours, theirs] = [own, other].map((attempts) => cheapest(attempts, error));
        const name = `${problem.title}, error at most ${error}`;
        if (ours !== null) figures[`${name}: ours`] = words(ours!, problem);
        if (program === null) return;
        figures[`${name}: CVODE`] = theirs == null ? 'not reached' : words(theirs, problem);
        if (ours == null || theirs == null) return;
        const bar = i === 0 ? ` (at most ${problem.bar})` : '';
        figures[`${name}: of CVODE's time${bar}`] = Math.round((ours.ms / theirs.ms) * 1e4) / 1e4;
      });
    }
    await program?.remove();
    return figures;
  },
};

function ownAttempts(problem: StiffProblem, method: EnsembleMethod, truth: Float64Array): readonly Attempt[] {
  const attempts: Attempt[] = [];
  for (const tolerance of TOLERANCES) {
    const { ms, ends } = solve(problem, method, tolerance, ROUNDS);
    attempts.push({ tolerance, ms, error: worst(ends, truth) });
    if (isBeyond(attempts, problem)) break;
  }
  return attempts;
}

function solve(
  { equations, members, starts, end, absolute }: StiffProblem,
  method: EnsembleMethod,
  tolerance: number,
  rounds: number,
): { readonly ms: number; readonly ends: Float64Array } {
  const ensemble = new Ensemble(equations, {
    method,
    relativeTolerance: tolerance,
    absoluteTolerance: tolerance * absolute,
    maximumSteps: 1_000_000,
  });
  const ends = starts.slice();
  let ms = Infinity;
  for (let round = 0; round <= rounds; round++) {
    ends.set(starts);
    const none = new Float64Array();
    const begun = performance.now();
    const { failures } = ensemble.advance(0, end, {
      members,
      y: ends,
      p: none,
      pStride: 0,
      u: none,
      uStride: 0,
    });
    if (round > 0) ms = Math.min(ms, performance.now() - begun); // the first warms up
    if (failures.length > 0) return { ms: Infinity, ends: ends.fill(Number.NaN) };
  }
  return { ms, ends };
}

async function givenAttempts(
  program: Program,
  problem: StiffProblem,
  truth: Float64Array,
): Promise<readonly Attempt[]> {
  const { name, members, starts, end, absolute } = problem;
  const [given, made] = ['input', 'output'].map((file) => join(program.folder, file)) as [string, string];
  const attempts: Attempt[] = [];
  for (const tolerance of TOLERANCES) {
    const head = [members, starts.length / members, end, tolerance, tolerance * absolute];
    await writeFile(given, new Uint8Array(Float64Array.from([...head, ...starts]).buffer));
    const seconds = await program.run(name, given, made, String(ROUNDS)).then(Number, () => null);
    if (seconds === null) continue; // CVODE gave up at this tolerance
    const ends = new Float64Array(new Uint8Array(await readFile(made)).buffer);
    attempts.push({ tolerance, ms: 1000 * seconds, error: worst(ends, truth) });
    if (isBeyond(attempts, problem)) break;
  }
  return attempts;
}

function isBeyond(attempts: readonly Attempt[], { errors }: StiffProblem): boolean {
  return attempts.at(-1)!.error * BEYOND < Math.min(...errors);
}

/** The attempt that costs least of those with an error no larger. */
function cheapest(attempts: readonly Attempt[], error: number): Attempt | null {
  const good = attempts.filter((attempt) => attempt.error <= error);
  return good.length === 0 ? null : good.reduce((a, b) => (a.ms <= b.ms ? a : b));
}

function words({ tolerance, ms, error }: Attempt, { members }: StiffProblem): string {
  const each = ((1000 * ms) / members).toFixed(1);
  return `${each} us a member, error ${error.toExponential(1)} at tolerance ${tolerance.toExponential(1)}`;
}

function worst(ends: Float64Array, truth: Float64Array): number {
  let most = 0;
  for (let i = 0; i < truth.length; i++) {
    const error = Math.abs(ends[i]! - truth[i]!) / Math.abs(truth[i]!);
    if (!(error <= most)) most = error;
  }
  return most;
}
