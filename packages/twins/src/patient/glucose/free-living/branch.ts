import { type Belief, type RandomSource, TwinwardError } from '@twinward/contract';
import { exp } from '@twinward/simulate';
import { memberWeightsOf } from './bank.ts';
import { AT, MEAL_GAIN, WIDTH } from './columns.ts';
import { expectationOf } from './expectation.ts';
import { ANCHORS, type ReadyPopulation } from './free-living-population.ts';
import { frameBytes } from './future-frame.ts';
import { N } from './kinetics.ts';
import { lowerFactor } from './lower-factor.ts';
import { LEARNED, LEARNED_LENGTH, openPerson, SELF } from './person.ts';

/** The stream from which a future's state and meal gain are drawn. */
const STATE_STREAM = 1;

/**
 * Draws futures from the exact belief. Futures come in pairs that mirror each other about their physiology's mean, the
 * pairs shared out among the physiologies by systematic allocation; the state is drawn from the filter's normal, the meal
 * gain from its log-normal. Each future alone has exactly the belief's distribution. Throws `model.invalid` for a belief that
 * is a branch already.
 */
export function branchPerson(
  population: ReadyPopulation,
  belief: Belief,
  size: number,
  random: RandomSource,
): Belief {
  if (belief.logWeights === null) {
    throw new TwinwardError('model.invalid', 'a branched belief cannot be branched again', {
      remedy: 'branch the belief it came from',
    });
  }
  const person = openPerson(belief);
  const { rows, covariances, self, learned } = person;
  const weights = memberWeightsOf(rows);
  const pairs = Math.ceil(size / 2);
  const draw = random.derive('branch');
  const first = draw.draws(0, 0, 0).uniform();
  const values = new Float64Array(size * WIDTH);
  let member = 0;
  let below = weights[0]!;
  let factor = lowerFactor(covariances.subarray(0, N * N), N);
  const z = new Float64Array(N);
  for (let pair = 0; pair < pairs; pair++) {
    while (member < weights.length - 1 && (pair + first) / pairs > below) {
      below += weights[++member]!;
      factor = lowerFactor(covariances.subarray(member * N * N, (member + 1) * N * N), N);
    }
    const draws = draw.draws(pair, STATE_STREAM, 0);
    for (let i = 0; i < N; i++) z[i] = draws.normal();
    const gain = MEAL_GAIN.logSd * draws.normal();
    for (let future = 2 * pair; future < Math.min(size, 2 * pair + 2); future++) {
      const sign = future % 2 === 0 ? 1 : -1;
      const [o, from] = [future * WIDTH, member * WIDTH];
      values.set(rows.subarray(from, from + WIDTH), o);
      for (let i = 0; i < N; i++) {
        let sum = 0;
        for (let k = 0; k <= i; k++) sum += factor[i * N + k]! * z[k]!;
        values[o + i] = rows[from + i]! + sign * sum;
      }
      values[o + AT.gain] = rows[from + AT.gain]! * exp(sign * gain);
    }
  }
  const tails = Float64Array.from({ length: 2 * ANCHORS.length }, (_, i) => {
    const side = i % 2 === 0 ? LEARNED.lower : LEARNED.upper;
    return learned[(i >> 1) * LEARNED_LENGTH + side]!;
  });
  const frame = frameBytes({
    origin: belief.at,
    learned: self[SELF.readings]! > 0,
    expected: expectationOf(population, person),
    tails,
  });
  const structures = Array.from({ length: size }, () => frame);
  return { at: belief.at, size, width: WIDTH, values, logWeights: null, structures };
}
