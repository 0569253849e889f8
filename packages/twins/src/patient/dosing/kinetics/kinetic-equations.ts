// Kinetics as a user writes them: amounts in compartments, their derivatives, and the level that is measured.
import { TwinwardError } from '@twinward/contract';
import {
  type CompiledEquations,
  compile,
  differentiate,
  type Expression,
  equations,
} from '@twinward/simulate';

/** Kinetics in the language of `equations`: time in hours, every text an expression, every unit UCUM. */
export interface KineticDeclaration {
  /** Compartments in order, numbered from 1 for doses, each with the unit of its amount. */
  readonly compartments: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, string>>;
  readonly where: Readonly<Record<string, string>>;
  /** d(amount)/dt of every compartment but for what is given. */
  readonly derivatives: Readonly<Record<string, string>>;
  /** What is measured. */
  readonly level: { readonly unit: string; readonly is: string };
  /** The compartment that a dose into a vein enters. */
  readonly vein: string;
}

/** Kinetics ready to run. */
export interface KineticEquations {
  readonly compartments: readonly string[];
  readonly parameters: readonly string[];
  /** Compartments, then the exposure; an inflow into each compartment; one output, the level. */
  readonly system: CompiledEquations;
  /** Whether no derivative of the amounts depends on an amount. */
  readonly linear: boolean;
  /** Number, from 1, of the compartment that a dose into a vein enters. */
  readonly vein: number;
}

const EXPOSURE = 'exposure';
const into = (compartment: string): string => `into_${compartment}`;

/**
 * Reads and compiles kinetics. Units are checked, as by `equations`; a rate of infusion into each compartment and the exposure (level
 * times hours) are added. Throws what `equations` throws, and `model.invalid`, by name, for a derivative or compartment that is
 * missing, and for equations with explicit time: a steady state has none.
 *
 * @example
 * const saturable = kineticEquations({
 *   compartments: { central: 'mg' }, parameters: { Vmax: 'mg/h', Km: 'mg/L', V: 'L' }, where: { C: 'central / V' },
 *   derivatives: { central: '-Vmax * C / (Km + C)' }, level: { unit: 'mg/L', is: 'C' }, vein: 'central',
 * });
 * saturable.linear; // false
 */
export function kineticEquations(declaration: KineticDeclaration): KineticEquations {
  const { compartments, parameters, where, derivatives, level, vein } = declaration;
  const names = Object.keys(compartments);
  if (names.length === 0) refuse('compartments', 'the kinetics have no compartment', 'declare one');
  if (!names.includes(vein))
    refuse('vein', `there is no compartment "${vein}"`, `give one of ${names.join(', ')}`);
  for (const name of names)
    if (derivatives[name] === undefined) refuse(name, `${name} has no derivative`, 'give one');
  const written = equations({
    time: 'h',
    states: { ...compartments, [EXPOSURE]: `${level.unit}.h` },
    parameters,
    inputs: Object.fromEntries(names.map((name) => [into(name), `${compartments[name]}/h`])),
    where,
    derivatives: {
      ...Object.fromEntries(names.map((name) => [name, `${into(name)} + (${derivatives[name]})`])),
      [EXPOSURE]: level.is,
    },
    outputs: { level },
  });
  const rates = written.derivatives.slice(0, names.length);
  if (rates.some((rate) => reads(rate, ({ kind }) => kind === 'time')))
    refuse('t', 'the kinetics depend on the time', 'write them without t; let doses and covariates change');
  const states = names.map((name) => written.graph.named(name)!);
  const slopes = rates.flatMap((rate) =>
    states.flatMap((state) => differentiate(written.graph, rate, state) ?? []),
  );
  return {
    compartments: names,
    parameters: Object.keys(parameters),
    system: compile(written, 'generated'),
    linear: !slopes.some((slope) => reads(slope, (node) => node.kind === 'symbol' && node.role === 'state')),
    vein: names.indexOf(vein) + 1,
  };
}

/** Whether a node below an expression, or itself, is such. */
function reads(expression: Expression, such: (node: Expression) => boolean): boolean {
  const seen = new Set([expression]);
  for (const node of seen) {
    if (such(node)) return true;
    if (node.kind === 'operation') for (const operand of node.operands) seen.add(operand);
  }
  return false;
}

function refuse(field: string, message: string, remedy: string): never {
  throw new TwinwardError('model.invalid', message, { field, remedy });
}
