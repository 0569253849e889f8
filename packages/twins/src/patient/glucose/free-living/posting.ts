// Forecasts are posted as they are made and compared with the truth when it comes; from that the residual and the spread are learned.
import { exp } from '@twinward/simulate';
import { columnMean, memberWeightsOf, mixtureAhead } from './bank.ts';
import { describeMoment, FEATURES, features, LAGS, spreadFactor } from './circumstances.ts';
import { AT } from './columns.ts';
import { ANCHORS, type ReadyPopulation } from './free-living-population.ts';
import { LEARNED, LEARNED_LENGTH, type Person, POST, POST_LENGTH, POSTED, SELF } from './person.ts';
import { correction, learnError, solveResidual } from './residual.ts';

/** Minutes by which a truth may miss its forecast's time. */
const NEAR = 2.6;
/** Solving the residual's weights waits for this many readings with a truth. */
const SOLVE_EVERY = 12;
/** Longest memory of a person's own spread, in truths. */
const SPREAD_MEMORY = 600;
/** Rate and relaxation of the tails' factors. */
const RATE = 0.03;
const RELAX = 0.001;
/**
 * Misses that the tails aim at on each side, an anchor. Overlapping errors at long horizons come in runs and the tails follow
 * late, so the aim is set a little lower there.
 */
const AIM = [0.05, 0.048, 0.042, 0.042];

/** A posted forecast at one anchor whose truth has come; what the population is learned from. */
export interface Settled {
  readonly anchor: number;
  readonly features: Float64Array;
  readonly unit: number;
  readonly volatility: number;
  /** Truth minus the kinetics' forecast, and minus the corrected forecast, mg/dL. */
  readonly error: number;
  readonly left: number;
  /** Standard deviation forecast before the person's own factor, and that factor. */
  readonly sd: number;
  readonly person: number;
}

/** The person's scale in units of the population's: the root of the mean variance of disturbances, within 0.4 to 5. */
function unitOf(person: Person, weights: Float64Array): number {
  return Math.min(5, Math.max(0.4, Math.sqrt(columnMean(person.rows, weights, AT.scale))));
}

/** Posts the forecast of the belief as it stands right after a reading. */
export function post(population: ReadyPopulation, person: Person): void {
  const { rows, covariances, self, posts, postedAt } = person;
  const { physiologies, constants } = population;
  const weights = memberWeightsOf(rows);
  const [minute, slot] = [self[SELF.minute]!, self[SELF.head]!];
  const o = slot * POST_LENGTH;
  const unit = unitOf(person, weights);
  const ahead = ANCHORS.map((anchor) => mixtureAhead(physiologies, rows, covariances, weights, anchor / 5));
  const mean = self[SELF.mean]!;
  const back = Float64Array.from({ length: LAGS }, (_, k) => glucoseAt(person.lags, minute - 5 * k));
  self[SELF.head] = (slot + 1) % POSTED;
  postedAt[slot] = minute;
  posts[o + POST.unit] = unit;
  posts[o + POST.volatility] = columnMean(rows, weights, AT.volatility);
  describeMoment(back, mean, unit, mean + ahead[2]!.mean, posts, o + POST.moment);
  const f = postedFeatures(person, slot);
  ahead.forEach((anchor, a) => {
    posts[o + POST.means + a] = mean + anchor.mean;
    posts[o + POST.sds + a] = anchor.sd * spreadFactor(constants.spread[a], f, posts[o + POST.volatility]!);
  });
}

/** The features of a posted forecast. */
export function postedFeatures(person: Person, slot: number): Float64Array {
  const f = new Float64Array(FEATURES);
  const localMinute = person.postedAt[slot]! + person.self[SELF.offset]!;
  features(person.posts, slot * POST_LENGTH + POST.moment, localMinute, f);
  return f;
}

/** The latest posted forecast, or null before the first reading. */
export function latestPost(person: Person): number | null {
  const slot = (person.self[SELF.head]! + POSTED - 1) % POSTED;
  return person.postedAt[slot]! > Number.NEGATIVE_INFINITY ? slot : null;
}

