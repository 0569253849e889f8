import type { Belief, Observable, TwinModel, Watch } from '@twinward/contract';
import { REFRACTORY_DAYS } from '../alert-budget.ts';
import type { SyntheticCondition } from '../synthetic/synthetic-condition.ts';
import { advanceMonitor, branchMonitor, initialMonitor, monitorOf, readMonitor } from './monitor-belief.ts';
import { monitorCard } from './monitor-card.ts';
import { coursesOf, findingOf, standingOf } from './monitor-finding.ts';
import type { MonitorRule } from './monitor-rule.ts';
import type { MonitorState } from './monitor-state.ts';

const DAY = 86_400;
const INITIAL_BUDGET = 1.5;
/** Hours in which somebody must acknowledge: signals that take days to build up leave a working day. */
const HOURS = { high: 4, medium: 12, low: 24 } as const;
const LAST_CHANGED = '2026-11-28';

/**
 * The monitor of a condition as a twin: its belief is what is usual for a person, its innovations are what each reading was beside it. Days
 * are judged when they are over; a day without readings is over too, and says nothing. Since the belief is a fold of the
 * record, so is every alert: late readings, corrections and replays are the runtime's, as for any twin.
 */
export function deteriorationMonitor(rule: MonitorRule, people: SyntheticCondition): TwinModel {
  const width = rule.vitals.length;
  const column = (belief: Belief, i: number): Float64Array =>
    Float64Array.from({ length: belief.size }, (_, m) => belief.values[m * width + i]!);
  const vitalAt = (name: string): number => rule.vitals.findIndex((vital) => vital.name === name);
  return {
    name: `monitor-${rule.name}`,
    version: rule.version,
    kind: 'patient',
    card: monitorCard(rule, people, LAST_CHANGED),
    facts: [
      {
        name: 'zoneMinutes',
        label: 'Time zone, minutes east of UTC',
        unit: 'min',
        required: false,
        minimum: -840,
        maximum: 840,
      },
    ],
    parameters: [],
    columns: rule.vitals.map(({ name, label, unit }) => ({
      name,
      label: `${label}, usual`,
      unit,
      role: 'state',
      scale: 'linear',
    })),
    observables: rule.observables.map(
      ({ name, label, codes, unit, molarMass, possible, sd }): Observable => ({
        name,
        label,
        codes,
        unit,
        ...(molarMass === undefined ? {} : { molarMass }),
        error: { kind: 'additive', sd },
        possible,
      }),
    ),
    interventions: [],
    inputs: [],
    outputs: rule.vitals.map(({ name, label, unit }) => ({
      name: `usual-${name}`,
      label: `${label}, usual`,
      unit,
      endpoint: false,
    })),
    thresholds: [],
    assimilation: {
      method: 'exact',
      members: 1,
      update: (belief, measurement) => readMonitor(rule, belief, measurement),
    },
    futures: 100,
    horizon: { length: 7 * DAY, step: DAY, scored: [DAY, 3 * DAY, 7 * DAY] },
    memory: 0,
    fit: { warmUp: 2 * width, window: 40, tolerance: 12, stale: 14 * DAY },
    initialise: (subject, at, size) => initialMonitor(rule, subject, at, size),
    advance: (belief, to, _schedule, random) => advanceMonitor(rule, belief, to, random),
    predict: (belief, observable) => {
      const { predictedBy } = rule.observables.find(({ name }) => name === observable)!;
      return column(belief, vitalAt(predictedBy));
    },
    output: (belief, output) => column(belief, vitalAt(output.replace(/^usual-/, ''))),
    branch: (belief, size, random) => branchMonitor(rule, belief, size, random),
    watch: watchOf(rule),
  };
}

function watchOf(rule: MonitorRule): Watch {
  const stateOf = (belief: Belief): MonitorState => monitorOf(rule, belief)!;
  return {
    condition: rule.name,
    label: rule.label,
    budget: {
      initial: INITIAL_BUDGET,
      least: rule.budgets[0]!.alertsPerYear,
      most: rule.budgets.at(-1)!.alertsPerYear,
    },
    refractory: REFRACTORY_DAYS * DAY,
    escalation: {
      to: rule.escalateTo,
      after: { high: HOURS.high * 3600, medium: HOURS.medium * 3600, low: HOURS.low * 3600 },
    },
    standing: (belief, perYear) => standingOf(rule, stateOf(belief), perYear),
    finding: (belief) => findingOf(rule, stateOf(belief)),
    course: (belief) => coursesOf(rule, stateOf(belief)),
  };
}
