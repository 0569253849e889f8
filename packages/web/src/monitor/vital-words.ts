import type { WaveVitals } from '../generated/types.ts';
import type { Trace } from './wave-store.ts';

type Judgement = WaveVitals['signals'][number];

/** What stands beside a trace: its number large, others small, and the unit. */
export interface VitalWords {
  readonly label: string;
  readonly large: string;
  readonly small: string | null;
  readonly unit: string;
}

const LABELS: Readonly<Record<NonNullable<Trace['kind']>, readonly [string, string]>> = {
  electrocardiogram: ['Heart rate', '/min'],
  'arterial-pressure': ['Pressure', 'mmHg'],
  plethysmogram: ['Pulse', '/min'],
  respiration: ['Breaths', '/min'],
};
const NONE = '– –';

/** The numbers of a signal in words; dashes where none may be told. Null for a signal from which nothing is read. */
export function vitalWords(kind: Trace['kind'], judgement: Judgement): VitalWords | null {
  if (kind === null) return null;
  const [label, unit] = LABELS[kind];
  const number = (code: string): string =>
    judgement?.vitals.find((vital) => vital.code === code)?.value.toFixed(0) ?? NONE;
  if (kind !== 'arterial-pressure') {
    const first = judgement?.vitals[0];
    return { label, unit, large: first === undefined ? NONE : first.value.toFixed(0), small: null };
  }
  if (judgement === null || judgement.vitals.length === 0) return { label, unit, large: NONE, small: null };
  return { label, unit, large: `${number('8480-6')}/${number('8462-4')}`, small: `mean ${number('8478-0')}` };
}
