import { type AbortSignalLike, TwinwardError } from '@twinward/contract';
import { seedFrom, simulateHybrid } from '@twinward/simulate';
import { balanceFluxes, type LinearSolver, lowerSbml, readSbml } from '@twinward/simulate/sbml';
import { caseOutput } from './case-output.ts';
import {
  type CaseSettings,
  type ExpectedTable,
  readExpected,
  readSettings,
  type SbmlCase,
} from './sbml-case.ts';

/** How a case came out. */
export type CaseOutcome =
  | { readonly kind: 'passed' }
  | { readonly kind: 'unsupported' | 'wrong'; readonly variant: string; readonly why: string };

/**
 * What the suite tags a case with whose answer is a chi-square statistic of random events. Its cells are so small that correct simulators
 * exceed it now and then; it is run with other numbers up to so many times, because chance does not repeat itself, an error does.
 */
const BY_CHANCE = 'RandomEventExecution';
const ATTEMPTS = 3;

/** Runs every level and version of a case; the first that does not pass decides. */
export function runCase(
  test: SbmlCase,
  seed: string,
  signal: AbortSignalLike,
  linear: LinearSolver,
): CaseOutcome {
  const settings = readSettings(test.settings);
  const expected = readExpected(test.results);
  const files = new Map(Object.entries(test.externalFiles ?? {}));
  for (const [variant, text] of Object.entries(test.sbml)) {
    try {
      const why =
        test.testType === 'FluxBalanceSteadyState'
          ? balanceVariant(text, files, settings, expected, linear)
          : test.testType === 'TimeCourse'
            ? timeCourse(test, (own) => runVariant(text, files, settings, expected, own, signal), seed)
            : notRun(test.testType);
      if (why !== null) return { kind: 'wrong', variant, why };
    } catch (error) {
      if (!(error instanceof TwinwardError) || error.code === 'run.cancelled') throw error;
      return { kind: 'unsupported', variant, why: error.message };
    }
  }
  return { kind: 'passed' };
}

function timeCourse(
  { testTags = [] }: SbmlCase,
  run: (seed: string) => string | null,
  seed: string,
): string | null {
  let why = run(seed);
  for (let attempt = 2; why !== null && attempt <= ATTEMPTS && testTags.includes(BY_CHANCE); attempt++)
    why = run(seedFrom(seed, `attempt ${attempt}`));
  return why;
}

function notRun(testType: string): never {
  throw new TwinwardError('request.unsupported', `${testType} is not run here`);
}

/** A steady state: its fluxes by reaction, and the objective by its own name. */
function balanceVariant(
  text: string,
  files: ReadonlyMap<string, string>,
  settings: CaseSettings,
  expected: ExpectedTable,
  linear: LinearSolver,
): string | null {
  const { objective, value, fluxes } = balanceFluxes(readSbml(text, files), linear);
  for (const [c, id] of expected.columns.entries()) {
    const got = id === objective ? value : fluxes.get(id);
    if (got === undefined) {
      throw new TwinwardError('request.unsupported', `the model has no "${id}" to report`);
    }
    const want = expected.rows[0]![c]!;
    if (!agrees(want, got, settings)) return `${id} is ${got}, not ${want}`;
  }
  return null;
}

function runVariant(
  text: string,
  files: ReadonlyMap<string, string>,
  settings: CaseSettings,
  expected: ExpectedTable,
  seed: string,
  signal: AbortSignalLike,
): string | null {
  const { hybrid, quantities } = lowerSbml(readSbml(text, files));
  const columns = expected.columns.slice(1);
  const outputs = columns.map((id) => ({ name: id, unit: '1', is: caseOutput(quantities, id, settings) }));
  const times = expected.rows.map((row) => row[0]!);
  const solver = {
    relativeTolerance: Math.min(1e-8, settings.relative * 1e-3),
    absoluteTolerance: Math.max(1e-18, Math.min(1e-12, settings.absolute * 1e-4)),
  };
  const { rows } = simulateHybrid({ ...hybrid, outputs }, { times, solver, seed, signal });
  for (const [r, row] of expected.rows.entries()) {
    for (const [c, id] of columns.entries()) {
      const [want, got] = [row[c + 1]!, rows[r * columns.length + c]!];
      if (!agrees(want, got, settings)) return `${id} at ${row[0]} is ${got}, not ${want}`;
    }
  }
  return null;
}

function agrees(want: number, got: number, { absolute, relative }: CaseSettings): boolean {
  if (Number.isNaN(want)) return Number.isNaN(got);
  if (!Number.isFinite(want)) return got === want;
  return Math.abs(want - got) <= absolute + relative * Math.abs(want);
}
