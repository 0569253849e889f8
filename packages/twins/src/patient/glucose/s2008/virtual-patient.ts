import { TwinwardError } from '@twinward/contract';
import { s2008Equations } from './equations.ts';
import type { S2008Parameter } from './parameters.ts';

/** One virtual person with type 1 diabetes: parameters and the fasting steady state under basal insulin. */
export interface VirtualPatient {
  /** For example `adult#007`. */
  readonly name: string;
  readonly parameters: Readonly<Record<S2008Parameter, number>>;
  /** The 13 states, in the order of the equations. */
  readonly fasting: readonly number[];
  /** Insulin that keeps the fasting state, U/min: u2ss BW / 6000. */
  readonly basal: number;
}

/**
 * Reads virtual patients from the table `vpatient_params.csv` of simglucose: a row per patient, `x0_ 1` to `x0_13` the
 * fasting state. Throws `file.invalid` naming the row and column that is missing or not a number.
 *
 * @example
 * readVirtualPatients('Name,BW\n').length; // 0
 */
export function readVirtualPatients(csv: string): VirtualPatient[] {
  const [header, ...rows] = csv.trim().split(/\r?\n/);
  const columns = new Map((header ?? '').split(',').map((name, i) => [name.replace(/\s/g, ''), i]));
  return rows.map((row, i) => {
    const cells = row.split(',');
    const number = (column: string): number => {
      const value = Number.parseFloat(cells[columns.get(column) ?? -1] ?? '');
      if (!Number.isFinite(value)) {
        throw new TwinwardError('file.invalid', `column ${column} is not a number`, {
          field: column,
          row: i + 2,
        });
      }
      return value;
    };
    const name = cells[columns.get('Name') ?? -1];
    if (name === undefined)
      throw new TwinwardError('file.invalid', 'there is no column Name', { field: 'Name' });
    const parameters = Object.fromEntries(
      s2008Equations.parameters.map((symbol) => [symbol, number(symbol)]),
    );
    return {
      name,
      parameters: parameters as Record<S2008Parameter, number>,
      fasting: s2008Equations.states.map((_, x) => number(`x0_${x + 1}`)),
      basal: (number('u2ss') * number('BW')) / 6000,
    };
  });
}
