import type { ProcessSummary } from '@twinward/simulate';
import { URGENT_CARE, type UrgentCareDesign, type UrgentCareStage } from '@twinward/twins/hospital';

/** Minutes from 06:00 on that are simulated; the last hour has the rate of the first. */
export const URGENT_CARE_MINUTES = 1140;

/** The designs compared, by the name of their columns. */
export const URGENT_CARE_DESIGNS: Readonly<Record<string, UrgentCareDesign>> = {
  base: URGENT_CARE,
  'triage+1': { ...URGENT_CARE, triageBays: 2 },
  'exam+1': { ...URGENT_CARE, examRooms: 4 },
  'treat+1': { ...URGENT_CARE, cubicles: 2 },
  swap_exam_treat: { ...URGENT_CARE, triageBays: 2, examRooms: 2 },
  short_exam: { ...URGENT_CARE, triageBays: 2, examRooms: 2, meanExam: 12 },
};

type Measure = (run: ProcessSummary, design: UrgentCareDesign) => number;

/** The published measures of one day, by their printed names. */
export const URGENT_CARE_MEASURES: Readonly<Record<string, Measure>> = {
  '00_arrivals': ({ sources }) => sources.patient!.arrived,
  '01a_triage_wait': waitFor('triage'),
  '01b_triage_util': credited('triage', ({ triageBays }) => triageBays),
  '02a_registration_wait': waitFor('registration'),
  '02b_registration_util': credited('registration', () => 1),
  '03a_examination_wait': waitFor('exam'),
  '03b_examination_util': credited('exam', ({ examRooms }) => examRooms),
  '04a_treatment_wait(non_trauma)': waitFor('cubicle'),
  '04b_treatment_util(non_trauma)': credited('cubicle', ({ cubicles }) => cubicles),
  '05_total_time(non-trauma)': ({ sources }) => sources.patient!.left['non-trauma']?.mean ?? Number.NaN,
  '06a_trauma_wait': waitFor('trauma room'),
  '06b_trauma_util': credited('trauma room', () => 2),
  '07a_treatment_wait(trauma)': waitFor('trauma cubicle'),
  '07b_treatment_util(trauma)': credited('trauma cubicle', () => 1),
  '08_total_time(trauma)': ({ sources }) => sources.patient!.left.trauma?.mean ?? Number.NaN,
  '09_throughput': ({ sources }) =>
    Object.values(sources.patient!.left).reduce((sum, { count }) => sum + count, 0),
};

function waitFor(stage: UrgentCareStage): Measure {
  return ({ sources }) => sources.patient!.waits[stage]!.mean;
}

/** Utilisation as published: every stage begun is credited with its whole time, also beyond the end of the day. */
function credited(stage: UrgentCareStage, units: (design: UrgentCareDesign) => number): Measure {
  return ({ tallies }, design) => {
    const { count, mean } = tallies[`time in ${stage}`]!;
    return count === 0 ? 0 : (count * mean) / (URGENT_CARE_MINUTES * units(design));
  };
}
