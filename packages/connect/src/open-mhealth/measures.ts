// Which Open mHealth measures are which observations.

import { type Coding, SYSTEM } from '@twinward/contract';
import { plainTable } from '../plain-table.ts';

/** A value of a document's body and the code it is observed under. */
export interface Measure {
  readonly field: string;
  readonly code: (body: Readonly<Record<string, unknown>>) => Coding | null;
}

const loinc = (code: string, display: string): (() => Coding) => {
  const coding = { system: SYSTEM.loinc, code, display };
  return () => coding;
};

/** Glucose by what was sampled; without that it is of no fluid a twin could take it for. */
function glucose({
  specimen_source: source,
  blood_specimen_type: blood,
}: Readonly<Record<string, unknown>>): Coding | null {
  if (source === 'interstitial fluid') return loinc('99504-3', 'Glucose in interstitial fluid')();
  if (source === 'capillary blood') return loinc('41653-7', 'Glucose in capillary blood by glucometer')();
  if (blood === 'plasma' || blood === 'serum') return loinc('2345-7', 'Glucose in serum or plasma')();
  return blood === 'whole blood' ? loinc('2339-0', 'Glucose in blood')() : null;
}

function saturation({ system, measurement_method: method }: Readonly<Record<string, unknown>>): Coding {
  return system === 'peripheral capillary' || method === 'pulse oximetry'
    ? loinc('59408-5', 'Oxygen saturation by pulse oximetry')()
    : loinc('2708-6', 'Oxygen saturation in arterial blood')();
}

/** By the name of the schema; others hold no reading a twin could take in. */
export const MEASURES: Readonly<Record<string, readonly Measure[]>> = plainTable({
  'heart-rate': [{ field: 'heart_rate', code: loinc('8867-4', 'Heart rate') }],
  'blood-pressure': [
    { field: 'systolic_blood_pressure', code: loinc('8480-6', 'Systolic blood pressure') },
    { field: 'diastolic_blood_pressure', code: loinc('8462-4', 'Diastolic blood pressure') },
  ],
  'blood-glucose': [{ field: 'blood_glucose', code: glucose }],
  'body-weight': [{ field: 'body_weight', code: loinc('29463-7', 'Body weight') }],
  'body-height': [{ field: 'body_height', code: loinc('8302-2', 'Body height') }],
  'body-mass-index': [{ field: 'body_mass_index', code: loinc('39156-5', 'Body mass index') }],
  'body-temperature': [{ field: 'body_temperature', code: loinc('8310-5', 'Body temperature') }],
  'respiratory-rate': [{ field: 'respiratory_rate', code: loinc('9279-1', 'Respiratory rate') }],
  'oxygen-saturation': [{ field: 'oxygen_saturation', code: saturation }],
  'rr-interval': [{ field: 'rr_interval', code: loinc('8637-1', 'R-R interval by EKG') }],
  'step-count': [
    { field: 'step_count', code: loinc('55423-8', 'Number of steps in unspecified time Pedometer') },
  ],
  'body-fat-percentage': [
    { field: 'body_fat_percentage', code: loinc('41982-0', 'Percentage of body fat Measured') },
  ],
  'total-sleep-time': [{ field: 'total_sleep_time', code: loinc('93832-4', 'Sleep duration') }],
  'sleep-duration': [{ field: 'sleep_duration', code: loinc('93832-4', 'Sleep duration') }],
});
