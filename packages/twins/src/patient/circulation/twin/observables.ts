import { type Observable, SYSTEM } from '@twinward/contract';

const loinc = (code: string, display: string): Observable['codes'] => [
  { system: SYSTEM.loinc, code, display },
];

/** What a ward measures of a circulation. Errors of a cuff: 5 mmHg is what ANSI/AAMI/ISO 81060-2 allows as bias. */
export const OBSERVABLES: readonly Observable[] = [
  {
    name: 'heart-rate',
    label: 'Heart rate',
    codes: loinc('8867-4', 'Heart rate'),
    unit: '/min',
    error: { kind: 'additive', sd: 2 },
    possible: { low: 20, high: 250 },
  },
  {
    name: 'systolic',
    label: 'Systolic pressure',
    codes: loinc('8480-6', 'Systolic blood pressure'),
    unit: 'mm[Hg]',
    error: { kind: 'additive', sd: 4 },
    possible: { low: 30, high: 280 },
  },
  {
    name: 'diastolic',
    label: 'Diastolic pressure',
    codes: loinc('8462-4', 'Diastolic blood pressure'),
    unit: 'mm[Hg]',
    error: { kind: 'additive', sd: 4 },
    possible: { low: 15, high: 200 },
  },
  {
    name: 'central-venous',
    label: 'Central venous pressure',
    codes: loinc('60985-9', 'Central venous pressure (CVP)'),
    unit: 'mm[Hg]',
    error: { kind: 'additive', sd: 1 },
    possible: { low: -10, high: 40 },
  },
  {
    name: 'ejection-fraction',
    label: 'Ejection fraction',
    codes: loinc('10230-1', 'Left ventricular Ejection fraction'),
    unit: '%',
    error: { kind: 'additive', sd: 5 },
    possible: { low: 3, high: 90 },
  },
];
