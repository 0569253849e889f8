import { components, type FollowsMatrix, followedBy } from './follows-matrix.ts';

/** A way to divide the activities of a log: the operator and the groups it joins. */
export interface Cut {
  readonly kind: 'choice' | 'sequence' | 'parallel' | 'loop';
  readonly groups: readonly (readonly string[])[];
}

/**
 * The first cut that a directly-follows graph allows, in the order choice, sequence, parallel, loop (Leemans, Fahland and van der
 * Aalst 2013, definitions 5 to 8); null when there is none.
 */
export function findCut(matrix: FollowsMatrix): Cut | null {
  return choice(matrix) ?? sequence(matrix) ?? parallel(matrix) ?? loop(matrix);
}

function choice(matrix: FollowsMatrix): Cut | null {
  const groups = components(matrix.names, (a, b) => followedBy(matrix, a, b));
  return groups.length > 1 ? { kind: 'choice', groups } : null;
}

function sequence(matrix: FollowsMatrix): Cut | null {
  const reach = reachability(matrix);
  const reaches = (a: string, b: string): boolean => reach.get(a)!.has(b);
  // those that reach one another, and those of which neither reaches the other, belong together
  const groups = components(matrix.names, (a, b) => reaches(a, b) === reaches(b, a));
  if (groups.length < 2) return null;
  const ordered = [...groups].sort(([a], [b]) => (reaches(a!, b!) ? -1 : 1));
  return { kind: 'sequence', groups: ordered };
}

function parallel(matrix: FollowsMatrix): Cut | null {
  const apart = components(matrix.names, (a, b) => !(followedBy(matrix, a, b) && followedBy(matrix, b, a)));
  const whole: string[][] = [];
  const broken: string[] = [];
  for (const group of apart) {
    const can = group.some((name) => matrix.starts.has(name)) && group.some((name) => matrix.ends.has(name));
    if (can) whole.push([...group]);
    else broken.push(...group);
  }
  if (whole.length < 2) return null;
  whole[0]!.push(...broken);
  return { kind: 'parallel', groups: whole };
}

function loop(matrix: FollowsMatrix): Cut | null {
  const { starts, ends, names } = matrix;
  const body = new Set(names.filter((name) => starts.has(name) || ends.has(name)));
  const rest = components(
    names.filter((name) => !body.has(name)),
    (a, b) => followedBy(matrix, a, b),
  );
  const redo: (readonly string[])[] = [];
  for (const group of rest) {
    if (goesBack(matrix, group, body)) redo.push(group);
    else for (const name of group) body.add(name);
  }
  if (redo.length === 0) return null;
  return { kind: 'loop', groups: [[...body].sort(), ...redo] };
}

/** Whether a group is entered from all ends of the body and nothing else, and left to all of its starts and nothing else. */
function goesBack(matrix: FollowsMatrix, group: readonly string[], body: ReadonlySet<string>): boolean {
  const { starts, ends } = matrix;
  const own = [...body].filter((name) => starts.has(name) || ends.has(name));
  for (const name of group) {
    const from = own.filter((one) => followedBy(matrix, one, name));
    if (from.length > 0 && (from.some((one) => !ends.has(one)) || from.length !== ends.size)) return false;
    const to = own.filter((one) => followedBy(matrix, name, one));
    if (to.length > 0 && (to.some((one) => !starts.has(one)) || to.length !== starts.size)) return false;
  }
  return true;
}

function reachability(matrix: FollowsMatrix): ReadonlyMap<string, ReadonlySet<string>> {
  const reach = new Map<string, ReadonlySet<string>>();
  for (const name of matrix.names) {
    const seen = new Set<string>();
    const open = [...(matrix.follows.get(name) ?? [])];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(...(matrix.follows.get(next) ?? []));
    }
    reach.set(name, seen);
  }
  return reach;
}
