// What a monitor says of a person: claim, how sure, why, what is missing, when it may come.
import {
  addSeconds,
  type Finding,
  type Reason,
  type Signal,
  type SignalCourse,
  type Standing,
  type Urgency,
} from '@twinward/contract';
import { type AlertBudget, budgetAt, levelWithin, rarityOf } from '../alert-budget.ts';
import { daysRising, sharesOf, statisticsOf } from '../deterioration.ts';
import { LEARNING, type MonitoredVital } from '../personal-baseline.ts';
import { judgedUntil } from './monitor-belief.ts';
import type { MonitorRule } from './monitor-rule.ts';
import { type MonitorState, rangeOf, type VitalDay } from './monitor-state.ts';

const DAY = 86_400;
/** A vital with less than this share of what is unusual is not named in the claim. */
const NAMED = 0.12;
/** Days without a value before a vital is called missing. */
const MISSING_AFTER = 2;
/** Pounds in a kilogram. */
const POUNDS = 2.204_622_6;

/** How rare what is seen must be for each urgency: so many false alerts in a patient-year at most. */
const RARE: readonly (readonly [Urgency, number])[] = [
  ['high', 0.3],
  ['medium', 0.75],
];

/** Where a person stands within a budget. */
export function standingOf(rule: MonitorRule, state: MonitorState, perYear: number): Standing {
  const seen = statisticsOf(state.vitals);
  return {
    at: judgedUntil(state),
    level: levelWithin(budgetAt(rule, perYear), seen),
    urgency: urgencyOf(rarityOf(rule, seen)),
  };
}

/** The finding about a person as the last day left them. */
export function findingOf(rule: MonitorRule, state: MonitorState): Finding {
  const at = judgedUntil(state);
  const rarity = rarityOf(rule, statisticsOf(state.vitals));
  const learnt = budgetAt(rule, rarity);
  const signals = signalsOf(rule, state);
  const days = daysRising(state.vitals);
  return {
    at,
    urgency: urgencyOf(rarity),
    claim: claimOf(rule, signals, days),
    probability: learnt.precision,
    interval: { ...wilson(learnt), unit: '1', level: 0.95 },
    why: reasonsOf(rule, signals, rarity),
    suggestion: rule.guidance,
    missing: missingOf(rule, state),
    since: addSeconds(at, -days * DAY),
    lead: {
      low: Math.round(learnt.lead.low),
      median: Math.round(learnt.lead.median),
      high: Math.round(learnt.lead.high),
    },
    perYear: rarity,
    signals,
  };
}

/** The last weeks of every vital. */
export function coursesOf(rule: MonitorRule, state: MonitorState): readonly SignalCourse[] {
  return rule.vitals.map(({ name, label, unit }, i) => {
    const past = state.past[i]!;
    const end = judgedUntil(state);
    return {
      name,
      label,
      unit,
      at: past.map((_, d) => addSeconds(end, (d + 1 - past.length) * DAY)),
      value: past.map(({ value }) => value),
      usual: past.map(({ usual }) => usual),
      low: past.map(({ low }) => low),
      high: past.map(({ high }) => high),
    };
  });
}

function urgencyOf(rarity: number): Urgency {
  return RARE.find(([, most]) => rarity <= most)?.[0] ?? 'low';
}

/** The range is that before the latest day that brought a value, against which the value was judged. */
function signalsOf(rule: MonitorRule, state: MonitorState): readonly Signal[] {
  const shares = sharesOf(state.vitals);
  return rule.vitals
    .map(({ name, label, unit }, i) => {
      const last = latestValue(state.past[i]!);
      const { usual, low, high } = last ?? rangeOf(rule, state, i);
      const [value, deviation] = [last?.value ?? null, last?.deviation ?? null];
      return { name, label, unit, value, usual, low, high, deviation, share: shares[i]! };
    })
    .sort((a, b) => b.share - a.share);
}

function latestValue(past: readonly VitalDay[]): VitalDay | undefined {
  return past.slice(-1 - MISSING_AFTER).findLast(({ value }) => value !== null);
}

