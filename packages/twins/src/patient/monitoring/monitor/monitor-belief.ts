// The belief of a monitor: what it knows of the person as bytes, which stand alone until a forecast branches into members.
import {
  type Belief,
  type ExactUpdate,
  type Instant,
  instant,
  type Measurement,
  type RandomSource,
  type Subject,
  TwinwardError,
} from '@twinward/contract';
import { normalCumulative } from '@twinward/estimate';
import { followDeterioration } from '../deterioration.ts';
import { fromScale, toScale } from '../personal-baseline.ts';
import { dailyValue, withReading } from './daily-value.ts';
import type { MonitorRule } from './monitor-rule.ts';
import {
  DAYS_KEPT,
  decodeMonitor,
  EMPTY_DAY,
  encodeMonitor,
  type MonitorState,
  openMonitor,
  rangeOf,
  type VitalDay,
} from './monitor-state.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
/** 90 % of a normal lie within so many standard deviations. */
const NINE_OF_TEN = 1.6448536269514722;

/** The belief about somebody nothing has come of yet. */
export function initialMonitor(rule: MonitorRule, { facts }: Subject, at: Instant, size: number): Belief {
  const zone = facts.zoneMinutes ?? 0;
  if (typeof zone !== 'number' || !(zone >= -840 && zone <= 840)) {
    throw new TwinwardError('subject.invalid', 'the zone is no number of minutes', {
      field: 'zoneMinutes',
      remedy: 'give minutes east of UTC, -840 to 840, or leave it out',
    });
  }
  const day = Math.floor((at + zone * MINUTE) / DAY);
  return beliefOf(rule, openMonitor(rule, zone, day), at, size);
}

/** The state a belief holds; null for the members of a forecast, which are levels alone. */
export function monitorOf(rule: MonitorRule, { structures }: Belief): MonitorState | null {
  return structures === null ? null : decodeMonitor(rule, structures[0]!);
}

/** The end of the last day that is over. */
export function judgedUntil({ day, zone }: MonitorState): Instant {
  return instant(day * DAY - zone * MINUTE);
}

/** Days that end on the way are judged, those without any reading too; the levels of a forecast's members wander. */
export function advanceMonitor(rule: MonitorRule, belief: Belief, to: Instant, random: RandomSource): Belief {
  if (to <= belief.at) return belief;
  let state = monitorOf(rule, belief);
  if (state === null) return wandered(rule, belief, to, random);
  const today = Math.floor((to + state.zone * MINUTE) / DAY);
  if (state.day === today) return { ...belief, at: to };
  while (state.day < today) state = dayOver(rule, state);
  return beliefOf(rule, state, to, belief.size);
}

/** A reading joins its day; what it was beside what was expected. */
export function readMonitor(rule: MonitorRule, belief: Belief, measurement: Measurement): ExactUpdate {
  const state = monitorOf(rule, belief)!;
  const observable = rule.observables.find(({ name }) => name === measurement.observable)!;
  const open = rule.vitals.map(({ name }, i) => {
    const from = rule.from[name]!;
    return from.observable === observable.name
      ? withReading(state.open[i]!, from.fold, measurement.value)
      : state.open[i]!;
  });
  const i = rule.vitals.findIndex(({ name }) => name === observable.predictedBy);
  const vital = rule.vitals[i]!;
  const { usual, low, high } = rangeOf(rule, state, i);
  const sd = observable.severalADay === true ? observable.sd : (high - low) / (2 * NINE_OF_TEN);
  const reach = (toScale(vital, high) - toScale(vital, usual)) / NINE_OF_TEN;
  const standard =
    observable.severalADay === true
      ? (measurement.value - usual) / sd
      : (toScale(vital, measurement.value) - toScale(vital, usual)) / reach;
  return {
    belief: beliefOf(rule, { ...state, open }, belief.at, belief.size),
    predicted: usual,
    sd,
    pit: normalCumulative(standard),
  };
}

/** Members for a forecast: levels drawn from how surely each is known. */
export function branchMonitor(rule: MonitorRule, belief: Belief, size: number, random: RandomSource): Belief {
  const state = monitorOf(rule, belief)!;
  const width = rule.vitals.length;
  const values = new Float64Array(size * width);
  for (let m = 0; m < size; m++) {
    const draws = random.draws(m, 0, 0);
    state.vitals.forEach(({ baseline: { level, variance } }, i) => {
      values[m * width + i] = fromScale(rule.vitals[i]!, level + Math.sqrt(variance) * draws.normal());
    });
  }
  return { at: belief.at, size, width, values, logWeights: null, structures: null };
}

function wandered(rule: MonitorRule, belief: Belief, to: Instant, random: RandomSource): Belief {
  const days = (to - belief.at) / DAY;
  const values = belief.values.slice();
  for (let m = 0; m < belief.size; m++) {
    const draws = random.draws(m, 0, Math.floor(to / 1000) >>> 0);
    rule.vitals.forEach((vital, i) => {
      const at = m * belief.width + i;
      const moved = toScale(vital, values[at]!) + vital.wander * Math.sqrt(days) * draws.normal();
      values[at] = fromScale(vital, moved);
    });
  }
  return { ...belief, at: to, values };
}

function dayOver(rule: MonitorRule, state: MonitorState): MonitorState {
  const came = rule.vitals.map(({ name }, i) => dailyValue(state.open[i]!, rule.from[name]!.fold));
  const values = Object.fromEntries(rule.vitals.map(({ name }, i) => [name, came[i]!]));
  const { state: vitals, deviations, foreign } = followDeterioration(rule, state.vitals, values);
  const past = rule.vitals.map(({ name }, i): readonly VitalDay[] => {
    const aside = foreign.includes(name);
    const day: VitalDay = {
      value: aside ? null : came[i]!,
      aside: aside ? came[i]! : null,
      ...rangeOf(rule, state, i),
      deviation: deviations[i]!,
    };
    return [...state.past[i]!.slice(1 - DAYS_KEPT), day];
  });
  return { zone: state.zone, day: state.day + 1, vitals, open: rule.vitals.map(() => EMPTY_DAY), past };
}

function beliefOf(rule: MonitorRule, state: MonitorState, at: Instant, size: number): Belief {
  const width = rule.vitals.length;
  const values = new Float64Array(size * width);
  for (let m = 0; m < size; m++) {
    state.vitals.forEach(({ baseline }, i) => {
      values[m * width + i] = fromScale(rule.vitals[i]!, baseline.level);
    });
  }
  const bytes = encodeMonitor(state);
  const structures = Array.from({ length: size }, () => bytes);
  return { at, size, width, values, logWeights: null, structures };
}
