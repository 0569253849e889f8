// The same patients by the two ODE solvers of npm, one patient and one stretch between changes at a time.
import { createRequire } from 'node:module';
import { type CompiledEquations, compile } from '@twinward/simulate';
import { s2008Equations } from '@twinward/twins/patient';
import { Dopri } from 'dopri';
import type { Patients } from './patients.ts';

type Slope = (t: number, y: readonly number[], dydt: number[]) => void;
type Stretch = (slope: Slope, y: number[], from: number, to: number, times: readonly number[]) => number[][];

interface Odex {
  denseOutput: boolean;
  relativeTolerance: number;
  absoluteTolerance: number;
  maxSteps: number;
  solve(
    f: (t: number, y: number[]) => number[],
    from: number,
    y: number[],
    to: number,
    out: (n: number, before: number, now: number, y: number[], at: (i: number, t: number) => number) => void,
  ): unknown;
}
// it ships its TypeScript source, which strict settings refuse
const { Solver } = createRequire(import.meta.url)('odex') as { readonly Solver: new (n: number) => Odex };
const SIZE = s2008Equations.states.length;

/** npm `dopri`: Dormand-Prince 5(4). */
export function byDopri(tolerances: { readonly relative: number; readonly absolute: number }): Stretch {
  return (slope, y, from, to, times) => {
    const solver = new Dopri((t, z, dzdt) => slope(t, z, dzdt), SIZE, {
      rtol: tolerances.relative,
      atol: tolerances.absolute,
      maxSteps: 1e5,
    });
    solver.initialise(from, y);
    return solver.run(to)([...times, to]);
  };
}

/** npm `odex`: Gragg-Bulirsch-Stoer extrapolation. */
export function byOdex(tolerances: { readonly relative: number; readonly absolute: number }): Stretch {
  const solver = new Solver(SIZE);
  Object.assign(solver, {
    denseOutput: true,
    relativeTolerance: tolerances.relative,
    absoluteTolerance: tolerances.absolute,
    maxSteps: 1e5,
  });
  return (slope, y, from, to, times) => {
    const rows: number[][] = [];
    let last = y;
    const f = (t: number, z: number[]): number[] => {
      const dzdt = new Array<number>(SIZE);
      slope(t, z, dzdt);
      return dzdt;
    };
    solver.solve(f, from, y, to, (n, before, now, z, at) => {
      last = [...z];
      if (n === 1) return;
      for (let time = times[rows.length]; time !== undefined && time <= now && time > before; ) {
        const here = time;
        rows.push(z.map((_, i) => at(i, here)));
        time = times[rows.length];
      }
    });
    return [...rows, last];
  };
}

/** All patients by one solver; states [patients x samples x states]. */
export function runJavaScript(stretch: Stretch, { request, changes }: Patients): Float64Array {
  const { members, y, p, u, pStride, uStride } = request;
  const times = Array.from(request.times);
  const end = times.at(-1)!;
  const compiled: CompiledEquations = compile(s2008Equations, 'generated');
  const rows = new Float64Array(members * times.length * SIZE);
  const [state, slopes] = [new Float64Array(SIZE), new Float64Array(SIZE)];
  for (let m = 0; m < members; m++) {
    const inputs = u.slice(m * uStride, (m + 1) * uStride);
    const slope: Slope = (t, z, dzdt) => {
      for (let i = 0; i < SIZE; i++) state[i] = z[i]!;
      compiled.rhs(t, state, 0, p, m * pStride, inputs, 0, slopes, 0);
      for (let i = 0; i < SIZE; i++) dzdt[i] = slopes[i]!;
    };
    let [now, z, taken] = [0, [...y.subarray(m * SIZE, (m + 1) * SIZE)], m * times.length];
    for (const change of [...changes, { time: end, symbol: '', set: 0 }]) {
      if (change.time > now) {
        const from = now;
        const inside = times.filter((t) => t > from && t <= change.time);
        const found = stretch(slope, z, now, change.time, inside);
        for (let i = 0; i < inside.length; i++) rows.set(found[i]!, taken++ * SIZE);
        z = found.at(-1)!;
        now = change.time;
      }
      const input = (s2008Equations.inputs as readonly string[]).indexOf(change.symbol);
      if (input >= 0) inputs[input] = change.set;
    }
  }
  return rows;
}
