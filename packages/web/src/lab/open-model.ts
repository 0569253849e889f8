import {
  type CompiledHybrid,
  compileHybrid,
  Ensemble,
  type Expression,
  type HybridModel,
  smoothEquations,
  whyItJumps,
} from '@twinward/simulate';
import { lowerSbml, readSbml } from '@twinward/simulate/sbml';
import type { LabModel, LabParameter } from './lab-messages.ts';

/** A model opened for simulation. */
export interface OpenModel {
  readonly view: LabModel;
  readonly compiled: CompiledHybrid;
  /** For models in which nothing jumps: many members at once. */
  readonly ensemble: Ensemble | null;
}

/** How carefully models are integrated here. */
export const SOLVER = { relativeTolerance: 1e-6, absoluteTolerance: 1e-10, maximumSteps: 50_000 } as const;

/** More states than this take too long to compile for pairs of members. */
const MOST_IN_PAIRS = 100;

/** Reads SBML text into what can be run, as WebAssembly, and what the page shows of it. */
export function openModel(text: string): OpenModel {
  const sbml = readSbml(text);
  const { hybrid, quantities } = lowerSbml(sbml);
  const moving = [...quantities.values()]
    .filter(({ value }) => moves(value))
    .sort((a, b) => Number(a.of === 'reaction') - Number(b.of === 'reaction'));
  const outputs = moving.map(({ id, value }) => ({ name: id, unit: '1', is: value }));
  const model = { ...hybrid, outputs };
  const oneByOne =
    hybrid.states.length > MOST_IN_PAIRS ? `it has more than ${MOST_IN_PAIRS} equations` : whyItJumps(model);
  const smooth = oneByOne === null ? smoothEquations(model) : null;
  return {
    compiled: compileHybrid(model, 'wasm'),
    ensemble: smooth === null ? null : new Ensemble(smooth, { ...SOLVER, method: 'stiff' }),
    view: {
      title: sbml.id === '' ? 'Unnamed model' : sbml.id,
      format: `SBML Level ${sbml.level} Version ${sbml.version}`,
      parameters: parametersOf(hybrid, new Set(sbml.compartments.map(({ id }) => id))),
      quantities: outputs.map(({ name }) => name),
      equations: hybrid.states.length,
      events: hybrid.events.length,
      oneByOne,
    },
  };
}

function parametersOf(
  { parameters, states }: HybridModel,
  fixed: ReadonlySet<string>,
): readonly LabParameter[] {
  const mentioned = under(states.map(({ equation }) => equation));
  const of = (
    symbol: Expression,
    initial: Expression,
    kind: LabParameter['kind'],
  ): readonly LabParameter[] => {
    if (symbol.kind !== 'symbol' || initial.kind !== 'constant' || !Number.isFinite(initial.value)) return [];
    const differs = kind === 'parameter' && mentioned.has(symbol) && !fixed.has(symbol.name);
    return [{ name: symbol.name, value: initial.value, kind, differs }];
  };
  return [
    ...parameters.flatMap(({ symbol, initial }) => of(symbol, initial, 'parameter')),
    ...states.flatMap(({ symbol, initial, kind }) =>
      kind === 'algebraic' ? [] : of(symbol, initial, 'start'),
    ),
  ];
}

/** Whether an expression changes while nothing happens. */
function moves(expression: Expression): boolean {
  return [...under([expression])].some(
    (node) => node.kind === 'time' || (node.kind === 'symbol' && node.role !== 'parameter'),
  );
}

/** Every node of some expressions. */
function under(expressions: readonly Expression[]): ReadonlySet<Expression> {
  const seen = new Set(expressions);
  for (const node of seen)
    if (node.kind === 'operation') for (const operand of node.operands) seen.add(operand);
  return seen;
}
