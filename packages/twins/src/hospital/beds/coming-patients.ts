import type { Intervention, RandomSource } from '@twinward/contract';
import { drawPoisson, exp, log } from '@twinward/simulate';
import { activeAt, earlierBy, surgeAt } from './bed-interventions.ts';
import type { BedSources } from './bed-sources.ts';
import type { SlowParameters } from './slow-parameters.ts';

const HOUR = 3_600_000;
const STREAM = { usual: 2, surge: 3 } as const;
/** A surge multiplies arrivals by at most this plus 1. */
const MOST_EXTRA = 2;

/** A patient to come: when, and how many milliseconds they will stay. */
interface ComingPatient {
  readonly since: number;
  readonly stay: number;
  readonly specialty: string;
}

/**
 * Who comes in a member's future after `from` and up to `to`, by rising time. Drawn hour by hour, each hour whole, so that draws do not
 * depend on how time is cut; a surge adds its own.
 */
export function comingPatients(
  { demand, pace }: SlowParameters,
  { state, stays, mix }: BedSources,
  from: number,
  to: number,
  interventions: readonly Intervention[],
  random: RandomSource,
  member: number,
): readonly ComingPatient[] {
  const coming: ComingPatient[] = [];
  for (let hour = Math.floor(from / HOUR); hour * HOUR < to; hour++) {
    const rate = demand * state.rateAt(hour * HOUR);
    for (const stream of [STREAM.usual, STREAM.surge]) {
      const most = stream === STREAM.usual ? rate : rate * MOST_EXTRA;
      if (stream === STREAM.surge && !interventions.some(({ type }) => type === 'surge')) continue;
      const draws = random.draws(member, stream, hour);
      for (let count = drawPoisson(draws, most); count > 0; count--) {
        const [when, kind, length, chance] = [
          draws.uniform(),
          draws.uniform(),
          draws.uniform(),
          draws.uniform(),
        ];
        const since = (hour + when) * HOUR;
        const factor = surgeAt(activeAt(interventions, since));
        const share = stream === STREAM.usual ? Math.min(1, factor) : (factor - 1) / MOST_EXTRA;
        if (since <= from || since > to || chance >= share) continue;
        let [k, sum] = [0, mix[0]![1]];
        while (sum < kind && k < mix.length - 1) sum += mix[++k]![1];
        const stay = stays.get(mix[k]![0])!.remaining(0, paced(length, pace)) * HOUR;
        const earlier = earlierBy(activeAt(interventions, since));
        coming.push({
          since,
          stay: Math.max(Math.min(stay, HOUR), stay - earlier * HOUR),
          specialty: mix[k]![0],
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
