import type { Trace } from './activity-log.ts';
import { variantsOf } from './directly-follows.ts';
import { type Cut, findCut } from './find-cut.ts';
import { followsMatrix, type Sequences } from './follows-matrix.ts';
import type { ProcessTree } from './process-tree.ts';

const SILENT: ProcessTree = { kind: 'silent' };

/**
 * Discovers a process model by the inductive miner for infrequent behaviour (Leemans, Fahland and van der Aalst 2013, Discovering
 * block-structured process models from event logs containing infrequent behaviour); unlike there, the graph is thinned before
 * the first cut is sought and not only when none is found. The model is sound: every case can end.
 * `noise`, from 0 to 1, is the share of the most frequent behaviour below which other behaviour is passed over; with 0 the
 * model can replay every case.
 *
 * @example
 * const of = (name, start) => ({ name, start, complete: start, resource: null });
 * const traces = [{ caseId: '1', activities: [of('triage', 0), of('scan', 9)] }, { caseId: '2', activities: [of('triage', 3)] }];
 * processTreeText(discoverProcess(traces)); // '→(triage, ×(τ, scan))'
 */
export function discoverProcess(
  traces: readonly Trace[],
  { noise = 0 }: { readonly noise?: number } = {},
): ProcessTree {
  return mine(variantsOf(traces), noise);
}

function mine(sequences: Sequences, noise: number): ProcessTree {
  const filled = sequences.filter(({ activities }) => activities.length > 0);
  if (filled.length === 0) return SILENT;
  const all = total(sequences);
  const empty = all - total(filled);
  if (empty > noise * all) return { kind: 'choice', children: [SILENT, mine(filled, noise)] };
  const names = new Set(filled.flatMap(({ activities }) => activities));
  if (names.size === 1) return single([...names][0]!, filled);
  const cut = (noise > 0 ? findCut(followsMatrix(filled, noise)) : null) ?? findCut(followsMatrix(filled, 0));
  if (cut === null) {
    const again = cutAtRepeats(filled);
    if (again !== null) return { kind: 'loop', children: [mine(again, noise), SILENT] };
    const children = [...names].sort().map((name): ProcessTree => ({ kind: 'activity', name }));
    return { kind: 'loop', children: [SILENT, ...children] };
  }
  return { kind: cut.kind, children: divide(filled, cut).map((part) => mine(part, noise)) };
}

function single(name: string, sequences: Sequences): ProcessTree {
  const activity: ProcessTree = { kind: 'activity', name };
  const once = sequences.every(({ activities }) => activities.length === 1);
  return once ? activity : { kind: 'loop', children: [activity, SILENT] };
}

/** The sequences that each group of a cut is left with. */
function divide(sequences: Sequences, cut: Cut): readonly Sequences[] {
  const groupOf = new Map(cut.groups.flatMap((group, index) => group.map((name) => [name, index] as const)));
  const parts = cut.groups.map(() => new Map<string, { activities: readonly string[]; count: number }>());
  const add = (group: number, activities: readonly string[], count: number): void => {
    const key = JSON.stringify(activities);
    const known = parts[group]!.get(key) ?? { activities, count: 0 };
    known.count += count;
    parts[group]!.set(key, known);
  };
  for (const { activities, count } of sequences) {
    if (cut.kind === 'loop') {
      for (const [group, piece] of pieces(activities, groupOf)) add(group, piece, count);
    } else if (cut.kind === 'choice') {
      const group = commonest(activities, groupOf, cut.groups.length);
      add(
        group,
        activities.filter((name) => groupOf.get(name) === group),
        count,
      );
    } else {
      for (const group of cut.groups.keys()) {
        add(
          group,
          activities.filter((name) => groupOf.get(name) === group),
          count,
        );
      }
    }
  }
  return parts.map((part) => [...part.values()]);
}

/** A sequence cut where it goes from one group of a loop to another; two repeats in a row have nothing between. */
function pieces(
  activities: readonly string[],
  groupOf: ReadonlyMap<string, number>,
): readonly (readonly [group: number, piece: readonly string[]])[] {
  const found: [number, string[]][] = [];
  for (const name of activities) {
    const group = groupOf.get(name)!;
    const last = found[found.length - 1];
    if (last !== undefined && last[0] === group) {
      last[1].push(name);
      continue;
    }
    // the body comes first, between two repeats, and last
    if (group > 0 && (last === undefined || last[0] > 0)) found.push([0, []]);
    found.push([group, [name]]);
  }
  if (found[found.length - 1]![0] > 0) found.push([0, []]);
  return found;
}

/** Sequences cut wherever an activity that can end a case is followed by one that can begin it; null if none is. */
function cutAtRepeats(sequences: Sequences): Sequences | null {
  const starts = new Set(sequences.map(({ activities }) => activities[0]));
  const ends = new Set(sequences.map(({ activities }) => activities[activities.length - 1]));
  const cut = sequences.flatMap(({ activities, count }) => {
    const parts: string[][] = [[]];
    for (const [i, name] of activities.entries()) {
      if (i > 0 && ends.has(activities[i - 1]) && starts.has(name)) parts.push([]);
      parts[parts.length - 1]!.push(name);
    }
    return parts.map((part) => ({ activities: part, count }));
  });
  return cut.length > sequences.length ? cut : null;
}

function commonest(
  activities: readonly string[],
  groupOf: ReadonlyMap<string, number>,
  groups: number,
): number {
  const counts = new Array<number>(groups).fill(0);
  for (const name of activities) counts[groupOf.get(name)!]! += 1;
  return counts.indexOf(Math.max(...counts));
}

function total(sequences: Sequences): number {
  return sequences.reduce((sum, { count }) => sum + count, 0);
}
