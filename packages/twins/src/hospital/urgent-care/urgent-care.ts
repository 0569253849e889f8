import type { ProcessModel } from '@twinward/simulate';
import { compileHospital } from '../flow/compile/compile-hospital.ts';
import type { Amount, LabelledValue } from '../flow/model/basis.ts';
import { HOSPITAL_FORMAT, type HospitalModel } from '../flow/model/hospital-model.ts';
import type { HospitalNode } from '../flow/model/hospital-node.ts';

/** What of the urgent care centre may be changed; times are in minutes. */
export interface UrgentCareDesign {
  readonly triageBays: number;
  readonly examRooms: number;
  /** Treatment cubicles of patients without trauma. */
  readonly cubicles: number;
  readonly meanExam: number;
}

/** The centre as published. */
export const URGENT_CARE: UrgentCareDesign = { triageBays: 1, examRooms: 3, cubicles: 1, meanExam: 16 };

/** When patients come: arrivals an hour in each hour of the day from 06:00 to 24:00, or minutes from 06:00 on. */
export type UrgentCareArrivals = { readonly hourly: readonly number[] } | { readonly at: readonly number[] };

/** The stages of a visit; each has a resource of its own. */
export type UrgentCareStage =
  | 'triage'
  | 'registration'
  | 'exam'
  | 'cubicle'
  | 'trauma room'
  | 'trauma cubicle';

/** Minutes from 06:00 to 01:00. */
const DAY = 1_140;
const OPENS = 6;

/**
 * The urgent care and treatment centre of Nelson 2013 (Foundations and Methods of Stochastic Simulation) with the figures of
 * treat-sim (Monks and Harper 2023), in the process language: from 06:00 on, in minutes, triage of all; then those with trauma
 * (0.12) are stabilised and treated, the others registered, examined and, 6 in 10, treated. The rate after midnight is that of
 * the first hour, as published.
 *
 * Waits go by the names of the stages; patients leave as `trauma` or `non-trauma`. The tallies `time in ...` are credited with
 * the whole time when a stage begins, as the published model reckons utilisation; those of the resources weigh by time.
 *
 * @example
 * const centre = urgentCareHospital(URGENT_CARE, { at: [0, 4, 9] });
 * centre.nodes.triage.do; // 'seize'
 */
