// Taking in one reading: the bank is conditioned, the personal mean follows, posted forecasts are settled, the next is posted.
import {
  type Belief,
  type ExactUpdate,
  type Measurement,
  type RandomSource,
  TwinwardError,
} from '@twinward/contract';
import { normalCumulative } from '@twinward/estimate';
import { memberWeightsOf, readingAhead, takeBeyond, takeInto } from './bank.ts';
import { LAGS } from './circumstances.ts';
import { AT, WIDTH } from './columns.ts';
import type { ReadyPopulation } from './free-living-population.ts';
import { B } from './kinetics.ts';
import { closePerson, openPerson, type Person, SELF } from './person.ts';
import { post, type Settled, settle } from './posting.ts';

/** Share of a member's score that is left after the next reading. */
const SCORE_MEMORY = 0.998;
/** The personal mean is never worth more readings than this, about a week. */
const MEAN_MEMORY = 2000;
/** Minutes between readings that post forecasts; a sensor that reads each minute posts every fourth or fifth. */
const SPACING = 4;
/** Sensors tell apart whole mg/dL at best; two in one minute differ by more, mg/dL. */
const SECOND_SENSOR_SD = 5;

/**
 * Conditions a belief on a sensor reading at its instant. A censored reading counts as its limit in what is learned of recent
 * changes, moves the state as far as a normal truncated there, and teaches nothing else. A second reading within the same
 * minute tells nothing new and leaves the belief as it is. Readings are taken within 20 to 600 mg/dL.
 */
export function updateBelief(
  population: ReadyPopulation,
  belief: Belief,
  measurement: Measurement,
  random: RandomSource,
): ExactUpdate {
  if (belief.logWeights === null) {
    throw new TwinwardError('model.invalid', 'a branched belief takes in no readings', {
      remedy: 'take readings into the belief it was branched from',
    });
  }
  const person = openPerson(belief);
  const value = Math.min(600, Math.max(20, measurement.value));
  const again = person.self[SELF.read] === person.self[SELF.minute];
  const expected = expectReading(population, person, value, again ? SECOND_SENSOR_SD : 0);
  const { mean, sd, below } = expected;
  const u = random.draws(0, 0, 0).uniform();
  const pit =
    measurement.censored === null
      ? below
      : measurement.censored === 'below'
        ? u * below
        : below + u * (1 - below);
  if (again) return { belief, predicted: mean, sd, pit };
  takeReading(population, person, value, measurement.censored);
  return { belief: closePerson(person, belief.at), predicted: mean, sd, pit };
}

/** Takes a reading at the person's minute into an opened belief. `onSettled` hears of each forecast that the reading settles. */
export function takeReading(
  population: ReadyPopulation,
  person: Person,
  value: number,
  censored: Measurement['censored'],
  onSettled?: (settled: Settled) => void,
): void {
  const { rows, covariances, self, lags } = person;
  const minute = self[SELF.minute]!;
  if (self[SELF.readings] === 0) self[SELF.mean] = self[SELF.mean]! + 0.5 * (value - self[SELF.mean]!);
  const above = value - self[SELF.mean]!;
  population.physiologies.forEach((physiology, member) => {
    const place = { rows, covariances, member };
    const score =
      censored === null
        ? takeInto(physiology, place, above)
        : takeBeyond(physiology, place, above, censored === 'below' ? -1 : 1);
    const o = member * WIDTH + AT.score;
    rows[o] = SCORE_MEMORY * rows[o]! + score;
  });
  self[SELF.readings] = self[SELF.readings]! + 1;
  self[SELF.read] = minute;
  if (censored === null) {
    followMean(person, value);
    settle(population, person, value, onSettled);
  }
  if (minute - self[SELF.posted]! < SPACING) return;
  self[SELF.posted] = minute;
  lags.copyWithin(2, 0, 2 * LAGS - 2);
  lags[0] = minute;
  lags[1] = value;
  post(population, person);
}

/** The running mean moves; every member's baseline moves the other way, so that the level in hand stays. */
function followMean({ rows, self }: Person, value: number): void {
  const weight = Math.min(self[SELF.meanWeight]! + 1, MEAN_MEMORY);
  const moved = (value - self[SELF.mean]!) / weight;
  self[SELF.meanWeight] = weight;
  self[SELF.mean] = self[SELF.mean]! + moved;
  for (let o = B; o < rows.length; o += WIDTH) rows[o] = rows[o]! - moved;
}

/** What was expected of a reading: mean, standard deviation, and mass below the value. `extra` is further noise, mg/dL. */
function expectReading(
  { physiologies }: ReadyPopulation,
  { rows, covariances, self }: Person,
  value: number,
  extra: number,
): { readonly mean: number; readonly sd: number; readonly below: number } {
  const weights = memberWeightsOf(rows);
  let [mean, square, within, below] = [0, 0, 0, 0];
  physiologies.forEach((physiology, member) => {
    const ahead = readingAhead(physiology, { rows, covariances, member }, 0);
    const variance = ahead.variance + extra * extra;
    const w = weights[member]!;
    mean += w * ahead.mean;
    square += w * ahead.mean * ahead.mean;
    within += w * variance;
    below += w * normalCumulative((value - self[SELF.mean]! - ahead.mean) / Math.sqrt(variance));
  });
  const sd = Math.sqrt(Math.max(within + square - mean * mean, 1e-6));
  return { mean: self[SELF.mean]! + mean, sd, below: Math.min(1, Math.max(0, below)) };
}
