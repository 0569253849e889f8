import { runReplications } from '@twinward/simulate';
import { compileHospital } from '../compile/compile-hospital.ts';
import type { HospitalModel } from '../model/hospital-model.ts';
import { asksFor } from './growing-figures.ts';
import type { OfferedLoad } from './hospital-result.ts';

const REPLICATIONS = 4;

/**
 * The load offered to each resource: what is held of it in a copy of the model where nobody ever waits, beside its mean capacity.
 * A ratio at or above 1 means that there is no steady state: the queue grows by the requests that cannot be met.
 */
export function offeredLoads(
  model: HospitalModel,
  options: {
    readonly scenario?: string;
    readonly seed: string;
    readonly until?: number;
    readonly added?: Readonly<Record<string, number>>;
  },
): readonly OfferedLoad[] {
  const until = options.until ?? model.run.until;
  const unit = { seed: options.seed, first: 0, count: REPLICATIONS, until, warmUp: until / 4 };
  const free = runReplications({
    ...unit,
    model: compileHospital(model, { ...options, until, unlimited: true }),
  });
  const bound = compileHospital(model, { ...options, until });
  const mean = (figure: (run: Run) => number): number =>
    free.reduce((sum, run) => sum + figure(run), 0) / free.length;
  return pools(model).map((members): OfferedLoad => {
    let [load, most] = [0, 0];
    for (const name of members) {
      const { capacity } = bound.resources[name]!;
      load += mean((run) => run.resources[name]!.busy);
      most += typeof capacity === 'number' ? capacity : meanCapacity(capacity, unit.warmUp, until);
    }
    const ratio = load / most;
    const requests = mean((run) => requestsFor(model, members, run)) / (until - unit.warmUp);
    const resource = members.length === 1 ? members[0]! : `${members[0]} and ${members.length - 1} more`;
    return {
      resource,
      resources: members,
      load,
      capacity: most,
      ratio,
      growth: ratio < 1 ? 0 : requests * (1 - 1 / ratio),
    };
  });
}

/** Resources that stand in for each other in a policy of placement bear their load together. */
function pools(model: HospitalModel): readonly (readonly string[])[] {
  const pool = new Map(Object.keys(model.resources).map((name) => [name, new Set([name])]));
  for (const policy of Object.values(model.policies ?? {})) {
    const joined = new Set(policy.flatMap(({ bed }) => [...pool.get(bed)!]));
    for (const name of joined) pool.set(name, joined);
  }
  return [...new Set(pool.values())].map((members) => [...members]);
}

type Run = ReturnType<typeof runReplications>[number];

/** How often units of a resource were asked for. */
function requestsFor(model: HospitalModel, resources: readonly string[], { sources }: Run): number {
  const asking = new Set(
    Object.keys(model.nodes).filter((id) => asksFor(model, model.nodes[id]!, resources)),
  );
  return Object.values(sources)
    .flatMap(({ waits }) => Object.entries(waits))
    .reduce((sum, [id, { count }]) => sum + (asking.has(id) ? count : 0), 0);
}

function meanCapacity(
  levels: {
    readonly times: readonly number[];
    readonly capacities: readonly number[];
    readonly period?: number;
  },
  from: number,
  to: number,
): number {
  const { times, capacities, period } = levels;
  const end = period ?? to;
  const start = period === undefined ? from : 0;
  const area = capacities.reduce((sum, capacity, i) => {
    const [begins, ends] = [Math.max(start, times[i]!), Math.min(end, times[i + 1] ?? end)];
    return ends > begins ? sum + capacity * (ends - begins) : sum;
  }, 0);
  return area / (end - start);
}
