import { basename } from 'node:path';
import { TwinwardError } from '@twinward/contract';
import { glucoseTrace, type VirtualPatient } from '@twinward/twins/patient';
import { numberIn, readTable } from '../table.ts';
import type { Deviation } from './glucose-suite.ts';

/** Minutes of their rows at which the meals of upstream's own trace begin, as the README beside it says. */
const UPSTREAM_OFFSETS = '1,2,0,2,1,0,2,1,0';

/**
 * Replays a 3-minute trace of simglucose: BG is the mean of the three one-minute values after each step, CHO and insulin are
 * row averages, meals begin at the given minutes of their rows. The patient is named in the file's name (`adolescent001`).
 * The bar is 1e-6 mg/dL.
 */
export function compareRegressionTrace(
  file: string,
  text: string,
  patients: ReadonlyMap<string, VirtualPatient>,
  offsets: string = UPSTREAM_OFFSETS,
): Deviation {
  const named = /(adult|adolescent|child)#?(\d{3})/.exec(basename(file));
  const patient = patients.get(`${named?.[1]}#${named?.[2]}`);
  if (patient === undefined) {
    throw new TwinwardError('usage', `${basename(file)} names no virtual patient`, {
      field: 'FILE',
      remedy: 'name it like trace-adolescent001.csv',
    });
  }
  const rows = readTable(text, ['Time', 'BG', 'CHO', 'insulin'], file);
  const steps = rows.length - 1;
  const begin = offsets.split(',').map(Number);
  const insulin = new Float64Array(3 * steps);
  const meals: { minute: number; carbohydrate: number }[] = [];
  rows.slice(0, steps).forEach((row, k) => {
    insulin.fill(numberIn(row, 'insulin', k, file), 3 * k, 3 * k + 3);
    const carbohydrate = 3 * numberIn(row, 'CHO', k, file);
    if (carbohydrate > 0) meals.push({ minute: 3 * k + (begin[meals.length] ?? 0), carbohydrate });
  });
  const { Gsub } = glucoseTrace(patient, { minutes: 3 * steps, meals, insulin });
  let glucose = 0;
  rows.forEach((row, k) => {
    const mean = k === 0 ? Gsub[0]! : (Gsub[3 * k - 2]! + Gsub[3 * k - 1]! + Gsub[3 * k]!) / 3;
    const difference = Math.abs(mean - numberIn(row, 'BG', k, file));
    glucose = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : Math.max(glucose, difference);
  });
  return { name: basename(file), rows: rows.length, glucose, insulin: null, bar: 1e-6 };
}
