import { type Observable, SYSTEM } from '@twinward/contract';

const loinc = (...codes: readonly (readonly [string, string])[]): Observable['codes'] =>
  codes.map(([code, display]) => ({ system: SYSTEM.loinc, code, display }));

/**
 * What a ward measures of a circulation. Errors: of a cuff, 5 mmHg is what ANSI/AAMI/ISO 81060-2 allows as bias; of thermodilution, means
 * of three differ by 10 % (Stetz et al. 1982, Am. Rev. Respir. Dis. 126:1001-1004); of volumes and stroke volume by echo, those of trained
 * readers by 10 to 12 % (spread chosen); of scales, a third of a kilogram.
 */
export const OBSERVABLES: readonly Observable[] = [
  {
    name: 'heart-rate',
    label: 'Heart rate',
    codes: loinc(['8867-4', 'Heart rate']),
    unit: '/min',
    error: { kind: 'additive', sd: 2 },
    possible: { low: 20, high: 250 },
  },
  {
    name: 'systolic',
    label: 'Systolic pressure',
    codes: loinc(['8480-6', 'Systolic blood pressure'], ['76215-3', 'Invasive Systolic blood pressure']),
    unit: 'mm[Hg]',
    error: { kind: 'additive', sd: 4 },
    possible: { low: 30, high: 280 },
  },
  {
    name: 'diastolic',
    label: 'Diastolic pressure',
    codes: loinc(['8462-4', 'Diastolic blood pressure'], ['76213-8', 'Invasive Diastolic blood pressure']),
    unit: 'mm[Hg]',
    error: { kind: 'additive', sd: 4 },
    possible: { low: 15, high: 200 },
  },
  {
    name: 'central-venous',
    label: 'Central venous pressure',
    codes: loinc(['60985-9', 'Central venous pressure (CVP)']),
    unit: 'mm[Hg]',
    error: { kind: 'additive', sd: 1 },
    possible: { low: -10, high: 40 },
  },
  {
    name: 'ejection-fraction',
    label: 'Ejection fraction',
    codes: loinc(
      ['10230-1', 'Left ventricular Ejection fraction'],
      ['18043-0', 'Left ventricular Ejection fraction by US'],
    ),
    unit: '%',
    error: { kind: 'additive', sd: 5 },
    possible: { low: 3, high: 90 },
  },
  {
    name: 'mean',
    label: 'Mean arterial pressure',
    codes: loinc(['8478-0', 'Mean blood pressure'], ['76214-6', 'Invasive Mean blood pressure']),
    unit: 'mm[Hg]',
    error: { kind: 'additive', sd: 4 },
    possible: { low: 20, high: 230 },
  },
  {
    name: 'stroke-volume',
    label: 'Stroke volume, forward',
    codes: loinc(
      ['20562-5', 'Left ventricular Stroke volume'],
      ['8771-8', 'Left ventricular Stroke volume by Indicator dilution'],
    ),
    unit: 'mL',
    error: { kind: 'combined', sd: 3, cv: 0.12 },
    possible: { low: 5, high: 250 },
  },
  {
    name: 'cardiac-output',
    label: 'Cardiac output by thermodilution',
    codes: loinc(['8737-9', 'Left ventricular Cardiac output by Indicator dilution']),
    unit: 'L/min',
    error: { kind: 'combined', sd: 0.1, cv: 0.1 },
    possible: { low: 0.5, high: 20 },
  },
  {
    name: 'end-diastolic',
    label: 'End-diastolic volume of the left ventricle',
    codes: loinc(
      ['18026-5', 'Left ventricular End diastolic volume by US'],
      ['75988-6', 'Left ventricular End diastolic volume'],
    ),
    unit: 'mL',
    error: { kind: 'combined', sd: 3, cv: 0.1 },
    possible: { low: 20, high: 600 },
  },
  {
    name: 'end-systolic',
    label: 'End-systolic volume of the left ventricle',
    codes: loinc(
      ['18148-7', 'Left ventricular End systolic volume by US'],
      ['75989-4', 'Left ventricular End systolic volume'],
    ),
    unit: 'mL',
    error: { kind: 'combined', sd: 3, cv: 0.12 },
    possible: { low: 3, high: 550 },
  },
  {
    name: 'pulmonary-pressure',
    label: 'Mean pulmonary arterial pressure',
    codes: loinc(['8414-5', 'Pulmonary artery Mean blood pressure']),
    unit: 'mm[Hg]',
    error: { kind: 'additive', sd: 2 },
    possible: { low: 2, high: 120 },
  },
  {
    name: 'weight',
    label: 'Body weight',
    codes: loinc(['29463-7', 'Body weight']),
    unit: 'kg',
    error: { kind: 'additive', sd: 0.3 },
    possible: { low: 20, high: 400 },
  },
];
