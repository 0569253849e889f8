import { addSeconds, type FitRule, type FitState, type Innovation, type Instant } from '@twinward/contract';
import { driftOf } from './drift.ts';
import { durationWords } from './duration-words.ts';
import { normalScore } from './normal-score.ts';

/** A twin that abstained trusts itself again below this share of the tolerance. */
const TRUST_AGAIN = 0.8;

/**
 * Whether a twin fits its subject at `now`, in the order in which a person would ask: has it seen enough, is it fresh, is it
 * inside the range it was validated for (`outside`, in words), do its innovations say it is right.
 *
 * `innovations` are the latest in order of time, at least `max(rule.warmUp, rule.window)` of them if there were so many. The
 * mean squared normal score of the window is compared with the tolerance, with hysteresis: a twin that abstained needs to come
 * below 80 % of it. `since` is kept while the twin goes on abstaining.
 */
export function judgeFit(
  rule: FitRule,
  innovations: readonly Innovation[],
  lastObservedAt: Instant | null,
  now: Instant,
  previous: FitState,
  outside: readonly string[],
): FitState {
  if (lastObservedAt === null || innovations.length < rule.warmUp) {
    const reason = `has seen ${innovations.length} of the ${rule.warmUp} readings it needs`;
    return { kind: 'warming-up', reason };
  }
  const abstain = (reason: string, from: Instant): FitState => ({
    kind: 'abstains',
    reason,
    since: previous.kind === 'abstains' ? previous.since : from,
  });
  const silent = (now - lastObservedAt) / 1000;
  if (silent > rule.stale) {
    const reason = `no reading for ${durationWords(silent)}; it trusts itself for ${durationWords(rule.stale)}`;
    return abstain(reason, addSeconds(lastObservedAt, rule.stale));
  }
  if (outside.length > 0) return abstain(`outside the range it was validated in: ${outside.join('; ')}`, now);
  const drift = driftOf(innovations, rule.window)!;
  const allowed = rule.tolerance * (previous.kind === 'abstains' ? TRUST_AGAIN : 1);
  return drift > allowed ? abstain(misfit(rule, innovations, drift, allowed), now) : { kind: 'fits' };
}

function misfit(rule: FitRule, innovations: readonly Innovation[], drift: number, allowed: number): string {
  const judged = innovations.slice(-rule.window);
  const mean = judged.reduce((sum, { pit }) => sum + normalScore(pit), 0) / judged.length;
  const times = Math.sqrt(drift).toFixed(1);
  const side = mean > 0 ? 'above' : 'below';
  // a mean of N standard normal scores has standard deviation 1 / sqrt(N)
  const oneSided = Math.abs(mean) * Math.sqrt(judged.length) > 3;
  const how = oneSided
    ? `on average ${Math.abs(mean).toFixed(1)} sd ${side} what was expected`
    : `${times} times as far from what was expected as the twin says`;
  return `the last ${judged.length} readings were ${how} (mean squared score ${drift.toFixed(2)}, allowed ${allowed.toFixed(2)})`;
}