export function urgentCareHospital(design: UrgentCareDesign, arrivals: UrgentCareArrivals): HospitalModel {
  const first = 'triage time';
  const units = (parameter: string): { readonly parameter: string } => ({ parameter });
  return {
    format: HOSPITAL_FORMAT,
    name: 'Urgent care centre (Nelson 2013)',
    about:
      'An urgent care and treatment centre from 06:00 until an hour after midnight: triage of all; those with trauma are stabilised and treated, the others registered, examined and, six in ten, treated.',
    time: { unit: 'min', start: '2024-01-01T06:00' },
    run: { until: DAY, replications: 100, terminating: true },
    parameters: {
      ...('at' in arrivals
        ? {}
        : {
            arrivals: published(
              byClock(arrivals.hourly),
              'per hour',
              'by the hour of the clock; the published model uses its first hour again for the one after midnight',
            ),
          }),
      'trauma share': published(0.12, '1'),
      'treatment share': published(0.6, '1', 'of those without trauma'),
      'triage takes': published({ dist: 'exponential', mean: 3 }, 'min'),
      'registration takes': published({ dist: 'lognormal', mean: 5, sd: Math.sqrt(2) }, 'min'),
      'exam takes': published(examOf(design.meanExam), 'min'),
      'cubicle takes': published({ dist: 'lognormal', mean: 13.3, sd: Math.sqrt(2) }, 'min'),
      'trauma room takes': published({ dist: 'exponential', mean: 90 }, 'min'),
      'trauma cubicle takes': published({ dist: 'lognormal', mean: 30, sd: 2 }, 'min'),
      'triage bays': published(design.triageBays, '1'),
      'registration desks': published(1, '1'),
      'exam rooms': published(design.examRooms, '1'),
      cubicles: published(design.cubicles, '1'),
      'trauma rooms': published(2, '1'),
      'trauma cubicles': published(1, '1'),
    },
    scenarios: {
      'one more triage bay': { 'triage bays': 2 },
      'one more exam room': { 'exam rooms': 4 },
      'one more cubicle': { cubicles: 2 },
      'triage bay and exam room exchanged': { 'triage bays': 2, 'exam rooms': 2 },
      'exchanged, with exams of 12 minutes': {
        'triage bays': 2,
        'exam rooms': 2,
        'exam takes': examOf(12),
      },
    },
    units: {
      triage: { name: 'Triage', kind: 'room', x: 0, y: 6 },
      registration: { name: 'Registration', kind: 'staff', x: 14, y: 0 },
      exam: { name: 'Exam', kind: 'room', x: 28, y: 0 },
      cubicle: { name: 'Treatment', kind: 'room', x: 44, y: 0 },
      'trauma room': { name: 'Trauma room', kind: 'room', x: 14, y: 12 },
      'trauma cubicle': { name: 'Trauma treatment', kind: 'room', x: 34, y: 12 },
    },
    resources: {
      triage: { capacity: units('triage bays'), kind: 'staff', unit: 'triage' },
      registration: { capacity: units('registration desks'), kind: 'staff', unit: 'registration' },
      exam: { capacity: units('exam rooms'), kind: 'room', unit: 'exam' },
      cubicle: { capacity: units('cubicles'), kind: 'room', unit: 'cubicle' },
      'trauma room': { capacity: units('trauma rooms'), kind: 'room', unit: 'trauma room' },
      'trauma cubicle': { capacity: units('trauma cubicles'), kind: 'room', unit: 'trauma cubicle' },
    },
    sources: {
      patient:
        'at' in arrivals
          ? { replay: { at: arrivals.at }, first }
          : { rate: { perHour: { parameter: 'arrivals' } }, first },
    },
    nodes: {
      ...stage('triage', 'trauma'),
      trauma: {
        do: 'route',
        by: 'probability',
        ways: [{ probability: { parameter: 'trauma share' }, to: 'trauma room time' }],
        next: 'registration time',
      },
      ...stage('trauma room', 'trauma cubicle time'),
      ...stage('trauma cubicle', 'out of trauma'),
      'out of trauma': { do: 'end', outcome: 'trauma' },
      ...stage('registration', 'exam time'),
      ...stage('exam', 'needs treatment'),
      'needs treatment': {
        do: 'route',
        by: 'probability',
        ways: [{ probability: { parameter: 'treatment share' }, to: 'cubicle time' }],
        next: 'out',
      },
      ...stage('cubicle', 'out'),
      out: { do: 'end', outcome: 'non-trauma' },
    },
  };
}

/**
 * The urgent care centre, ready to run.
 *
 * @example
 * const run = new ProcessSimulation(urgentCare(URGENT_CARE, { at: [0, 4, 9] }), { seed: '00000000000000ed' });
 * run.advance(1140);
 * run.summary().sources.patient.arrived; // 3
 */
export function urgentCare(design: UrgentCareDesign, arrivals: UrgentCareArrivals): ProcessModel {
  return compileHospital(urgentCareHospital(design, arrivals));
}

function examOf(mean: number): Amount {
  return { dist: 'normal', mean, sd: Math.sqrt(3), min: 0.5 };
}

function published(value: LabelledValue['value'], unit: string, note?: string): LabelledValue {
  const source = 'treat-sim (Monks and Harper 2023), after Nelson 2013';
  return { value, unit, basis: 'published', source, ...(note === undefined ? {} : { note }) };
}

/** One stage: waits for its resource, holds it for a time, gives it back. */
function stage(name: UrgentCareStage, next: string): Readonly<Record<string, HospitalNode>> {
  const attribute = `${name} time`;
  return {
    [attribute]: { do: 'change', set: { [attribute]: { parameter: `${name} takes` } }, next: name },
    [name]: { do: 'seize', units: { [name]: 1 }, next: `count ${name}` },
    [`count ${name}`]: { do: 'record', tally: `time in ${name}`, value: { attribute }, next: `in ${name}` },
    [`in ${name}`]: { do: 'delay', time: { attribute }, next: `leave ${name}` },
    [`leave ${name}`]: { do: 'release', units: [name], next },
  };
}

/** Rates by the hour of the day, from those of the hours from 06:00 on. */
function byClock(hourly: readonly number[]): readonly number[] {
  const period = hourly.length;
  return Array.from({ length: 24 }, (_, hour) => hourly[((hour + 24 - OPENS) % 24) % period]!);
}
