// What each twin lives through in one replicate: a course in which its parameters can show themselves.
import { pathToFileURL } from 'node:url';
import {
  addSeconds,
  type Instant,
  type Intervention,
  instant,
  subjectRef,
  type TwinModel,
} from '@twinward/contract';
import type { CalibrationCourse } from '@twinward/estimate';
import { glucoseS2008, lungs, vancomycinGotiTwin } from '@twinward/twins/patient';
import { repositoryPath } from '../repository-path.ts';

/** A model with the course it is calibrated on. */
export interface CalibratedTwin {
  readonly model: TwinModel;
  readonly course: CalibrationCourse;
  /** What happens, in words, for the figures. */
  readonly words: string;
  /** How many truths are drawn, so that chance moves the share inside intervals by little against the width of the bars. */
  readonly lives: number;
}

const FROM = instant(Date.UTC(2026, 0, 5));
const HOUR = 3600;
const DAY = 86_400;

function every(
  seconds: number,
  count: number,
  ...observables: readonly string[]
): CalibrationCourse['readings'] {
  return Array.from({ length: count }, (_, i) => ({ at: addSeconds(FROM, seconds * (i + 1)), observables }));
}

function meal(hours: number, grams: number, units: number): readonly Intervention[] {
  const effectiveAt: Instant = addSeconds(FROM, hours * HOUR);
  return [
    { type: 'carbohydrate', effectiveAt, amounts: { grams } },
    { type: 'bolus', effectiveAt, amounts: { units } },
  ];
}

/** Both example models and the twins whose members are drawn from its prior. */
export async function calibratedTwins(): Promise<readonly CalibratedTwin[]> {
  return [
    {
      model: glucoseS2008,
      words: 'an adult of 70 kg, 12 h of sensor readings, two meals with boluses',
      lives: 300,
      course: {
        subject: { ref: subjectRef('Patient/calibration'), facts: { weight: 70, basal: 1.2, age: 30 } },
        from: FROM,
        schedule: { interventions: [...meal(2, 45, 4), ...meal(7, 60, 5)], inputs: [] },
        readings: every(300, 144, 'glucose'),
        ahead: addSeconds(FROM, 12 * HOUR + 1800),
      },
    },
    {
      model: vancomycinGotiTwin,
      words: 'five infusions of vancomycin, a peak and a trough on each of the first two days',
      lives: 600,
      course: {
        subject: {
          ref: subjectRef('Patient/calibration'),
          facts: { weight: 75, 'creatinine-clearance': 70, dialysis: 0 },
        },
        from: FROM,
        schedule: {
          interventions: [0, 12, 24, 36, 48].map((hour) => ({
            type: 'vancomycin-infusion',
            effectiveAt: addSeconds(FROM, hour * HOUR),
            amounts: { amount: 1000, durationMinutes: 60 },
          })),
          inputs: [],
        },
        readings: [2, 11.5, 26, 47.5].map((hour) => ({
          at: addSeconds(FROM, hour * HOUR),
          observables: ['level'],
        })),
        ahead: addSeconds(FROM, 59.5 * HOUR),
      },
    },
    {
      model: lungs,
      words: 'an hour breathing air with one blood gas, an hour on a ventilator, read every 10 min',
      lives: 400,
      course: {
        subject: { ref: subjectRef('Patient/calibration'), facts: {} },
        from: FROM,
        schedule: {
          interventions: [
            {
              type: 'volume-control',
              effectiveAt: addSeconds(FROM, HOUR),
              amounts: { volume: 450, rate: 16, peep: 8, oxygen: 50, expiratory: 2, durationMinutes: 600 },
            },
          ],
          inputs: [],
        },
        readings: Array.from({ length: 12 }, (_, i) => ({
          at: addSeconds(FROM, 600 * (i + 1)),
          observables: [
            'pulse-oximetry',
            'end-tidal-carbon-dioxide',
            ...(i < 6 ? ['respiratory-rate'] : ['plateau-pressure', 'tidal-volume']),
            ...(i === 3 ? ['arterial-oxygen', 'arterial-carbon-dioxide', 'arterial-ph'] : []),
          ],
        })),
        ahead: addSeconds(FROM, 2.5 * HOUR),
      },
    },
    {
      model: await exampleModel('wearing-tube.ts', 'wearingTube'),
      words: 'forty weekly vibration readings of a tube',
      lives: 800,
      course: {
        subject: { ref: subjectRef('Device/calibration'), facts: {} },
        from: FROM,
        schedule: { interventions: [], inputs: [] },
        readings: every(7 * DAY, 40, 'vibration'),
        ahead: addSeconds(FROM, 44 * 7 * DAY),
      },
    },
    {
      model: await exampleModel('ward-queue.ts', 'wardQueue'),
      words: 'a ward of 20 beds, its census and queue every 12 h for five days',
      lives: 500,
      course: {
        subject: { ref: subjectRef('Location/calibration'), facts: { beds: 20, stay: 4, arrivals: 4.2 } },
        from: FROM,
        schedule: { interventions: [], inputs: [] },
        readings: every(12 * HOUR, 10, 'census', 'queue'),
        ahead: addSeconds(FROM, 6 * DAY),
      },
    },
  ];
}

/** The examples are programs of the repository, not of a package, so they are found by their path. */
async function exampleModel(file: string, name: string): Promise<TwinModel> {
  const module: Readonly<Record<string, TwinModel>> = await import(
    pathToFileURL(repositoryPath('examples', file)).href
  );
  return module[name]!;
}
