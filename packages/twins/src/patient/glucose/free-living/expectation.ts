// What the belief expects of the next two hours: the kinetics' forecast, corrected and widened by what was learned.
import { memberWeightsOf, mixtureAhead } from './bank.ts';
import { spreadFactor } from './circumstances.ts';
import { ANCHORS, type ReadyPopulation } from './free-living-population.ts';
import { LEARNED, LEARNED_LENGTH, type Person, POST, POST_LENGTH, SELF } from './person.ts';
import { STEPS } from './physiology.ts';
import { latestPost, postedFeatures } from './posting.ts';
import { correction } from './residual.ts';

/** Mean and standard deviation of the reading at each five-minute step [25], mg/dL. */
export interface Expectation {
  /** By the kinetics alone. */
  readonly kinetics: Float64Array;
  readonly kineticsSd: Float64Array;
  /** Corrected and widened. */
  readonly mean: Float64Array;
  readonly sd: Float64Array;
}

/**
 * The expectation of a belief some time after its latest reading. Correction and widening are known at the anchors and linear
 * between; time since the latest posted forecast counts as lead. Before the first reading there is nothing learned: factors
 * are 1, corrections 0.
 */
export function expectationOf(population: ReadyPopulation, person: Person): Expectation {
  const { rows, covariances, self, learned, posts, postedAt } = person;
  const { physiologies, constants } = population;
  const weights = memberWeightsOf(rows);
  const slot = latestPost(person);
  const late = slot === null ? 0 : Math.max(0, (self[SELF.minute]! - postedAt[slot]!) / 5);
  const fits = ANCHORS.map(() => 0);
  const factors = ANCHORS.map(() => 1);
  if (slot !== null) {
    const f = postedFeatures(person, slot);
    const volatility = posts[slot * POST_LENGTH + POST.volatility]!;
    const unit = posts[slot * POST_LENGTH + POST.unit]!;
    ANCHORS.forEach((_, a) => {
      const own = learned[a * LEARNED_LENGTH + LEARNED.scale]! / constants.meanAbsolute[a]!;
      fits[a] = correction(person, a, f, unit);
      factors[a] = spreadFactor(constants.spread[a], f, volatility) * own;
    });
  }
  const empty = (): Float64Array => new Float64Array(STEPS + 1);
  const out: Expectation = { kinetics: empty(), kineticsSd: empty(), mean: empty(), sd: empty() };
  for (let h = 0; h <= STEPS; h++) {
    const ahead = mixtureAhead(physiologies, rows, covariances, weights, h);
    const { after, share } = anchorsAround(Math.min(h + late, STEPS));
    const [factor, fit] = [factors[after - 1] ?? factors[0]!, fits[after - 1] ?? 0];
    out.kinetics[h] = self[SELF.mean]! + ahead.mean;
    out.kineticsSd[h] = ahead.sd;
    out.mean[h] = out.kinetics[h]! + fit + share * (fits[after]! - fit);
    out.sd[h] = ahead.sd * (factor + share * (factors[after]! - factor));
  }
  return out;
}

/** The anchor at or after a lead in five-minute steps (at most the last), and how far the lead is from the one before it to it, 0 to 1. */
export function anchorsAround(lead: number): { readonly after: number; readonly share: number } {
  let after = 0;
  while (after < ANCHORS.length - 1 && ANCHORS[after]! / 5 < lead) after++;
  const low = after === 0 ? 0 : ANCHORS[after - 1]! / 5;
  return { after, share: (lead - low) / (ANCHORS[after]! / 5 - low) };
}
