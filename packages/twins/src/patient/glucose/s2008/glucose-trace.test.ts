import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Meal } from './eating.ts';
import { glucoseTrace } from './glucose-trace.ts';
import { readVirtualPatients } from './virtual-patient.ts';

const folder = new URL('../../../../../../data/glucose/', import.meta.url);
const read = (name: string): string => readFileSync(new URL(name, folder), 'utf8');
const rows = (name: string): string[][] =>
  read(name)
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(','));
const patients = new Map(
  readVirtualPatients(read('vpatient_params.csv')).map((patient) => [patient.name, patient]),
);

interface Inputs {
  readonly basal_U_per_min: number;
  readonly meals_g_at_min: Readonly<Record<string, number>>;
  readonly bolus_U_at_min_delivered_over_1_min: Readonly<Record<string, number>>;
}

const days = Object.entries(JSON.parse(read('trajectories-dev-inputs.json')) as Record<string, Inputs>);
const published = rows('trajectories-dev.csv');

test('the table holds 30 virtual patients', () => {
  expect(patients.size).toBe(30);
});

test.each(days)(
  '%s: a day of five meals follows simglucose within 0.05 mg/dL at every row, and to 1e-6 in fact',
  (name, inputs) => {
    const insulin = new Float64Array(1440).fill(inputs.basal_U_per_min);
    for (const [minute, units] of Object.entries(inputs.bolus_U_at_min_delivered_over_1_min)) {
      insulin[Number(minute)]! += units;
    }
    const meals = Object.entries(inputs.meals_g_at_min).map(([minute, carbohydrate]) => ({
      minute: Number(minute),
      carbohydrate,
    }));
    const trace = glucoseTrace(patients.get(name)!, { minutes: 1440, meals, insulin, sampleEvery: 5 });
    const expected = published.filter((row) => row[0] === name);
    expect(expected.length).toBe(289);
    let glucose = 0;
    let plasmaInsulin = 0;
    expected.forEach(([, minute, gsub, i], at) => {
      expect(trace.time[at]).toBe(Number(minute));
      glucose = Math.max(glucose, Math.abs(trace.Gsub[at]! - Number(gsub)));
      plasmaInsulin = Math.max(plasmaInsulin, Math.abs(trace.I[at]! - Number(i)));
    });
    expect(glucose).toBeLessThanOrEqual(1e-6);
    expect(plasmaInsulin).toBeLessThanOrEqual(1e-6);
  },
);

test("simglucose's own 48-hour regression trace is reproduced within 1e-6 mg/dL", () => {
  const offsets = [1, 2, 0, 2, 1, 0, 2, 1, 0]; // minute of the row at which each meal begins
  const trace48 = rows('simglucose-tests-adolescent001-48h.csv');
  const steps = trace48.length - 1;
  const insulin = new Float64Array(3 * steps);
  const meals: Meal[] = [];
  trace48.slice(0, steps).forEach((row, k) => {
    insulin.fill(Number(row[4]), 3 * k, 3 * k + 3);
    const carbohydrate = Number(row[3]) * 3;
    if (carbohydrate > 0) meals.push({ minute: 3 * k + offsets[meals.length]!, carbohydrate });
  });
  expect(meals.length).toBe(offsets.length);
  const trace = glucoseTrace(patients.get('adolescent#001')!, { minutes: 3 * steps, meals, insulin });
  let worst = 0;
  trace48.forEach((row, k) => {
    const g = trace.Gsub;
    const BG = k === 0 ? g[0]! : (g[3 * k - 2]! + g[3 * k - 1]! + g[3 * k]!) / 3;
    worst = Math.max(worst, Math.abs(BG - Number(row[1])));
  });
  expect(worst).toBeLessThanOrEqual(1e-6);
});

test('with basal insulin and no food all 30 patients stay within 1 mg/dL of their fasting glucose for a day', () => {
  for (const patient of patients.values()) {
    const insulin = new Float64Array(1440).fill(patient.basal);
    const { Gsub } = glucoseTrace(patient, { minutes: 1440, meals: [], insulin });
    for (const glucose of Gsub) expect(Math.abs(glucose - Gsub[0]!)).toBeLessThan(1);
  }
});

test('insulin must be given for every minute', () => {
  const patient = patients.get('adult#001')!;
  expect(() => glucoseTrace(patient, { minutes: 2, meals: [], insulin: [0.01] })).toThrow(/1 of 2 minutes/);
});

test('a table with a hole is refused, naming row and column', () => {
  const [header, first, second] = read('vpatient_params.csv').split('\n');
  const holed = second!.split(',').with(15, '').join(',');
  expect(() => readVirtualPatients([header, first, holed].join('\n'))).toThrow(/column BW is not a number/);
});
