import type { ProcessSummary } from '@twinward/simulate';
import type { HospitalModel } from '../model/hospital-model.ts';
import type { WaitCause } from '../model/hospital-node.ts';

/** How many wait at a time, all queues together. */
export const ALL_WAITING = 'waiting in all queues';

/**
 * The figures of one replication by name, times in the model's unit; NaN where nobody gave rise to one:
 * `arrived PATIENT`, `inside PATIENT`, `left PATIENT as OUTCOME`, `time of PATIENT to OUTCOME`, `wait of PATIENT for NODE`,
 * `use of RESOURCE` (share of capacity that is held), `held RESOURCE`, `queue for RESOURCE`, `longest queue for RESOURCE`,
 * `wait for RESOURCE` (mean of the waits that it ended), `waited for CAUSE` (of all together, per unit of time),
 * `waiting in all queues` (how many at a time), `placed: REASON` and other tallies by name, `mean TALLY`, `share TALLY` (of the numbers above 0).
 */
export function hospitalFigures(model: HospitalModel, run: ProcessSummary): Readonly<Record<string, number>> {
  const figures: Record<string, number> = {};
  const causes: Record<string, number> = {};
  for (const name of Object.keys(model.sources)) {
    const { arrived, inside, left, waits } = run.sources[name]!;
    figures[`arrived ${name}`] = arrived;
    figures[`inside ${name}`] = inside;
    for (const [outcome, { count, mean }] of Object.entries(left)) {
      figures[`left ${name} as ${outcome}`] = count;
      figures[`time of ${name} to ${outcome}`] = mean;
    }
    for (const [node, { mean }] of Object.entries(waits)) figures[`wait of ${name} for ${node}`] = mean;
  }
  const add = (cause: string, waited: number): void => {
    causes[cause] = (causes[cause] ?? 0) + waited;
  };
  let waiting = 0;
  for (const [name, { kind = 'other' }] of Object.entries(model.resources)) {
    const { utilisation, busy, queue, longestQueue, waits } = run.resources[name]!;
    figures[`use of ${name}`] = utilisation;
    figures[`held ${name}`] = busy;
    figures[`queue for ${name}`] = queue;
    figures[`longest queue for ${name}`] = longestQueue;
    figures[`wait for ${name}`] = waits.mean;
    if (waits.count > 0) add(kind, waits.count * waits.mean);
    waiting += queue;
  }
  figures[ALL_WAITING] = waiting;
  for (const [name, { count, mean, positive }] of Object.entries(run.tallies)) {
    const cause = /^waited for (.+)$/.exec(name)?.[1];
    if (cause !== undefined) {
      if (count > 0) add(cause, count * mean);
      continue;
    }
    figures[name] = count;
    figures[`mean ${name}`] = mean;
    figures[`share ${name}`] = positive;
  }
  for (const [cause, waited] of Object.entries(causes) as [WaitCause, number][])
    figures[`waited for ${cause}`] = waited / (run.to - run.from);
  return figures;
}
