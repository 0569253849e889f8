import { TwinwardError } from '@twinward/contract';
import type { Network, NetworkTrajectory } from '@twinward/twins/patient';

/** One series of a reference result: a variable of the network at the times of the run. */
export interface ReferenceSeries {
  readonly name: string;
  readonly values: readonly number[];
}

const SIDES = ['flow_in', 'flow_out', 'pressure_in', 'pressure_out'] as const;

/** Reads a result table of svZeroDSolver, column -> row -> value. Throws `file.invalid` if it is none. */
export function readNetworkResult(
  json: unknown,
  network: Network,
  where: string,
): readonly ReferenceSeries[] {
  const table = json as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const columns = typeof json === 'object' && json !== null ? Object.keys(table) : [];
  const byVariable = columns.includes('y');
  const wanted = byVariable ? (['y'] as const) : SIDES.filter((side) => columns.includes(side));
  if (!columns.includes('name') || wanted.length === 0) {
    throw new TwinwardError('file.invalid', `${where} is not a result table`, {
      field: where,
      remedy: 'it has the columns name, time, and y or flow_in, flow_out, pressure_in, pressure_out',
    });
  }
  const series = new Map<string, number[]>();
  for (const [row, owner] of Object.entries(table.name!)) {
    for (const column of wanted) {
      const name = column === 'y' ? String(owner) : variableOf(network, String(owner), column);
      const value = table[column]![row];
      if (typeof value !== 'number') {
        throw new TwinwardError('file.invalid', `${where}: row ${row} of ${column} is not a number`, {
          field: column,
        });
      }
      const values = series.get(name);
      if (values === undefined) series.set(name, [value]);
      else values.push(value);
    }
  }
  return [...series].map(([name, values]) => ({ name, values }));
}

/** The variable at the inlet or outlet of a vessel. */
function variableOf(network: Network, vessel: string, column: (typeof SIDES)[number]): string {
  const [quantity, side] = column.split('_');
  const at = network.connections.find(({ from, to }) => (side === 'in' ? to : from) === vessel);
  if (at !== undefined) return `${quantity}:${at.from}:${at.to}`;
  throw new TwinwardError('file.invalid', `the result has a vessel "${vessel}" that the network has not`, {
    field: 'name',
  });
}

/**
 * The largest root mean square difference of a series, relative to the root mean square of the reference; a series that is 0
 * throughout is held to the largest of the same quantity.
 */
export function largestDifference(
  trajectory: NetworkTrajectory,
  reference: readonly ReferenceSeries[],
): { readonly relative: number; readonly of: string } {
  const scale = new Map<string, number>();
  const quantity = (name: string): string => name.slice(0, name.indexOf(':'));
  for (const { name, values } of reference) {
    scale.set(quantity(name), Math.max(scale.get(quantity(name)) ?? 0, rms(values)));
  }
  let worst = { relative: 0, of: '' };
  for (const { name, values } of reference) {
    const place = trajectory.variables.indexOf(name);
    const steps = trajectory.times.length;
    if (place < 0 || values.length !== steps) {
      const why = place < 0 ? 'is not there' : `has ${steps} times, the reference ${values.length}`;
      return { relative: Number.POSITIVE_INFINITY, of: `${name}, which ${why}` };
    }
    const off = rms(
      values.map((value, k) => value - trajectory.values[k * trajectory.variables.length + place]!),
    );
    const own = rms(values);
    const relative = off / (own > 0 ? own : scale.get(quantity(name))! || 1);
    if (!(relative <= worst.relative)) worst = { relative, of: name };
  }
  return worst;
}

function rms(values: readonly number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0) / values.length);
}
