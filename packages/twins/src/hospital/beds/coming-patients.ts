import type { RandomSource } from '@twinward/contract';
import { drawPoisson, exp, log } from '@twinward/simulate';
import type { BedSources } from './bed-sources.ts';
import type { SlowParameters } from './slow-parameters.ts';

const HOUR = 3_600_000;
const STREAM = { usual: 2, surge: 3 } as const;
/** A surge multiplies arrivals by at most this plus 1. */
const MOST_EXTRA = 2;
/** More than come in an hour of one stream. */
const MOST = 2048;

/** A patient to come: when, and how many milliseconds they will stay. */
export interface ComingPatient {
  /** The same in every future of a member in which they come: a whole number below 2^32. */
  readonly key: number;
  readonly since: number;
  readonly stay: number;
  readonly specialty: string;
}

/** What is done about who comes. */
export interface ComingActs {
  /** Whether more may come than usual, at some time. */
  readonly surges: boolean;
  /** What multiplies the rate of admissions of a specialty, 0 to 3. */
  readonly factor: (at: number, specialty: string) => number;
  /** Hours by which whoever comes then leaves earlier. */
  readonly earlier: (at: number) => number;
}

/** Everybody comes as usual. */
export const AS_USUAL: ComingActs = { surges: false, factor: () => 1, earlier: () => 0 };

/**
 * Who comes in a member's future after `from` and up to `to`, by rising time. Drawn hour by hour, each hour whole, so that draws do not
 * depend on how time is cut; a surge adds its own.
 */
export function comingPatients(
  { demand, pace }: SlowParameters,
  { state, stays, mix }: BedSources,
  from: number,
  to: number,
  { surges, factor, earlier }: ComingActs,
  random: RandomSource,
  member: number,
): readonly ComingPatient[] {
  const coming: ComingPatient[] = [];
  const first = Math.floor(from / HOUR);
  for (let hour = first; hour * HOUR < to; hour++) {
    const rate = demand * state.rateAt(hour * HOUR);
    for (const [k, stream] of [STREAM.usual, STREAM.surge].entries()) {
      const most = stream === STREAM.usual ? rate : rate * MOST_EXTRA;
      if (stream === STREAM.surge && !surges) continue;
      const draws = random.draws(member, stream, hour);
      for (let count = drawPoisson(draws, most); count > 0; count--) {
        const [when, kind, length, chance] = [
          draws.uniform(),
          draws.uniform(),
          draws.uniform(),
          draws.uniform(),
        ];
        const since = (hour + when) * HOUR;
        let [s, sum] = [0, mix[0]![1]];
        while (sum < kind && s < mix.length - 1) sum += mix[++s]![1];
        const specialty = mix[s]![0];
        const times = factor(since, specialty);
        const share = stream === STREAM.usual ? Math.min(1, times) : (times - 1) / MOST_EXTRA;
        if (since <= from || since > to || chance >= share) continue;
        const stay = stays.get(specialty)!.remaining(0, paced(length, pace)) * HOUR;
        coming.push({
          key: (2 * (hour % 2 ** 20) + k) * MOST + Math.min(count, MOST - 1),
          since,
          stay: Math.max(Math.min(stay, HOUR), stay - earlier(since) * HOUR),
          specialty,
        });
      }
    }
  }
  return coming.sort((a, b) => a.since - b.since);
}

/** A probability of a stay whose hazards are multiplied: the tail to the power 1 / pace. */
export function paced(uniform: number, pace: number): number {
  return 1 - exp(log(1 - uniform) / pace);
}