/** Compares a reading with the forecasts made for its time, which teach the residual and the spread. Each is settled once. */
export function settle(
  population: ReadyPopulation,
  person: Person,
  truth: number,
  onSettled?: (settled: Settled) => void,
): void {
  const { posts, learned, self } = person;
  const { constants } = population;
  let any = false;
  ANCHORS.forEach((lead, anchor) => {
    const slot = postedNear(person, self[SELF.minute]! - lead);
    const place = slot * POST_LENGTH;
    const mean = slot < 0 ? Number.POSITIVE_INFINITY : posts[place + POST.means + anchor]!;
    if (mean === Number.POSITIVE_INFINITY) return;
    posts[place + POST.means + anchor] = Number.POSITIVE_INFINITY;
    any = true;
    const f = postedFeatures(person, slot);
    const [unit, volatility] = [posts[place + POST.unit]!, posts[place + POST.volatility]!];
    const sd = posts[place + POST.sds + anchor]!;
    const left = truth - mean - correction(person, anchor, f, unit);
    const o = anchor * LEARNED_LENGTH;
    const typical = constants.meanAbsolute[anchor]!;
    const error = truth - mean;
    const before = learned[o + LEARNED.scale]!;
    onSettled?.({ anchor, features: f, unit, volatility, error, left, sd, person: before / typical });
    const count = Math.min(learned[o + LEARNED.count]! + 1, SPREAD_MEMORY);
    const scale = before + (Math.min(Math.abs(left) / sd, 6) - before) / count;
    learned[o + LEARNED.count] = count;
    learned[o + LEARNED.scale] = scale;
    moveTails(person, anchor, constants.quantiles[anchor], left / (sd * (scale / typical)));
    learnError(person, anchor, f, error / (10 * unit));
  });
  if (!any) return;
  self[SELF.arrived] = self[SELF.arrived]! + 1;
  if (self[SELF.arrived]! < SOLVE_EVERY) return;
  self[SELF.arrived] = 0;
  for (let anchor = 0; anchor < ANCHORS.length; anchor++) solveResidual(person, anchor);
}

/** The slot of the forecast posted nearest to a minute, or -1 if none is near. */
function postedNear({ postedAt }: Person, minute: number): number {
  let [best, gap] = [-1, NEAR];
  for (let slot = 0; slot < POSTED; slot++) {
    const distance = Math.abs(minute - postedAt[slot]!);
    if (distance < gap) [best, gap] = [slot, distance];
  }
  return best;
}

/** Each tail is stretched after a miss and drawn in otherwise, so that misses settle near the aim (adaptive conformal inference, Gibbs and Candes 2021). */
function moveTails(
  person: Person,
  anchor: number,
  quantiles: ArrayLike<number> | undefined,
  z: number,
): void {
  if (quantiles === undefined) return;
  const { learned } = person;
  const o = anchor * LEARNED_LENGTH;
  const [lower, upper] = [learned[o + LEARNED.lower]!, learned[o + LEARNED.upper]!];
  const moved = (tail: number, missed: boolean): number =>
    Math.max(-0.7, Math.min(1, (1 - RELAX) * tail + RATE * ((missed ? 1 : 0) - AIM[anchor]!)));
  learned[o + LEARNED.lower] = moved(lower, z < quantiles[2]! * exp(lower));
  learned[o + LEARNED.upper] = moved(upper, z > quantiles[8]! * exp(upper));
}

/** Glucose at a minute from the lags: a reading within 1.5 min, or between two at most 20 min apart; NaN if there is neither. */
function glucoseAt(lags: Float64Array, minute: number): number {
  for (let i = 0; i < LAGS; i++) {
    const [at, value] = [lags[2 * i]!, lags[2 * i + 1]!];
    if (Math.abs(at - minute) <= 1.5) return value;
    if (at >= minute) continue;
    const [next, nextValue] = [lags[2 * i - 2] ?? Number.POSITIVE_INFINITY, lags[2 * i - 1] ?? 0];
    if (!(next - at <= 20)) return Number.NaN;
    return value + ((nextValue - value) * (minute - at)) / (next - at);
  }
  return Number.NaN;
}
