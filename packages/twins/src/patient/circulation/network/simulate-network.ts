import type { Execution } from '@twinward/simulate';
import { GeneralisedAlpha } from './generalised-alpha.ts';
import type { Network } from './network.ts';
import { networkEquations } from './network-equations.ts';

/** A steady start is sought by this many steps of a tenth of a cycle. */
const STEADY_STEPS = 31;

/** How a network ran: every variable at every time kept, in the file's units. */
export interface NetworkTrajectory {
  /** Seconds [T]; from 0 if only the last cycle is kept. */
  readonly times: Float64Array;
  /** As `NetworkEquations.variables` [n]. */
  readonly variables: readonly string[];
  /** [T x n]. */
  readonly values: Float64Array;
}

/**
 * Runs a network as its file says: from a steady state or the one given, by equal steps, over all its cycles. Throws
 * `solver.failed` and `model.invalid` as `GeneralisedAlpha`.
 */
export function simulateNetwork(network: Network, execution: Execution): NetworkTrajectory {
  const { run, period } = network;
  const equations = networkEquations(network, execution);
  const step = period / (run.pointsPerCycle - 1);
  const solver = new GeneralisedAlpha(equations, { ...run, step, steady: false });
  solver.y.set(equations.variables.map((name) => startOf(name, network.initial)));
  solver.rate.set(equations.variables.map((name) => network.initialRate[name] ?? 0));
  if (run.steadyStart) {
    const seeker = new GeneralisedAlpha(equations, { ...run, step: period / 10, steady: true });
    seeker.y.set(solver.y);
    seeker.rate.set(solver.rate);
    for (let i = 0; i < STEADY_STEPS; i++) seeker.advance((i * period) / 10);
    solver.y.set(seeker.y);
    solver.rate.set(seeker.rate);
  }
  const steps = (run.pointsPerCycle - 1) * run.cycles;
  const first = run.allCycles ? 0 : steps + 1 - run.pointsPerCycle;
  const times: number[] = [];
  const values: number[] = [];
  let since = 0;
  const keep = (i: number): void => {
    times.push(step * i - (run.allCycles ? 0 : step * first));
    values.push(...solver.y);
  };
  if (first === 0) keep(0);
  for (let i = 1; i <= steps; i++) {
    solver.advance(step * (i - 1));
    since += 1;
    if (since < run.interval && i !== first) continue;
    if (i >= first) keep(i);
    since = 0;
  }
  return {
    times: Float64Array.from(times),
    variables: equations.variables,
    values: Float64Array.from(values),
  };
}

function startOf(name: string, initial: Readonly<Record<string, number>>): number {
  if (Object.hasOwn(initial, name)) return initial[name]!;
  if (/^(pressure|P_c):/.test(name)) return initial.pressure_all ?? 0;
  return name.startsWith('flow:') ? (initial.flow_all ?? 0) : 0;
}
