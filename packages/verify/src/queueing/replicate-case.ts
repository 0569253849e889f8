import { ProcessSimulation, type ProcessSummary, runReplications, seedFrom } from '@twinward/simulate';
import { customersPerTime, readQueueingCase } from './queueing-case.ts';
import { controlsOf } from './queueing-controls.ts';
import { measuresOf, type OccupancyMeasure, occupanciesOf, waitsOver } from './queueing-measures.ts';
import { queueingModel } from './queueing-model.ts';

/** Customers of a replication, and those before counting begins: many times what a system that is not near its limit takes to forget. */
const [CUSTOMERS, WARM_CUSTOMERS] = [50_000, 5_000];
/** Periods of a rate that changes: before counting, and counted in one replication. */
const [WARM_PERIODS, PERIODS] = [20, 180];
/** A period where no rate changes. */
const DAY = 24;

/** Some replications of a case of a file. */
export interface CaseWork {
  readonly given: Readonly<Record<string, unknown>>;
  readonly seed: string;
  readonly first: number;
  readonly count: number;
}

/** What one replication says: of each measure, and of each control how far it is from its known expectation. */
export interface CaseRun {
  readonly measures: readonly number[];
  readonly controls: readonly number[];
}

/** Runs replications of a case: first its measures over time, then mean numbers inside at times of the period. */
export function replicateCase({ given, seed, first, count }: CaseWork): readonly CaseRun[] {
  const read = readQueueingCase(given);
  const model = queueingModel(read, waitsOver(read));
  const [measures, occupancies, controls] = [measuresOf(read), occupanciesOf(read), controlsOf(read)];
  const said = (summary: ProcessSummary, inside: readonly number[]): CaseRun => ({
    measures: [...measures.map(({ of }) => of(summary)), ...inside],
    controls: controls.map(({ of, expected }) => of(summary) - expected),
  });
  if (occupancies.length > 0) {
    const period = read.timeVarying?.period ?? DAY;
    return Array.from({ length: count }, (_, n) => {
      const run = new ProcessSimulation(model, {
        seed: seedFrom(seed, 'replication', first + n),
        warmUp: WARM_PERIODS * period,
      });
      const inside = insideAt(run, occupancies, period);
      return said(run.summary(), inside);
    });
  }
  const [until, warmUp] = [CUSTOMERS, WARM_CUSTOMERS].map((customers) => customers / customersPerTime(read));
  return runReplications({ model, seed, first, count, until: until!, warmUp: warmUp! }).map((summary) =>
    said(summary, []),
  );
}

/** Mean numbers inside at times of the period, over the periods of a run, which is at its end then. */
function insideAt(
  run: ProcessSimulation,
  occupancies: readonly OccupancyMeasure[],
  period: number,
): readonly number[] {
  const sums = new Float64Array(occupancies.length);
  for (let k = WARM_PERIODS; k < WARM_PERIODS + PERIODS; k++)
    for (const [i, { at }] of occupancies.entries()) {
      run.advance(k * period + at);
      sums[i]! += run.inside / PERIODS;
    }
  run.advance((WARM_PERIODS + PERIODS) * period);
  return [...sums];
}
