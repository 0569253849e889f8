import { ProcessSimulation } from '@twinward/simulate';
import { expect, test } from 'vitest';
import { compileHospital } from '../compile/compile-hospital.ts';
import { HOSPITAL_FORMAT, type HospitalModel } from '../model/hospital-model.ts';
import { readHospital } from '../model/read-hospital.ts';
import { entityWaits } from './entity-waits.ts';
import { type HospitalEvent, hospitalHistory } from './hospital-history.ts';
import { resourceTime } from './resource-time.ts';

/** One bed that is cleaned for 3 after each stay of 10, then a porter by shifts, for whom the bed is kept. */
const WARD: HospitalModel = readHospital({
  format: HOSPITAL_FORMAT,
  name: 'Ward',
  time: { unit: 'min' },
  run: { until: 100 },
  resources: {
    bed: { capacity: 1, kind: 'bed', turnover: { time: 3 } },
    porter: { capacity: { shifts: [{ from: '00:20', to: '24:00', units: 1 }] }, kind: 'transport' },
  },
  sources: { patient: { replay: { at: [0, 4] }, first: 'bed' } },
  nodes: {
    bed: { do: 'seize', units: { bed: 1 }, next: 'stay' },
    stay: { do: 'delay', time: 10, next: 'porter' },
    porter: { do: 'seize', units: { porter: 1 }, thenRelease: ['bed'], next: 'way' },
    way: { do: 'delay', time: 5, next: 'go' },
    go: { do: 'release', units: 'all' },
  },
});

function history(until: number): readonly HospitalEvent[] {
  const compiled = compileHospital(WARD);
  const run = new ProcessSimulation(compiled, { seed: '00000000000000b1', log: true });
  run.advance(until);
  return hospitalHistory(compiled, run.takeLog());
}

test('the time of a bed is split into stays, waiting for the porter, cleaning and standing empty', () => {
  // stays 0-10 and 23-33, kept for the porter 10-20, cleaned 20-23 and 33-36
  const [bed, porter] = resourceTime(history(40), 40);
  expect(bed).toEqual({ resource: 'bed', busy: 20, blocked: 10, turnover: 6, idle: 4, off: 0 });
  expect(porter).toEqual({ resource: 'porter', busy: 10, blocked: 0, turnover: 0, idle: 10, off: 20 });
});

test('a wait is put down to the bed, to its cleaning and to the porter', () => {
  const waits = entityWaits(WARD, history(40));
  expect(waits.get('patient 0')).toEqual({ transport: 10 });
  // from 4 to 20 the bed is in use, from 20 to 23 it is cleaned
  expect(waits.get('patient 1')).toEqual({ bed: 16, clean: 3 });
});
