import type { TwinwardError } from '@twinward/contract';
import type { Om2Event, Om2Factors, Om2Person, PreventWhatIfPerson } from '@twinward/twins/patient';
import { type LabValue, labValue, OM2_EVENTS } from '@twinward/twins/patient';
import { z } from 'zod';
import { subjectSchema } from './identity-schema.ts';

const UNITS: Readonly<Record<LabValue, string>> = {
  totalCholesterol: 'mmol/L or mg/dL',
  hdl: 'mmol/L or mg/dL',
  ldl: 'mmol/L or mg/dL',
  hba1c: '% or mmol/mol',
  haemoglobin: 'g/dL or g/L',
  uacr: 'mg/g or mg/mmol',
};

/** A laboratory value with its unit, read into that of the equations. */
function lab(name: LabValue): z.ZodType<number, { value: number; unit: string }> {
  return z
    .strictObject({ value: z.number(), unit: z.string().min(1).max(20) })
    .meta({ description: `in ${UNITS[name]}` })
    .transform((given, context) => {
      try {
        return labValue(name, given);
      } catch (error) {
        const { code, message, place } = error as TwinwardError;
        context.addIssue({ code: 'custom', message, params: { code, remedy: place.remedy } });
        return z.NEVER;
      }
    });
}

const asked = {
  subject: subjectSchema.exactOptional(),
  changes: z
    .array(z.string().min(1).max(60))
    .max(10)
    .exactOptional()
    .meta({ description: 'ids from GET /risk/changes, one of a kind' }),
  seed: z
    .string()
    .regex(/^[0-9a-f]{16}$/, '16 lower-case hexadecimal digits')
    .exactOptional(),
};

/** A request for PREVENT. */
export interface CardiovascularRequest {
  readonly subject?: string;
  readonly changes?: readonly string[];
  readonly seed?: string;
  readonly person: PreventWhatIfPerson;
}

/** A person without known cardiovascular disease, and what to change. */
export const cardiovascularRequestSchema: z.ZodType<CardiovascularRequest, unknown> = z
  .strictObject({
    ...asked,
    person: z
      .strictObject({
        sex: z.enum(['female', 'male']),
        age: z.number().meta({ description: 'years, 30 to 79' }),
        totalCholesterol: lab('totalCholesterol'),
        hdl: lab('hdl'),
        ldl: lab('ldl').nullable().default(null),
        systolic: z.number().meta({ description: 'mm[Hg]' }),
        bmi: z.number().meta({ description: 'kg/m2' }),
        egfr: z.number().meta({ description: 'mL/min/1.73 m2' }),
        diabetes: z.boolean(),
        smoker: z.boolean(),
        antihypertensive: z.boolean(),
        statin: z.boolean(),
        hba1c: lab('hba1c').nullable().default(null),
        uacr: lab('uacr').nullable().default(null),
        deprivationDecile: z.int().nullable().default(null),
      })
      .meta({ id: 'PreventPerson' }),
  })
  .meta({ id: 'CardiovascularRequest' });

/** A request for UKPDS-OM2. */
export interface ProgressionRequest {
  readonly subject?: string;
  readonly changes?: readonly string[];
  readonly seed?: string;
  readonly person: Om2Person;
  readonly lives?: number;
  readonly years?: number;
}

const factors: { readonly [F in keyof Om2Factors]: z.ZodType<Om2Factors[F]> } = {
  hba1c: lab('hba1c'),
  systolic: z.number().meta({ description: 'mm[Hg]' }),
  ldl: lab('ldl'),
  hdl: lab('hdl'),
  bmi: z.number().meta({ description: 'kg/m2' }),
  egfr: z.number().meta({ description: 'mL/min/1.73 m2' }),
  heartRate: z.number().meta({ description: '/min' }),
  whiteCells: z.number().meta({ description: '10*9/L' }),
  haemoglobin: lab('haemoglobin'),
  smoker: z.boolean(),
  atrialFibrillation: z.boolean(),
  peripheralVascularDisease: z.boolean(),
  albuminuria: z.boolean().meta({ description: 'urine albumin of 50 mg/L or more' }),
};

const times = z.int().min(0).max(2).exactOptional();

/** A person with type 2 diabetes, and what to change. */
export const progressionRequestSchema: z.ZodType<ProgressionRequest, unknown> = z
  .strictObject({
    ...asked,
    lives: z
      .int()
      .min(100)
      .max(10_000)
      .exactOptional()
      .meta({ description: 'lives drawn, 2000 unless given' }),
    years: z.int().min(1).max(80).exactOptional().meta({ description: 'years ahead, 60 unless given' }),
    person: z
      .strictObject({
        sex: z.enum(['female', 'male']),
        ethnicity: z.enum(['white or other', 'afro-caribbean', 'asian-indian']),
        ageAtDiagnosis: z.number().meta({ description: 'years' }),
        yearsSinceDiagnosis: z.number().meta({ description: 'years' }),
        ...factors,
        history: z
          .strictObject(
            Object.fromEntries(OM2_EVENTS.map((event) => [event, times])) as Record<Om2Event, typeof times>,
          )
          .exactOptional()
          .meta({ description: 'times each complication has happened' }),
      })
      .meta({ id: 'Om2Person' }),
  })
  .meta({ id: 'ProgressionRequest' });
