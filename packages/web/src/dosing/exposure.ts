// What a regimen leads to, as a distribution: from the quantiles the server gives, and over several models by their weights.
import type { FanView, InnovationView } from '../generated/types.ts';

/** A share of outcomes: values and the weights they stand for, which add up to 1. */
export interface Outcomes {
  readonly values: readonly number[];
  readonly weights: readonly number[];
}

/** Standard normal scores of the five quantiles of a fan. */
const SCORES = [-1.6449, -0.6745, 0, 0.6745, 1.6449] as const;
/** Equal shares a distribution is cut into. */
const SHARES = 400;

/**
 * The outcomes at the end of a fan: its five quantiles are joined by straight lines of the logarithm over normal scores, the outer
 * pieces going on beyond. All quantiles must be above 0.
 */
export function outcomesAtEnd(fan: Pick<FanView, 'q05' | 'q25' | 'q50' | 'q75' | 'q95'>): Outcomes {
  const logs = [fan.q05, fan.q25, fan.q50, fan.q75, fan.q95].map((course) => Math.log(course.at(-1)!));
  const values = Array.from({ length: SHARES }, (_, k) => {
    const z = normalScore((k + 0.5) / SHARES);
    let piece = SCORES.findIndex((score) => score > z);
    piece = piece < 0 ? SCORES.length - 1 : Math.max(1, piece);
    const [z0, z1] = [SCORES[piece - 1]!, SCORES[piece]!];
    const [a, b] = [logs[piece - 1]!, logs[piece]!];
    return Math.exp(a + ((z - z0) / (z1 - z0)) * (b - a));
  });
  return { values, weights: values.map(() => 1 / SHARES) };
}

/** Outcomes under several models together, each with its weight. */
export function averaged(
  models: readonly { readonly outcomes: Outcomes; readonly weight: number }[],
): Outcomes {
  return {
    values: models.flatMap(({ outcomes }) => outcomes.values),
    weights: models.flatMap(({ outcomes, weight }) => outcomes.weights.map((own) => own * weight)),
  };
}

/** Fifty values that each stand for a fiftieth of the outcomes, rising. */
export function fiftyOf({ values, weights }: Outcomes): readonly number[] {
  const order = [...values.keys()].sort((a, b) => values[a]! - values[b]!);
  const fifty: number[] = [];
  let below = 0;
  for (const place of order) {
    below += weights[place]!;
    while (fifty.length < 50 && (fifty.length + 0.5) / 50 <= below + 1e-12) fifty.push(values[place]!);
  }
  while (fifty.length < 50) fifty.push(values[order.at(-1)!]!);
  return fifty;
}

/**
 * How far each of several models is to be believed, by how probable it made the readings before it saw them (prequential: Dawid 1984,
 * J. R. Stat. Soc. A 147:278-292). Equal where none was read; the weights add up to 1.
 */
export function modelWeights(innovations: readonly (readonly InnovationView[])[]): readonly number[] {
  const logs = innovations.map((own) =>
    own
      .filter(({ censored, sd }) => censored === null && sd > 0)
      .reduce(
        (sum, { observed, predicted, sd }) => sum - ((observed - predicted) / sd) ** 2 / 2 - Math.log(sd),
        0,
      ),
  );
  const best = Math.max(...logs);
  const raw = logs.map((log) => Math.exp(log - best));
  const total = raw.reduce((a, b) => a + b, 0);
  return raw.map((one) => one / total);
}

/** The standard normal quantile (Acklam's rational approximation, relative error below 1.2e-9). */
function normalScore(p: number): number {
  if (p > 0.5) return -normalScore(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return (
      (((((-7.784894002430293e-3 * q - 0.3223964580411365) * q - 2.400758277161838) * q - 2.549732539343734) *
        q +
        4.374664141464968) *
        q +
        2.938163982698783) /
      ((((7.784695709041462e-3 * q + 0.3224671290700398) * q + 2.445134137142996) * q + 3.754408661907416) *
        q +
        1)
    );
  }
  const q = p - 0.5;
  const r = q * q;
  return (
    ((((((-39.69683028665376 * r + 220.9460984245205) * r - 275.9285104469687) * r + 138.357751867269) * r -
      30.66479806614716) *
      r +
      2.506628277459239) *
      q) /
    (((((-54.47609879822406 * r + 161.5858368580409) * r - 155.6989798598866) * r + 66.80131188771972) * r -
      13.28068155288572) *
      r +
      1)
  );
}
