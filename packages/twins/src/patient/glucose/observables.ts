import { type Observable, SYSTEM } from '@twinward/contract';

/** Molar mass of glucose, g/mol (C6H12O6). */
export const GLUCOSE_MOLAR_MASS = 180.156;

/** Glucose as a continuous sensor reads it under the skin. Sensors report 40 to 400 mg/dL and say Low or High beyond. */
export function sensorGlucose(error: Observable['error']): Observable {
  return {
    name: 'glucose',
    label: 'Glucose',
    codes: [{ system: SYSTEM.loinc, code: '99504-3', display: 'Glucose in interstitial fluid' }],
    unit: 'mg/dL',
    molarMass: GLUCOSE_MOLAR_MASS,
    error,
    possible: { low: 20, high: 600 },
  };
}

/** Glucose in capillary blood by meter; ISO 15197:2013 asks for 95 % within 15 mg/dL or 15 %, here one standard deviation is about half. */
export const capillaryGlucose: Observable = {
  name: 'capillary-glucose',
  label: 'Capillary glucose',
  codes: [{ system: SYSTEM.loinc, code: '41653-7', display: 'Glucose in capillary blood by glucometer' }],
  unit: 'mg/dL',
  molarMass: GLUCOSE_MOLAR_MASS,
  error: { kind: 'combined', sd: 4, cv: 0.06 },
  possible: { low: 10, high: 800 },
};
