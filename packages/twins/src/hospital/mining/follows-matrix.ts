/** Sequences of activities and how often each was seen. */
export type Sequences = readonly { readonly activities: readonly string[]; readonly count: number }[];

/** What directly follows what in sequences, as sets of names. */
export interface FollowsMatrix {
  readonly names: readonly string[];
  readonly follows: ReadonlyMap<string, ReadonlySet<string>>;
  readonly starts: ReadonlySet<string>;
  readonly ends: ReadonlySet<string>;
}

/** Builds the matrix; what is rarer than a share of what most often comes next, the end included, is left out. */
export function followsMatrix(sequences: Sequences, noise: number): FollowsMatrix {
  const counts = new Map<string, Map<string, number>>();
  const names = new Set<string>();
  const starts = new Map<string, number>();
  const ends = new Map<string, number>();
  for (const { activities, count } of sequences) {
    for (const [i, name] of activities.entries()) {
      names.add(name);
      if (i === 0) starts.set(name, (starts.get(name) ?? 0) + count);
      if (i === activities.length - 1) ends.set(name, (ends.get(name) ?? 0) + count);
      const next = activities[i + 1];
      if (next === undefined) continue;
      const row = counts.get(name) ?? new Map<string, number>();
      row.set(next, (row.get(next) ?? 0) + count);
      counts.set(name, row);
    }
  }
  const follows = new Map<string, ReadonlySet<string>>();
  for (const name of names) follows.set(name, frequent(counts.get(name) ?? new Map(), noise, ends.get(name)));
  return {
    names: [...names].sort(),
    follows,
    starts: frequent(starts, noise),
    ends: frequent(ends, noise),
  };
}

/** Whether one activity directly follows another. */
export function followedBy({ follows }: FollowsMatrix, from: string, to: string): boolean {
  return follows.get(from)?.has(to) ?? false;
}

/** Names gathered into the connected components of a relation, each sorted, in the order of their first names. */
export function components(
  names: readonly string[],
  joined: (a: string, b: string) => boolean,
): readonly (readonly string[])[] {
  const left = new Set(names);
  const found: string[][] = [];
  for (const name of names) {
    if (!left.delete(name)) continue;
    const component = [name];
    for (let i = 0; i < component.length; i++) {
      for (const other of [...left]) {
        if (!joined(component[i]!, other) && !joined(other, component[i]!)) continue;
        left.delete(other);
        component.push(other);
      }
    }
    found.push(component.sort());
  }
  return found;
}

function frequent(counts: ReadonlyMap<string, number>, noise: number, ending = 0): ReadonlySet<string> {
  const most = Math.max(ending, ...counts.values());
  return new Set([...counts].filter(([, count]) => count >= noise * most).map(([name]) => name));
}
