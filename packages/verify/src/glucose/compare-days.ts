import { TwinwardError } from '@twinward/contract';
import { glucoseTrace, type VirtualPatient } from '@twinward/twins/patient';
import { numberIn, readTable } from '../table.ts';
import type { Deviation } from './glucose-suite.ts';

interface DayInputs {
  readonly basal_U_per_min: number;
  readonly meals_g_at_min: Readonly<Record<string, number>>;
  readonly bolus_U_at_min_delivered_over_1_min: Readonly<Record<string, number>>;
}

/** Simulates the days a table holds from their inputs and compares every row; the bar is 0.05 mg/dL. */
export function compareDays(
  table: string,
  inputs: string,
  patients: ReadonlyMap<string, VirtualPatient>,
  where: string,
): readonly Deviation[] {
  const columns = ['patient', 't_min', 'Gsub_mg_dl', 'plasma_insulin_pmol_l'];
  const rows = readTable(table, columns, where).map((row, i) => ({
    patient: row.patient!,
    minute: numberIn(row, 't_min', i, where),
    glucose: numberIn(row, 'Gsub_mg_dl', i, where),
    insulin: numberIn(row, 'plasma_insulin_pmol_l', i, where),
  }));
  const days = JSON.parse(inputs) as Readonly<Record<string, DayInputs>>;
  return [...new Set(rows.map((row) => row.patient))].map((name): Deviation => {
    const patient = patients.get(name);
    const day = days[name];
    if (patient === undefined || day === undefined) {
      throw new TwinwardError('usage', `${where}: no parameters or inputs for ${name}`, { field: 'patient' });
    }
    const own = rows.filter((row) => row.patient === name);
    const minutes = Math.max(...own.map((row) => row.minute));
    const insulin = new Float64Array(minutes).fill(day.basal_U_per_min);
    for (const [minute, units] of Object.entries(day.bolus_U_at_min_delivered_over_1_min)) {
      if (Number(minute) < minutes) insulin[Number(minute)] = insulin[Number(minute)]! + units;
    }
    const meals = Object.entries(day.meals_g_at_min).map(([minute, carbohydrate]) => ({
      minute: Number(minute),
      carbohydrate,
    }));
    const trace = glucoseTrace(patient, { minutes, meals, insulin });
    let glucose = 0;
    let plasma = 0;
    for (const row of own) {
      glucose = larger(glucose, Math.abs(trace.Gsub[row.minute]! - row.glucose));
      plasma = larger(plasma, Math.abs(trace.I[row.minute]! - row.insulin));
    }
    return { name, rows: own.length, glucose, insulin: plasma, bar: 0.05 };
  });
}

/** The larger of two differences; one that is not a number is the largest of all. */
function larger(a: number, b: number): number {
  return Number.isNaN(b) ? Number.POSITIVE_INFINITY : Math.max(a, b);
}
