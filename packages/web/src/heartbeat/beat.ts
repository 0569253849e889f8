// One cycle of a twin's subject, read at any phase of it: single members, and the band over all of them.
import type { CycleMemberView, CycleView } from '../generated/types.ts';

/** The 90 % interval and the median of a signal over the members, at one phase. */
export interface BandPoint {
  readonly q05: number;
  readonly q50: number;
  readonly q95: number;
}

/** Middle members found so far. */
const MIDDLES = new WeakMap<CycleView, CycleMemberView>();

/**
 * The member that stands for all in a picture: the one nearest to the median of all members in every signal at once, each measured by
 * its own spread (the medoid; Kaufman, Rousseeuw 1987). A member that is the median of one quantity may be extreme in another.
 */
export function middleOf(cycle: CycleView): CycleMemberView {
  const known = MIDDLES.get(cycle);
  if (known !== undefined) return known;
  const distance = new Float64Array(cycle.members.length);
  for (const { name } of cycle.signals) {
    for (let k = 0; k < cycle.points; k += STRIDE) {
      const values = cycle.members.map((member) => member.signals[name]![k]!);
      const sorted = [...values].sort((a, b) => a - b);
      const median = sorted[sorted.length >> 1]!;
      const spread = sorted.at(-1)! - sorted[0]!;
      if (!(spread > 0)) continue;
      for (const [m, value] of values.entries())
        distance[m] = distance[m]! + ((value - median) / spread) ** 2;
    }
  }
  const middle = cycle.members[distance.indexOf(Math.min(...distance))]!;
  MIDDLES.set(cycle, middle);
  return middle;
}

/** Points of a course between those that are compared. */
const STRIDE = 5;

/** What is repeated, as a word within a sentence. */
export function wordOf({ label }: CycleView): string {
  return label.toLowerCase();
}

/** Whether a cycle has all of these signals. */
export function hasSignals(cycle: CycleView, names: readonly string[]): boolean {
  return names.every((name) => cycle.signals.some((signal) => signal.name === name));
}

/** A signal of a member at a phase, 0 (beginning) to 1 (end), straight between its points. */
export function valueAt(member: CycleMemberView, signal: string, phase: number): number {
  const course = member.signals[signal]!;
  const place = wrap(phase) * (course.length - 1);
  const below = Math.min(course.length - 2, Math.floor(place));
  return course[below]! + (place - below) * (course[below + 1]! - course[below]!);
}

/** The band of a signal over the members at a phase, each by its weight. */
export function bandAt(cycle: CycleView, signal: string, phase: number): BandPoint {
  return spreadOf(cycle, (member) => valueAt(member, signal, phase));
}

/** The spread over the members, each by its weight, of what is read off one. */
export function spreadOf(cycle: CycleView, of: (member: CycleMemberView) => number): BandPoint {
  const values = cycle.members
    .map((member) => ({ value: of(member), weight: member.weight }))
    .sort((a, b) => a.value - b.value);
  return { q05: quantile(values, 0.05), q50: quantile(values, 0.5), q95: quantile(values, 0.95) };
}

/** The band of a signal at each of its points. */
export function bandOver(cycle: CycleView, signal: string): readonly BandPoint[] {
  return Array.from({ length: cycle.points }, (_, k) => bandAt(cycle, signal, phaseOf(k, cycle.points)));
}

/** The phase of point k of n; the last is short of the next beginning by nothing that can be seen. */
export function phaseOf(k: number, points: number): number {
  return Math.min(k / (points - 1), 1 - 1e-9);
}

function wrap(phase: number): number {
  return phase - Math.floor(phase);
}

function quantile(sorted: readonly { readonly value: number; readonly weight: number }[], p: number): number {
  let below = 0;
  for (const { value, weight } of sorted) {
    below += weight;
    if (below >= p - 1e-9) return value;
  }
  return sorted.at(-1)!.value;
}