function claimOf(rule: MonitorRule, signals: readonly Signal[], days: number): string {
  const named = signals.filter(({ share }) => share >= NAMED).map(({ label }) => lowerFirst(label));
  const what = named.length === 0 ? 'the signals' : list(named);
  const since = days <= 1 ? 'since yesterday' : `for ${days} days`;
  return `${what[0]!.toUpperCase()}${what.slice(1)} ${named.length > 1 || named.length === 0 ? 'have' : 'has'} moved away from what is usual for this person ${since}. It may come to ${rule.feared} within ${rule.within} days.`;
}

function reasonsOf(rule: MonitorRule, signals: readonly Signal[], rarity: number): readonly Reason[] {
  const moved = signals.filter(({ share }) => share > 0.02);
  return [
    ...moved.map((signal): Reason => ({ what: inWords(rule, signal), weight: signal.share, unit: '1' })),
    {
      what: `As much is seen ${rarity <= 0.3 ? 'at most ' : ''}${round(rarity, 2)} times a year in people to whom nothing happens`,
    },
  ];
}

function inWords(rule: MonitorRule, { name, label, unit, value, usual, low, high }: Signal): string {
  const vital = rule.vitals.find((one) => one.name === name)!;
  const digits = digitsOf(vital);
  const written = unit === '1' ? '' : ` ${unit}`;
  const range = `usual ${round(usual, digits)} (${round(low, digits)} to ${round(high, digits)})`;
  return value === null ? `${label}: ${range}` : `${label} ${round(value, digits)}${written}; ${range}`;
}

function missingOf(rule: MonitorRule, state: MonitorState): readonly string[] {
  return rule.vitals.flatMap((vital, i) => {
    const past = state.past[i]!;
    const last = past.at(-1);
    const { baseline } = state.vitals[i]!;
    if (last?.aside != null) return [asideWords(vital, last.aside, last.usual)];
    if (baseline.seen < LEARNING) {
      return [`${vital.label}: still being learnt (${baseline.seen} of ${LEARNING} days)`];
    }
    const silent = past.length - 1 - past.findLastIndex(({ value }) => value !== null);
    if (silent < MISSING_AFTER) return [];
    return [
      `${vital.label}: nothing for ${silent === past.length ? `${silent} days or more` : `${silent} days`}`,
    ];
  });
}

/** Why a value was held aside, with the likeliest cause. */
function asideWords(vital: MonitoredVital, value: number, usual: number): string {
  const digits = digitsOf(vital);
  const pounds = vital.unit === 'kg' && Math.abs(value / POUNDS - usual) < vital.foreign / 2;
  const kilograms = vital.unit === 'kg' && Math.abs(value * POUNDS - usual) < vital.foreign / 2;
  const cause = pounds
    ? 'it looks like pounds sent as kilograms'
    : kilograms
      ? 'it looks as if pounds had been converted twice'
      : 'it may be another person, or another device';
  return `${vital.label}: ${round(value, digits)} ${vital.unit} held aside, usual is ${round(usual, digits)}; ${cause}`;
}

function wilson({ precision: p, alerts: n }: AlertBudget): { readonly low: number; readonly high: number } {
  const z = 1.959963984540054;
  const centre = (p + (z * z) / (2 * n)) / (1 + (z * z) / n);
  const half = (z * Math.sqrt((p * (1 - p)) / n + (z * z) / (4 * n * n))) / (1 + (z * z) / n);
  return { low: centre - half, high: centre + half };
}

function digitsOf({ typical }: MonitoredVital): number {
  if (typical >= 100) return 0;
  return typical >= 10 ? 1 : 2;
}

function round(x: number, digits: number): string {
  return x.toFixed(digits);
}

function lowerFirst(label: string): string {
  return /^[A-Z][a-z]/.test(label) ? label[0]!.toLowerCase() + label.slice(1) : label;
}

function list(words: readonly string[]): string {
  return words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}
