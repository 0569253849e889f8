import {
  exponential,
  logNormalOf,
  type Process,
  type ProcessModel,
  process,
  processModel,
} from '@twinward/simulate';

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

const HOUR = 60;

/**
 * The urgent care and treatment centre of Nelson 2013 (Foundations and Methods of Stochastic Simulation) with the figures of
 * treat-sim (Monks and Harper 2023): from 06:00 on, in minutes, triage of all; then those with trauma (0.12) are stabilised
 * and treated, the others registered, examined and, 6 in 10, treated.
 *
 * Waits go by the names of the stages; patients leave as `trauma` or `non-trauma`. The tallies `time in ...` are credited with
 * the whole time when a stage begins, as the published model reckons utilisation; those of the resources weigh by time.
 *
 * @example
 * const run = new ProcessSimulation(urgentCare(URGENT_CARE, { at: [0, 4, 9] }), { seed: '00000000000000ed' });
 * run.advance(1140);
 * run.summary().sources.patient.arrived; // 3
 */
export function urgentCare(
  design: UrgentCareDesign,
  arrivals: UrgentCareArrivals,
): ProcessModel<UrgentCareStage> {
  const exam = {
    kind: 'truncated',
    of: { kind: 'normal', mean: design.meanExam, sd: Math.sqrt(3) },
    low: 0.5,
  } as const;
  const stabilised = stage(process(), 'trauma room', exponential(90));
  const trauma = stage(stabilised, 'trauma cubicle', logNormalOf(30, 2)).leave('trauma');
  const examined = stage(stage(process(), 'registration', logNormalOf(5, Math.sqrt(2))), 'exam', exam);
  const treatment = stage(process(), 'cubicle', logNormalOf(13.3, Math.sqrt(2)));
  const visit = stage(process(), 'triage', exponential(3))
    .choose([[0.12, trauma]], 'trauma')
    .choose([[1, examined]], 'without trauma')
    .choose([[0.6, treatment]], 'needs treatment')
    .leave('non-trauma');
  return processModel({
    resources: {
      triage: { capacity: design.triageBays },
      registration: { capacity: 1 },
      exam: { capacity: design.examRooms },
      cubicle: { capacity: design.cubicles },
      'trauma room': { capacity: 2 },
      'trauma cubicle': { capacity: 1 },
    },
    sources: { patient: { ...('at' in arrivals ? arrivals : rateOf(arrivals.hourly)), process: visit } },
  });
}

/** One stage: waits for its resource, holds it for a time, gives it back. */
function stage(
  before: Process<UrgentCareStage>,
  name: UrgentCareStage,
  time: Parameters<Process['delay']>[0],
): Process<UrgentCareStage> {
  const attribute = `${name} time`;
  const one = { [name]: 1 } as Record<UrgentCareStage, number>;
  return before
    .assign({ [attribute]: time }, attribute)
    .seize(one)
    .record(`time in ${name}`, { attribute })
    .delay({ attribute }, name)
    .release(one);
}

function rateOf(hourly: readonly number[]): {
  readonly rate: { readonly times: number[]; readonly rates: number[]; readonly period: number };
} {
  return {
    rate: {
      times: hourly.map((_rate, hour) => hour * HOUR),
      rates: hourly.map((rate) => rate / HOUR),
      period: hourly.length * HOUR,
    },
  };
}
