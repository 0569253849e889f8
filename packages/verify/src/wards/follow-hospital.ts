import { addSeconds, EMPTY_SCHEDULE, instant, subjectRef } from '@twinward/contract';
import { philox, seedFrom } from '@twinward/simulate';
import {
  BedState,
  type ChanceScore,
  hospitalBeds,
  syntheticHospital,
  type WardScore,
} from '@twinward/twins/hospital';

const OPENED = instant(Date.UTC(2031, 2, 3));
const DAY = 86_400;
/** Days in which the hospital fills and the twin learns; what it forecasts of them is not judged. */
const LEARNING = 40;
/** What the twin is told at first: not quite how it is. */
const FACTS = { arrivals: 16, stay: 124, staySd: 190 };

/** A made-up hospital by its draws, and for how many days its forecasts are judged. */
export interface HospitalWork {
  readonly seed: string;
  readonly days: number;
}

/** How the forecasts of a hospital's wards and of its announced discharges did in the days that are judged. */
export interface HospitalScores {
  readonly wards: Readonly<Record<string, readonly WardScore[]>>;
  readonly chance: ChanceScore;
}

/** Follows a made-up hospital by its messages with a twin that knows of its rules only what it learns. */
export function followHospital({ seed, days }: HospitalWork): HospitalScores {
  const hospital = syntheticHospital(seedFrom(seed, 'hospital'), OPENED);
  const random = philox(seedFrom(seed, 'twin'));
  const subject = { ref: subjectRef('Location/hospital'), facts: FACTS };
  let belief = hospitalBeds.initialise(subject, OPENED, 1, random);
  const scoresAt = (day: number): HospitalScores => {
    const until = addSeconds(OPENED, day * DAY);
    for (const event of hospital.until(until)) {
      belief = hospitalBeds.advance(belief, event.at, EMPTY_SCHEDULE, random);
      belief = hospitalBeds.happen!(belief, event, random);
    }
    return BedState.read(belief.structures![0]!).held;
  };
  const before = scoresAt(LEARNING);
  const after = scoresAt(LEARNING + days);
  return {
    wards: Object.fromEntries(
      Object.entries(after.wards).map(([unit, leads]) => [
        unit,
        leads.map((score, k) => less(score, before.wards[unit]?.[k])),
      ]),
    ),
    chance: less(after.chance, before.chance),
  };
}

/** Sums less those of an earlier time. */
function less<Sums extends WardScore | ChanceScore>(sums: Sums, before: Sums | undefined): Sums {
  const entries = Object.entries(sums as unknown as Readonly<Record<string, number>>);
  const earlier = (before ?? {}) as Readonly<Record<string, number>>;
  return Object.fromEntries(
    entries.map(([name, sum]) => [name, sum - (earlier[name] ?? 0)]),
  ) as unknown as Sums;
}
