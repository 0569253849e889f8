import { TwinwardError } from '@twinward/contract';
import { unitHint } from '../unit-hint.ts';
import { OM2_EVENTS, OM2_TWICE, type Om2Event } from './om2-events.ts';

/** Risk factors that may change over the years. */
export interface Om2Factors {
  /** Glycated haemoglobin, % (DCCT/NGSP). */
  readonly hba1c: number;
  /** mm[Hg]. */
  readonly systolic: number;
  /** mmol/L. */
  readonly ldl: number;
  /** mmol/L. */
  readonly hdl: number;
  /** kg/m2. */
  readonly bmi: number;
  /** mL/min per 1.73 m2. */
  readonly egfr: number;
  /** /min. */
  readonly heartRate: number;
  /** 10*9/L. */
  readonly whiteCells: number;
  /** g/dL. */
  readonly haemoglobin: number;
  readonly smoker: boolean;
  readonly atrialFibrillation: boolean;
  readonly peripheralVascularDisease: boolean;
  /** Urine albumin of 50 mg/L or more. */
  readonly albuminuria: boolean;
}

/** A person with type 2 diabetes as UKPDS-OM2 asks. */
export interface Om2Person extends Om2Factors {
  readonly sex: 'female' | 'male';
  readonly ethnicity: 'white or other' | 'afro-caribbean' | 'asian-indian';
  /** Years. */
  readonly ageAtDiagnosis: number;
  /** Years. */
  readonly yearsSinceDiagnosis: number;
  /** What has happened already, times by complication; absent is never. */
  readonly history?: Readonly<Partial<Record<Om2Event, number>>>;
  /** Values by year from now, in place of those above; the last is carried on. */
  readonly path?: { readonly [F in keyof Om2Factors]?: readonly Om2Factors[F][] };
}

/** What can be, and the range (drawn here with caution) in which the equations may speak without a remark. */
const RANGES = {
  ageAtDiagnosis: { unit: 'years', possible: [18, 95], trusted: [25, 75] },
  yearsSinceDiagnosis: { unit: 'years', possible: [0, 60], trusted: [0, 30] },
  hba1c: { unit: '%', possible: [3, 20], trusted: [4.5, 13] },
  systolic: { unit: 'mm[Hg]', possible: [60, 260], trusted: [90, 210] },
  ldl: { unit: 'mmol/L', possible: [0.2, 12], trusted: [0.8, 7] },
  hdl: { unit: 'mmol/L', possible: [0.2, 5], trusted: [0.5, 2.6] },
  bmi: { unit: 'kg/m2', possible: [12, 80], trusted: [17, 50] },
  egfr: { unit: 'mL/min/1.73 m2', possible: [3, 200], trusted: [15, 130] },
  heartRate: { unit: '/min', possible: [30, 200], trusted: [40, 120] },
  whiteCells: { unit: '10*9/L', possible: [0.5, 50], trusted: [3, 15] },
  haemoglobin: { unit: 'g/dL', possible: [4, 25], trusted: [9, 18] },
} as const;

const YES_OR_NO = ['smoker', 'atrialFibrillation', 'peripheralVascularDisease', 'albuminuria'] as const;

/** The oldest a simulated life may begin at, years. */
const OLDEST = 100;

/**
 * What of a person lies outside the range in which the equations should be trusted, in words. Throws `subject.invalid`, naming field
 * and remedy, for a number that is missing or absurd, also on a path, and for a history that cannot be.
 */
export function checkOm2Person(person: Om2Person): readonly string[] {
  if (person.sex !== 'female' && person.sex !== 'male')
    refuse('sex', String(person.sex), 'give female or male');
  if (!['white or other', 'afro-caribbean', 'asian-indian'].includes(person.ethnicity))
    refuse('ethnicity', String(person.ethnicity), 'give white or other, afro-caribbean or asian-indian');
  const outside: string[] = [];
  for (const [field, { unit, possible, trusted }] of Object.entries(RANGES)) {
    const given = (person.path as Readonly<Record<string, readonly number[]>> | undefined)?.[field];
    for (const value of [person[field as keyof typeof RANGES], ...(given ?? [])]) {
      if (typeof value !== 'number' || !(value >= possible[0] && value <= possible[1]))
        refuse(
          field,
          String(value),
          `give ${possible[0]} to ${possible[1]} ${unit}${unitHint(field, value)}`,
        );
      if (value < trusted[0] || value > trusted[1])
        outside.push(
          `${field} is ${value} ${unit}; the equations are trusted from ${trusted[0]} to ${trusted[1]}`,
        );
    }
  }
  for (const field of YES_OR_NO) {
    for (const value of [person[field], ...(person.path?.[field] ?? [])])
      if (typeof value !== 'boolean') refuse(field, String(value), 'give true or false');
  }
  const age = person.ageAtDiagnosis + person.yearsSinceDiagnosis;
  if (age > OLDEST) refuse('yearsSinceDiagnosis', `an age of ${age}`, `give an age of at most ${OLDEST} now`);
  for (const event of OM2_EVENTS) {
    const times = person.history?.[event] ?? 0;
    const most = OM2_TWICE.has(event) ? 2 : 1;
    if (!(Number.isInteger(times) && times >= 0 && times <= most))
      refuse(`history.${event}`, String(times), `give 0 to ${most}`);
  }
  return outside;
}

function refuse(field: string, value: string, remedy: string): never {
  throw new TwinwardError('subject.invalid', `${field} ${value} cannot be`, { field, remedy });
}
