import { TwinwardError } from '@twinward/contract';
import {
  compileRoutine,
  type Execution,
  type Expression,
  ExpressionGraph,
  parseExpression,
  type RoutineCode,
  sparseJacobian,
} from '@twinward/simulate';
import type { Flap } from './element-type.ts';
import type { Network, NetworkElement } from './network.ts';

/** Places in the state of what a leaflet depends on, and in the inputs of the number that opens it. */
export interface FlapPlaces {
  readonly flow: number;
  readonly upstream: number;
  readonly downstream: number;
  readonly open: number;
}

/** What drives a network from outside. */
export interface Drive {
  at(t: number): number;
  /** What stands for it while a steady start is sought; null if it runs on. */
  readonly steady: number | null;
}

/**
 * The equations of a whole network, 0 = r(t, y, y'), and their derivatives. Inputs are y' [n], then the drives, then what opens the
 * leaflets, then `unsteady`.
 */
export interface NetworkEquations {
  /** Variables [n]: `flow:from:to`, `pressure:from:to`, then `internal:element`. */
  readonly variables: readonly string[];
  /** The element each equation [n] belongs to. */
  readonly owners: readonly string[];
  readonly drives: readonly Drive[];
  readonly flaps: readonly FlapPlaces[];
  readonly residual: RoutineCode;
  /** Writes dr/dy + s dr/dy' for s = step[0], entries by rows. */
  readonly jacobian: RoutineCode;
  readonly starts: readonly number[];
  readonly column: readonly number[];
}

/** Writes the equations of a checked network. */
export function networkEquations(network: Network, execution: Execution): NetworkEquations {
  const variables = [
    ...network.connections.flatMap(({ from, to }) => [`flow:${from}:${to}`, `pressure:${from}:${to}`]),
    ...network.elements.flatMap(({ name, type }) => type.internal.map((internal) => `${internal}:${name}`)),
  ];
  const place = new Map(variables.map((name, i) => [name, i]));
  const graph = new ExpressionGraph();
  const y = variables.map((_, i) => graph.symbol('state', `y${i}`, '1'));
  const rates = variables.map((_, i) => graph.symbol('input', `dy${i}`, '1'));
  const step = graph.symbol('step', 'inverse_step', '1');
  const drives: Drive[] = [];
  const driveSymbols: Expression[] = [];
  const drive = (at: (t: number) => number, steady: number | null): Expression => {
    driveSymbols.push(graph.symbol('input', `drive${drives.length}`, '1'));
    drives.push({ at, steady });
    return driveSymbols.at(-1)!;
  };
  const driven = network.elements.map((element) => drivenNames(element, network.period, drive));
  const flapsOf = network.elements.flatMap(({ name, type }) =>
    (type.flaps ?? []).map((flap) => ({ name, flap })),
  );
  const opens = flapsOf.map((_, i) => graph.symbol('input', `open${i}`, '1'));
  const unsteady = graph.symbol('input', 'unsteady', '1');
  const heart = heartNames(network, place, y, graph);

  const flaps: FlapPlaces[] = [];
  const residuals: Expression[] = [];
  const owners: string[] = [];
  network.elements.forEach((element, e) => {
    const { name, type, values } = element;
    const { variablesOf, counts } = portNames(network, element, place);
    for (const internal of type.internal) variablesOf.set(internal, place.get(`${internal}:${name}`)!);
    const names = new Map<string, Expression>([...driven[e]!, ...heart, ['unsteady', unsteady]]);
    for (const [local, i] of variablesOf) {
      names.set(local, y[i]!);
      names.set(`d${local}`, rates[i]!);
    }
    for (const [parameter, value] of Object.entries(values)) {
      names.set(givenName(element, parameter), graph.constant(value));
    }
    flapsOf.forEach(({ name: owner, flap }, i) => {
      if (owner !== name) return;
      names.set(flap.open, opens[i]!);
      flaps.push(flapPlaces(flap, variablesOf, variables.length + drives.length + i));
    });
    for (const text of type.equations(counts)) {
      residuals.push(parseExpression(text, graph, names));
      owners.push(name);
    }
  });
  if (residuals.length !== variables.length) {
    throw new TwinwardError(
      'model.invalid',
      `the network has ${variables.length} unknowns and ${residuals.length} equations`,
      { field: 'boundary_conditions', remedy: 'give one boundary condition at every open end' },
    );
  }
  return {
    variables,
    owners,
    drives,
    flaps,
    residual: compileRoutine(residuals, execution),
    ...newtonMatrix(graph, residuals, y, rates, step, execution),
  };
}

