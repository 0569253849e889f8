import { TwinwardError } from '@twinward/contract';
import {
  type DosingRecord,
  type Entry,
  EquationKinetics,
  fromClearances,
  type Kinetics,
  kineticEquations,
  LinearKinetics,
} from '@twinward/twins/patient';
import { numberIn, readTable, type TableRow } from '../table.ts';

const COLUMNS = [
  'ID',
  'time',
  'evid',
  'amt',
  'cmt',
  'ss',
  'ii',
  'addl',
  'rate',
  'LAGT',
  'MODE',
  'DUR2',
  'RAT2',
  'BIOAV',
  'NONMEM_CP',
];

/** One course of treatment with the concentrations NONMEM gave, row by row. */
export interface DosingCase {
  readonly name: string;
  readonly records: readonly DosingRecord[];
  /** How doses enter by the row they are given at. */
  readonly entries: readonly (readonly (Entry | undefined)[])[];
  readonly expected: readonly number[];
}

/** The model behind the file, one compartment with a depot, CL 1.1, V 20, ka 1.5, both ways: in closed form and as equations. */
export const ENGINES: Readonly<Record<'closed form' | 'differential equations', Kinetics>> = {
  'closed form': new LinearKinetics(fromClearances({ CL: 1.1, V: 20, peripheral: [], ka: 1.5 })),
  'differential equations': new EquationKinetics(
    kineticEquations({
      compartments: { depot: 'mg', central: 'mg' },
      parameters: { CL: 'L/h', V: 'L', ka: '/h' },
      where: { C: 'central / V' },
      derivatives: { depot: '-ka * depot', central: 'ka * depot - CL * C' },
      level: { unit: 'mg/L', is: 'C' },
      vein: 'central',
    }),
    { CL: 1.1, V: 20, ka: 1.5 },
  ),
};

/** Reads the courses of a file, in the columns of mrgsolve's NONMEM tests. Lag, bioavailability, rate and duration act on compartment 2. */
export function readDosingCases(text: string, file: string): readonly DosingCase[] {
  const rows = readTable(text, COLUMNS, file);
  const courses = new Map<string, { row: TableRow; index: number }[]>();
  for (const [index, row] of rows.entries()) {
    const name = row.ID ?? '';
    if (!courses.has(name)) courses.set(name, []);
    courses.get(name)!.push({ row, index });
  }
  return [...courses].map(([name, lines]) => {
    const cells = lines.map(({ row, index }) => (column: string): number => {
      return numberIn(row, column, index, file);
    });
    return {
      name,
      records: cells.map(recordOf),
      entries: cells.map((of) => [undefined, entryOf(of, file)]),
      expected: cells.map((of) => of('NONMEM_CP')),
    };
  });
}

function recordOf(of: (column: string) => number): DosingRecord {
  return {
    time: of('time'),
    evid: of('evid'),
    amt: of('amt'),
    rate: of('rate'),
    cmt: of('cmt'),
    ii: of('ii'),
    addl: of('addl'),
    ss: of('ss'),
  };
}

function entryOf(of: (column: string) => number, file: string): Entry {
  const mode = of('MODE');
  if (mode !== 0 && mode !== 1 && mode !== 2) {
    throw new TwinwardError('usage', `${file}: MODE ${mode} is not known`, {
      field: 'MODE',
      remedy: 'give 0, 1 (modelled rate) or 2 (modelled duration)',
    });
  }
  return {
    lag: of('LAGT'),
    bioavailability: of('BIOAV'),
    rate: mode === 1 ? of('RAT2') : null,
    duration: mode === 2 ? of('DUR2') : null,
  };
}
