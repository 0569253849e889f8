import type { Variate } from './quantity.ts';
import { refuseModel } from './refuse-model.ts';

/** Throws `model.invalid` for a distribution whose parameters are out of range. */
export function checkVariate(given: Variate, place: string): void {
  const [holds, range] = ranges(given, place);
  if (!holds) {
    const { kind, ...numbers } = given;
    refuseModel(place, `has a ${kind} distribution of ${JSON.stringify(numbers)}`, range);
  }
}

function ranges(given: Variate, place: string): readonly [holds: boolean, range: string] {
  const { isFinite: finite } = Number;
  const positive = (x: number): boolean => x > 0 && finite(x);
  switch (given.kind) {
    case 'fixed':
      return [finite(given.value), 'give a finite value'];
    case 'exponential':
      return [positive(given.mean), 'give a mean above 0'];
    case 'normal':
      return [finite(given.mean) && given.sd >= 0 && finite(given.sd), 'give a standard deviation from 0 on'];
    case 'logNormal':
      return [
        positive(given.median) && given.logSd >= 0 && finite(given.logSd),
        'give a median above 0 and a standard deviation of the logarithm from 0 on',
      ];
    case 'logitNormal':
      return [
        given.low < given.median && given.median < given.high && given.logitSd >= 0,
        'let low < median < high and the standard deviation of the logit be from 0 on',
      ];
    case 'gamma':
    case 'weibull':
      return [positive(given.shape) && positive(given.scale), 'give a shape and a scale above 0'];
    case 'uniform':
      return [finite(given.low) && finite(given.high) && given.low <= given.high, 'let low <= high'];
    case 'triangular':
      return [
        given.low <= given.mode && given.mode <= given.high && given.low < given.high,
        'let low <= mode <= high and low < high',
      ];
    case 'empirical':
      return [
        given.values.length > 0 && given.values.every(finite) && weighted(given.weights, given.values.length),
        'give finite values, and a weight from 0 on for each, if any',
      ];
    case 'mixture':
      for (const part of given.parts) checkVariate(part, place);
      return [
        given.parts.length > 0 && weighted(given.weights, given.parts.length),
        'give parts and a weight from 0 on for each',
      ];
    case 'survivalTable': {
      const { at, survival } = given;
      const last = survival.length - 1;
      return [
        last > 0 &&
          at.length === survival.length &&
          survival[0] === 1 &&
          at.every((time, k) => finite(time) && (k === 0 || time > at[k - 1]!)) &&
          survival.every((left, k) => left >= 0 && (k === 0 || left <= survival[k - 1]!)) &&
          survival.slice(0, -1).every((left) => left > 0) &&
          survival[last]! < survival[last - 1]!,
        'give rising times and as many shares, from 1 on falling to 0 or above, the last below the one before',
      ];
    }
    case 'phaseType': {
      const { start, means, next } = given;
      const phases = means.length;
      const rows = next.every((row) => row.length === phases && sums(row));
      return [
        phases > 0 &&
          means.every(positive) &&
          weighted(start, phases) &&
          next.length === phases &&
          rows &&
          ends(next),
        'give phases with means above 0, where they start, and a row of probabilities of at most 1 together for each, with a way out of all',
      ];
    }
    case 'truncated':
      checkVariate(given.of, place);
      return [(given.low ?? -Infinity) < (given.high ?? Infinity), 'let low < high'];
    default:
      return [false, 'use a kind of distribution that exists'];
  }
}

function sums(row: readonly number[]): boolean {
  return row.every((probability) => probability >= 0) && row.reduce((a, b) => a + b, 0) <= 1 + 1e-12;
}

/** Whether every phase leads out at last. */
function ends(next: readonly (readonly number[])[]): boolean {
  const out = next.map((row) => row.reduce((a, b) => a + b, 0) < 1 - 1e-12);
  for (let round = 0; round < next.length; round++)
    for (const [phase, row] of next.entries())
      if (row.some((probability, to) => probability > 0 && out[to] === true)) out[phase] = true;
  return out.every((leads) => leads);
}

function weighted(weights: readonly number[] | undefined, count: number): boolean {
  if (weights === undefined) return true;
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.length === count && weights.every((weight) => weight >= 0) && sum > 0 && sum < Infinity;
}
