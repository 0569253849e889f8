import { CountDistribution, occupancyDistribution } from '@twinward/twins/hospital';
import { WARD_RATES, WARD_STAYS } from './ward.ts';

const HOUR = 3_600_000;
/** A year after admission nobody is left: of a stay of 6 ± 8 days, 2 in a million. */
const LONGEST = 8_760;

/** By hour since admission began to be possible: mean probability over that hour of still being there (Simpson's rule). */
const STAYING = Float64Array.from(
  { length: LONGEST },
  (_, k) => (WARD_STAYS.survival(k) + 4 * WARD_STAYS.survival(k + 0.5) + WARD_STAYS.survival(k + 1)) / 6,
);

/**
 * The exact distribution of a ward's patients `hours` (whole) after an instant at a full hour, given how long each patient present has stayed then,
 * in hours: who stays by the tail of the log-normal law, who comes as a Poisson number.
 */
export function exactWard(ages: readonly number[], at: number, hours: number): CountDistribution {
  const staying = ages.map((age) => WARD_STAYS.survival(age + hours) / WARD_STAYS.survival(age));
  return new CountDistribution(
    occupancyDistribution({ staying, arriving: arriving(at + hours * HOUR, hours) }),
  );
}

/** The same for one who does not know who is there, but when the ward opened: a Poisson number (Eick, Massey and Whitt 1993). */
export function coldWard(at: number, opened: number): CountDistribution {
  const hours = Math.min(LONGEST, (at - opened) / HOUR);
  return new CountDistribution(occupancyDistribution({ staying: [], arriving: arriving(at, hours) }));
}

/** Patients expected at an instant of those who came in so many hours before. */
function arriving(at: number, hours: number): number {
  let sum = 0;
  for (let ago = 1; ago <= hours; ago++) sum += WARD_RATES.rate((at / HOUR - ago) % 24) * STAYING[ago - 1]!;
  return sum;
}
