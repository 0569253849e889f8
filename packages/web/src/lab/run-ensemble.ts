import { simulateHybrid } from '@twinward/simulate';
import type { LabFan, LabRequest, LabResult } from './lab-messages.ts';
import { type OpenModel, SOLVER } from './open-model.ts';
import { lotOf, type MemberRows, simulateMembers, timesOf, valuesOf } from './simulate-members.ts';

const PATHS = 24;
const LEVELS = [0.05, 0.25, 0.5, 0.75, 0.95] as const;
/** Milliseconds of work before other threads are called: less is done sooner alone. */
const ALONE = 40;
/** Milliseconds of work given to a thread at a time, so that it soon hears of a newer order. */
const GIVEN = 30;

/** Threads beside this one that simulate members. */
export interface MemberThreads {
  readonly count: number;
  /** Simulates the members from `first` to `last` of the open model on one of the threads. */
  simulate(thread: number, request: LabRequest, first: number, last: number): Promise<readonly MemberRows[]>;
}

/** How a run is followed, and with whom. */
export interface Following {
  /** Told how many members are done; ends the run by saying no. */
  readonly goesOn: (done: number) => Promise<boolean>;
  readonly now: () => number;
  readonly threads?: MemberThreads;
}

/**
 * Simulates an ensemble: first on this thread and, where that takes long, on all others there are. Ends early, with null, when
 * `goesOn` says no. The numbers do not depend on who computed them.
 */
export async function runEnsemble(
  model: OpenModel,
  request: LabRequest,
  { goesOn, now, threads }: Following,
): Promise<LabResult | null> {
  const { view, compiled } = model;
  const began = now();
  const times = timesOf(request);
  const width = view.quantities.length;
  // the model as it stands on the sliders must run; what it says when it does not is the answer
  const nominal = simulateHybrid(compiled, { times, values: valuesOf(model, request, 0), solver: SOLVER });
  const found: MemberRows[] = [];
  const take = (first: number, members: readonly MemberRows[]): void =>
    members.forEach((one, i) => {
      found[first - 1 + i] = one;
    });
  const lot = lotOf(model);
  const started = now();
  let next = 1;
  const nextLots = (lots: number): readonly [first: number, last: number] => {
    const first = next;
    const last = Math.min(request.members, first + lots * lot - 1);
    next = last + 1;
    return [first, last];
  };
  while (next <= request.members && (threads === undefined || now() - started < ALONE)) {
    const [first, last] = nextLots(1);
    take(first, simulateMembers(model, request, first, last));
    if (!(await goesOn(last))) return null;
  }
  const shared = next <= request.members;
  if (shared) {
    const lots = Math.max(1, Math.floor((GIVEN * (next - 1)) / (now() - started) / lot));
    let done = next - 1;
    let wanted = true;
    const keepBusy = async (thread: number): Promise<void> => {
      while (wanted && next <= request.members) {
        const [first, last] = nextLots(lots);
        take(first, await threads!.simulate(thread, request, first, last));
        done += last - first + 1;
        if (wanted && !(await goesOn(done))) wanted = false;
      }
    };
    await Promise.all(Array.from({ length: threads!.count }, (_, thread) => keepBusy(thread)));
    if (!wanted) return null;
  }
  const rows = found.filter((one) => typeof one !== 'string');
  const why = found.find((one) => typeof one === 'string') ?? null;
  const fans = view.quantities.map((quantity, q): LabFan => {
    const path = (source: Float64Array): Float64Array =>
      Float64Array.from(times, (_, i) => source[i * width + q]!);
    const quantiles = LEVELS.map(() => new Float64Array(times.length));
    const column = new Float64Array(rows.length);
    for (let i = 0; i < times.length; i++) {
      for (let m = 0; m < rows.length; m++) column[m] = rows[m]![i * width + q]!;
      column.sort();
      LEVELS.forEach((level, k) => {
        quantiles[k]![i] = quantileOf(column, level);
      });
    }
    return { quantity, nominal: path(nominal.rows), quantiles, paths: rows.slice(0, PATHS).map(path) };
  });
  const { events } = nominal;
  return {
    times,
    fans,
    members: request.members,
    failed: found.length - rows.length,
    why,
    events,
    threads: shared ? threads!.count : 1,
    milliseconds: now() - began,
  };
}

/** By linear interpolation between order statistics; NaN of none. */
function quantileOf(sorted: Float64Array, level: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = level * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(sorted.length - 1, low + 1);
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}
