import { type Observable, SYSTEM } from '@twinward/contract';

const loinc = (...codes: readonly (readonly [code: string, display: string])[]): Observable['codes'] =>
  codes.map(([code, display]) => ({ system: SYSTEM.loinc, code, display }));

/**
 * What a ward, a laboratory or a ventilator measures of breathing. Gases arrive in mmHg or kPa. Below 50 % a pulse oximeter is not calibrated (ISO
 * 80601-2-61 asks for 70 to 100 %), and such readings come of a probe that has slipped: they are refused.
 */
export const OBSERVABLES: readonly Observable[] = [
  {
    name: 'pulse-oximetry',
    label: 'Oxygen saturation by pulse oximetry',
    codes: loinc(
      ['59408-5', 'Oxygen saturation in Arterial blood by Pulse oximetry'],
      ['2708-6', 'Oxygen saturation in Arterial blood'],
    ),
    unit: '%',
    error: { kind: 'additive', sd: 2 },
    possible: { low: 50, high: 100 },
    stops: 'high',
  },
  {
    name: 'respiratory-rate',
    label: 'Respiratory rate',
    codes: loinc(['9279-1', 'Respiratory rate']),
    unit: '/min',
    error: { kind: 'additive', sd: 1.5 },
    possible: { low: 1, high: 70 },
  },
  {
    name: 'end-tidal-carbon-dioxide',
    label: 'End-tidal carbon dioxide',
    codes: loinc(['19891-1', 'Carbon dioxide [Partial pressure] in Exhaled gas --at end expiration']),
    unit: 'mm[Hg]',
    error: { kind: 'additive', sd: 2.5 },
    possible: { low: 5, high: 120 },
  },
  {
    name: 'arterial-oxygen',
    label: 'Arterial oxygen',
    codes: loinc(['2703-7', 'Oxygen [Partial pressure] in Arterial blood']),
    unit: 'mm[Hg]',
    error: { kind: 'combined', sd: 2, cv: 0.04 },
    possible: { low: 15, high: 700 },
  },
  {
    name: 'arterial-carbon-dioxide',
    label: 'Arterial carbon dioxide',
    codes: loinc(['2019-8', 'Carbon dioxide [Partial pressure] in Arterial blood']),
    unit: 'mm[Hg]',
    error: { kind: 'additive', sd: 1.5 },
    possible: { low: 8, high: 180 },
  },
  {
    name: 'arterial-ph',
    label: 'Arterial pH',
    codes: loinc(['2744-1', 'pH of Arterial blood']),
    unit: '[pH]',
    error: { kind: 'additive', sd: 0.012 },
    possible: { low: 6.6, high: 7.9 },
  },
  {
    name: 'tidal-volume',
    label: 'Tidal volume',
    codes: loinc(
      ['76222-9', 'Tidal volume Ventilator --on ventilator'],
      ['75958-9', 'Tidal volume expired Respiratory system airway'],
    ),
    unit: 'mL',
    error: { kind: 'combined', sd: 10, cv: 0.05 },
    possible: { low: 30, high: 3000 },
  },
  {
    name: 'plateau-pressure',
    label: 'Plateau pressure',
    codes: loinc(['76259-1', 'Pressure.plateau Respiratory system airway --on ventilator']),
    unit: 'cm[H2O]',
    error: { kind: 'additive', sd: 1 },
    possible: { low: 0, high: 80 },
  },
];
