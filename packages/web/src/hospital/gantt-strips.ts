import type { HospitalReplay } from '../generated/types.ts';

/** One resource over a run: who held which of its units when, and how many held and waited. */
export interface Strip {
  readonly name: string;
  /** Units of which anything is drawn. */
  readonly lanes: number;
  /** The longest queue. */
  readonly most: number;
  readonly held: readonly (readonly [lane: number, from: number, to: number])[];
  readonly sum: readonly (readonly [time: number, count: number])[];
  readonly queue: readonly (readonly [time: number, count: number])[];
}

/** Every resource of a replay; those never used are left out. */
export function stripsOf(replay: HospitalReplay): readonly Strip[] {
  const { places, place, waits, start, end, until } = replay;
  const lists = places.map(() => ({
    free: [] as number[],
    held: [] as [number, number, number][],
    uses: [] as [number, number][],
    waits: [] as [number, number][],
  }));
  for (let i = 0; i < start.length; i++) {
    const own = lists[place[i]!]!;
    const [from, to] = [start[i]!, Math.min(end[i]!, until)];
    if (from >= until) continue;
    if (waits[i]) {
      own.waits.push([from, 1], [to, -1]);
      continue;
    }
    let lane = own.free.findIndex((since) => since <= from);
    if (lane === -1) lane = own.free.length;
    own.free[lane] = end[i]!;
    own.held.push([lane, from, to]);
    own.uses.push([from, 1], [to, -1]);
  }
  return places
    .map(({ name, capacity }, at) => {
      const own = lists[at]!;
      const queue = counted(own.waits);
      const units = Math.max(0, ...capacity.map((one) => one.units));
      return {
        name,
        lanes: Math.max(1, units, own.free.length),
        held: own.held,
        sum: counted(own.uses),
        queue,
        most: queue.reduce((max, [, n]) => Math.max(max, n), 0),
      };
    })
    .filter(({ held, most }) => held.length > 0 || most > 0);
}

/** Changes by one in the order of time, as counts after each instant. */
function counted(changes: [number, number][]): readonly (readonly [number, number])[] {
  changes.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const counts: [number, number][] = [];
  let count = 0;
  for (const [time, by] of changes) {
    count += by;
    const last = counts.at(-1);
    if (last?.[0] === time) last[1] = count;
    else counts.push([time, count]);
  }
  return counts;
}