/** A flow or pressure that a boundary condition gives is not the one that its port has. */
function givenName({ type }: NetworkElement, parameter: string): string {
  return type.ports === 'inlet-or-outlet' ? `${parameter}_given` : parameter;
}

function drivenNames(
  element: NetworkElement,
  period: number,
  drive: (at: (t: number) => number, steady: number | null) => Expression,
): [string, Expression][] {
  const names: [string, Expression][] = [];
  for (const [parameter, course] of Object.entries(element.courses)) {
    names.push([givenName(element, parameter), drive((t) => course.at(t), course.mean)]);
  }
  if (element.activation !== null) names.push(['A', drive(element.activation(period), null)]);
  for (const [name, course] of Object.entries(element.type.courses?.(element.values, period) ?? {})) {
    names.push([name, drive(course, null)]);
  }
  return names;
}

function portNames(
  network: Network,
  { name, type }: NetworkElement,
  place: ReadonlyMap<string, number>,
): { variablesOf: Map<string, number>; counts: { in: number; out: number } } {
  const variablesOf = new Map<string, number>();
  const counts = { in: 0, out: 0 };
  const single = typeof type.ports === 'string';
  for (const { from, to } of network.connections) {
    for (const side of ['in', 'out'] as const) {
      if ((side === 'in' ? to : from) !== name) continue;
      counts[side] += 1;
      const many = !single && (type.ports as { in: unknown; out: unknown })[side] === 'many';
      const port = single ? '' : many ? `${side}${counts[side]}` : side;
      variablesOf.set(`P${port}`, place.get(`pressure:${from}:${to}`)!);
      variablesOf.set(`Q${port}`, place.get(`flow:${from}:${to}`)!);
    }
  }
  return { variablesOf, counts };
}

/** What the coronary beds of a closed loop feel of its heart. */
function heartNames(
  network: Network,
  place: ReadonlyMap<string, number>,
  y: readonly Expression[],
  graph: ExpressionGraph,
): [string, Expression][] {
  const heart = network.elements.find(({ type }) => type.flaps !== undefined);
  if (heart === undefined) return [];
  return [
    ...heart.type.internal.map((name): [string, Expression] => [
      `heart_${name}`,
      y[place.get(`${name}:${heart.name}`)!]!,
    ]),
    ...Object.entries(heart.values).map(([name, value]): [string, Expression] => [
      `heart_${name}`,
      graph.constant(value),
    ]),
  ];
}

function flapPlaces(flap: Flap, variables: ReadonlyMap<string, number>, open: number): FlapPlaces {
  return {
    flow: variables.get(flap.flow)!,
    upstream: variables.get(flap.upstream)!,
    downstream: variables.get(flap.downstream)!,
    open,
  };
}

function newtonMatrix(
  graph: ExpressionGraph,
  residuals: readonly Expression[],
  y: readonly Expression[],
  rates: readonly Expression[],
  step: Expression,
  execution: Execution,
): Pick<NetworkEquations, 'jacobian' | 'starts' | 'column'> {
  const n = y.length;
  const both = sparseJacobian(graph, residuals, [...y, ...rates]);
  const starts = [0];
  const column: number[] = [];
  const entries: Expression[] = [];
  for (let i = 0; i < n; i++) {
    const row = new Map<number, Expression>();
    for (let e = both.starts[i]!; e < both.starts[i + 1]!; e++) {
      const ofRate = both.column[e]! >= n;
      const j = both.column[e]! % n;
      const entry = ofRate ? graph.apply('multiply', step, both.entries[e]!) : both.entries[e]!;
      const before = row.get(j);
      row.set(j, before === undefined ? entry : graph.apply('add', before, entry));
    }
    for (const [j, entry] of [...row].sort(([a], [b]) => a - b)) {
      column.push(j);
      entries.push(entry);
    }
    starts.push(entries.length);
  }
  return { jacobian: compileRoutine(entries, execution), starts, column };
}
