import type { ProcessModel } from '@twinward/simulate';
import { compileHospital } from '../flow/compile/compile-hospital.ts';
import type { Amount } from '../flow/model/basis.ts';
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
  const exam: Amount = { dist: 'normal', mean: design.meanExam, sd: Math.sqrt(3), min: 0.5 };
  const first = 'triage time';
  return {
    format: HOSPITAL_FORMAT,
    name: 'Urgent care centre (Nelson 2013)',
    time: { unit: 'min', start: '2024-01-01T06:00' },
    run: { until: DAY, replications: 100, terminating: true },
    resources: {
      triage: { capacity: design.triageBays, kind: 'staff' },
      registration: { capacity: 1, kind: 'staff' },
      exam: { capacity: design.examRooms, kind: 'room' },
      cubicle: { capacity: design.cubicles, kind: 'room' },
      'trauma room': { capacity: 2, kind: 'room' },
      'trauma cubicle': { capacity: 1, kind: 'room' },
    },
    sources: {
      patient:
        'at' in arrivals
          ? { replay: { at: arrivals.at }, first }
          : { rate: { perHour: byClock(arrivals.hourly) }, first },
    },
    nodes: {
      ...stage('triage', { dist: 'exponential', mean: 3 }, 'trauma'),
      trauma: {
        do: 'route',
        by: 'probability',
        ways: [{ probability: 0.12, to: 'trauma room time' }],
        next: 'registration time',
      },
      ...stage('trauma room', { dist: 'exponential', mean: 90 }, 'trauma cubicle time'),
      ...stage('trauma cubicle', { dist: 'lognormal', mean: 30, sd: 2 }, 'out of trauma'),
      'out of trauma': { do: 'end', outcome: 'trauma' },
      ...stage('registration', { dist: 'lognormal', mean: 5, sd: Math.sqrt(2) }, 'exam time'),
      ...stage('exam', exam, 'needs treatment'),
      'needs treatment': {
        do: 'route',
        by: 'probability',
        ways: [{ probability: 0.6, to: 'cubicle time' }],
        next: 'out',
      },
      ...stage('cubicle', { dist: 'lognormal', mean: 13.3, sd: Math.sqrt(2) }, 'out'),
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

/** One stage: waits for its resource, holds it for a time, gives it back. */
function stage(name: UrgentCareStage, time: Amount, next: string): Readonly<Record<string, HospitalNode>> {
  const attribute = `${name} time`;
  return {
    [attribute]: { do: 'change', set: { [attribute]: time }, next: name },
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
