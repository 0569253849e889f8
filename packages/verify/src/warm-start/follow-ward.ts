import { addSeconds, EMPTY_SCHEDULE, type Instant, instant, subjectRef } from '@twinward/contract';
import { runFutures } from '@twinward/estimate';
import { philox, seedFrom } from '@twinward/simulate';
import { CountDistribution, hospitalBeds, syntheticHospital } from '@twinward/twins/hospital';
import { coldWard, exactWard } from './exact-ward.ts';
import { WARD_FACTS, WARD_RULES } from './ward.ts';

const HOUR = 3_600_000;
const OPENED = instant(Date.UTC(2031, 2, 3));
/** How far ahead patients are foreseen, in hours. */
export const HORIZONS: readonly number[] = [24, 48, 72];
/** Hours in which a ward fills. */
const FILLING = 60 * 24;
/** Hours between two starts: no forecast reaches to the next, so that what they miss is independent, and every hour of the day has its turn. */
const APART = 77;
const MEMBERS = 500;
const LEVEL = 0.9;
const [LOW, HIGH] = [(1 - LEVEL) / 2, (1 + LEVEL) / 2];

/** A stretch of one ward's life: its own draws, and how many warm starts it has. */
export interface WardWork {
  readonly seed: string;
  readonly starts: number;
}

/** A forecast against the patients there were. */
export interface WardScore {
  readonly horizon: number;
  /** The share of the count's range of probability that lies in the middle 90 % of the forecast. */
  readonly held: number;
  /** CRPS of the warm start, of the exact distribution, and of a start that knows everything but who is there. */
  readonly warm: number;
  readonly exact: number;
  readonly cold: number;
}

/**
 * Follows a made-up ward by its messages with a twin that knows the law of admissions and stays. At every start 500 futures branch off its
 * belief; patients a day, two and three later are counted from the messages alone.
 */
export function followWard({ seed, starts }: WardWork): readonly WardScore[] {
  const hospital = syntheticHospital(seedFrom(seed, 'ward'), OPENED, WARD_RULES);
  const random = philox(seedFrom(seed, 'twin'));
  const subject = { ref: subjectRef('Location/ward'), facts: WARD_FACTS };
  const present = new Map<string, Instant>();
  let belief = hospitalBeds.initialise(subject, OPENED, 1, random);
  const follow = (to: Instant): void => {
    for (const event of hospital.until(to)) {
      if (event.kind === 'admit') present.set(event.visit!, event.at);
      if (event.kind === 'discharge') present.delete(event.visit!);
      belief = hospitalBeds.advance(belief, event.at, EMPTY_SCHEDULE, random);
      belief = hospitalBeds.happen!(belief, event, random);
    }
    belief = hospitalBeds.advance(belief, to, EMPTY_SCHEDULE, random);
  };
  const scores: WardScore[] = [];
  for (let n = 0; n < starts; n++) {
    const at = addSeconds(OPENED, (FILLING + n * APART) * 3600);
    follow(at);
    const times = HORIZONS.map((hours) => addSeconds(at, hours * 3600));
    const future = { model: hospitalBeds.name, belief, schedule: EMPTY_SCHEDULE, times, size: MEMBERS };
    const { paths } = runFutures({ ...future, seed: seedFrom(seed, n) }, hospitalBeds);
    const needed = paths.find(({ of, name }) => of === 'output' && name === 'needed')!.values;
    const ages = [...present.values()].map((since) => (at - since) / HOUR);
    for (const [t, horizon] of HORIZONS.entries()) {
      follow(times[t]!);
      const warm = countsOf(needed.filter((_, i) => i % HORIZONS.length === t));
      scores.push({
        horizon,
        held: warm.between(present.size, LOW, HIGH),
        warm: warm.crps(present.size),
        exact: exactWard(ages, at, horizon).crps(present.size),
        cold: coldWard(times[t]!, OPENED).crps(present.size),
      });
    }
  }
  return scores;
}

function countsOf(members: Float64Array): CountDistribution {
  const masses = new Float64Array(Math.max(...members) + 1);
  for (const count of members) masses[count]! += 1 / members.length;
  return new CountDistribution(masses);
}
