import { TwinwardError } from '@twinward/contract';
import {
  type CompiledStochasticEquations,
  compileStochasticEquations,
  ExpressionGraph,
  equations,
  interpret,
  parseExpression,
  type StochasticIntegrator,
  stochasticEquations,
} from '@twinward/simulate';

type Texts = Readonly<Record<string, string>>;
type Orders = Readonly<Partial<Record<StochasticIntegrator, number>>>;

/** A problem as its file tells it. */
export interface SdeProblemText {
  readonly name: string;
  readonly initial: Readonly<Record<string, number>>;
  readonly parameters: Readonly<Record<string, number>>;
  readonly drift: Texts;
  readonly diffusion: Readonly<Record<string, Texts>>;
  readonly end: number;
  readonly step: number;
  readonly exact?: Texts;
  readonly mean?: Texts;
  readonly variance?: Texts;
  readonly strong: Orders;
  readonly weak?: Orders;
}

/** A problem that can be integrated, with its closed forms as functions that write one number per state. */
export interface SdeProblem {
  readonly text: SdeProblemText;
  readonly system: CompiledStochasticEquations;
  readonly initial: Float64Array;
  readonly parameters: Float64Array;
  /** The solution at the end, from the Wiener processes there; null where none is known. */
  readonly exact: ((noise: Float64Array) => Float64Array) | null;
  readonly mean: Float64Array | null;
  readonly variance: Float64Array | null;
}

/** Reads the problems of a file. Throws `usage` for what is none, and `model.invalid` for expressions that cannot be read. */
export function readSdeProblems(text: string, where: string): readonly SdeProblem[] {
  let read: { readonly problems?: unknown };
  try {
    read = JSON.parse(text) as typeof read;
  } catch {
    throw new TwinwardError('usage', `${where} is not JSON`, { field: 'FILE' });
  }
  if (!Array.isArray(read?.problems)) {
    throw new TwinwardError('usage', `${where} lists no problems`, { field: 'problems' });
  }
  return read.problems.map((problem: unknown, row) => {
    if (isComplete(problem)) return sdeProblem(problem);
    throw new TwinwardError('usage', `${where}: problem ${row + 1} is not complete`, {
      field: 'problems',
      row: row + 1,
      remedy:
        'give name, initial, parameters, drift, diffusion, end, step and strong, as data/sde/README.md tells',
    });
  });
}

function isComplete(value: unknown): value is SdeProblemText {
  const { name, initial, parameters, drift, diffusion, end, step, strong } = (value ??
    {}) as Partial<SdeProblemText>;
  return (
    typeof name === 'string' &&
    [initial, parameters, drift, diffusion, strong].every(
      (part) => typeof part === 'object' && part !== null,
    ) &&
    Number.isFinite(end) &&
    Number.isFinite(step)
  );
}

function sdeProblem(text: SdeProblemText): SdeProblem {
  const plain = (names: object): Record<string, string> =>
    Object.fromEntries(Object.keys(names).map((name) => [name, '1']));
  const drift = equations({
    time: '1',
    states: plain(text.initial),
    parameters: plain(text.parameters),
    inputs: {},
    where: {},
    derivatives: text.drift,
    outputs: Object.fromEntries(Object.keys(text.initial).map((name) => [name, { unit: '1', is: name }])),
  });
  const system = compileStochasticEquations(stochasticEquations(drift, text.diffusion));
  const parameters = Float64Array.from(Object.values(text.parameters));
  const { states, processes } = system;
  const formulas = (texts: Texts | undefined): ((noise: Float64Array) => Float64Array) | null =>
    texts === undefined
      ? null
      : closedForms(texts, states, Object.keys(text.parameters), processes, parameters, text.end);
  const none = new Float64Array(processes.length);
  return {
    text,
    system,
    initial: Float64Array.from(Object.values(text.initial)),
    parameters,
    exact: formulas(text.exact),
    mean: formulas(text.mean)?.(none) ?? null,
    variance: formulas(text.variance)?.(none) ?? null,
  };
}

/** Expressions in parameters, the time and the processes there, which stand where states would. */
function closedForms(
  texts: Texts,
  states: readonly string[],
  parameterNames: readonly string[],
  processes: readonly string[],
  parameters: Float64Array,
  end: number,
): (noise: Float64Array) => Float64Array {
  const graph = new ExpressionGraph();
  const names = new Map([['t', graph.time('1')]]);
  for (const name of parameterNames) names.set(name, graph.symbol('parameter', name, '1'));
  for (const name of processes) names.set(name, graph.symbol('state', name, '1'));
  const code = interpret(states.map((state) => parseExpression(texts[state] ?? '0 / 0', graph, names)));
  return (noise) => {
    const values = new Float64Array(states.length);
    code(end, noise, 0, parameters, 0, new Float64Array(), 0, values, 0);
    return values;
  };
}
