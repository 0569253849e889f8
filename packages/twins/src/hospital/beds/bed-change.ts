import type { Instant } from '@twinward/contract';
import type { ComingActs } from './coming-patients.ts';

const HOUR = 3_600_000;
/** What all surges together multiply admissions by at most. */
const MOST_SURGE = 3;

/** From which instant on something acts, and for how many hours. */
export interface Acting {
  readonly from: Instant;
  readonly hours: number;
}

/** More or fewer admissions, in percent of the usual; of one specialty, or of all. */
export interface Surge {
  readonly do: 'surge';
  readonly specialty: string | null;
  readonly percent: number;
}

/** What is done to all beds of a hospital, or happens to them. */
export type BedChange = Acting &
  (
    | Surge
    /** So many beds more, or fewer below 0; who lies in them stays. */
    | { readonly do: 'beds'; readonly beds: number }
    /** Who lies in a bed, and who comes meanwhile, leaves so many hours earlier, but not before it begins. */
    | { readonly do: 'discharge-earlier'; readonly earlier: number }
  );

/** Whether it acts at an instant: from its first on, and not at its end. */
export function actsAt(acting: Acting, at: number): boolean {
  return acting.from <= at && at < endOf(acting);
}

/** The instant at which it ends. */
export function endOf({ from, hours }: Acting): number {
  return Math.round(from + hours * HOUR);
}

/** Beds more, or fewer below 0, at an instant. */
export function bedsMore(changes: readonly BedChange[], at: number): number {
  return changes.reduce(
    (sum, change) => (change.do === 'beds' && actsAt(change, at) ? sum + change.beds : sum),
    0,
  );
}

/** Hours by which those who come at an instant leave earlier. */
export function earlierBy(changes: readonly BedChange[], at: number): number {
  return changes.reduce(
    (sum, change) => (change.do === 'discharge-earlier' && actsAt(change, at) ? sum + change.earlier : sum),
    0,
  );
}

/** What surges do about who comes. */
export function surgeActs(surges: readonly (Acting & Surge)[]): Pick<ComingActs, 'surges' | 'factor'> {
  return {
    surges: surges.length > 0,
    factor: (at, specialty) =>
      surges.reduce(
        (times, surge) =>
          actsAt(surge, at) && (surge.specialty === null || surge.specialty === specialty)
            ? Math.min(MOST_SURGE, (times * surge.percent) / 100)
            : times,
        1,
      ),
  };
}
