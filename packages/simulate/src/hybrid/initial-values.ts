import { TwinwardError } from '@twinward/contract';
import { compileRoutine } from '../graph/compile-routine.ts';
import type { Expression } from '../graph/expression.ts';
import type { RoutineCode } from '../graph/routine.ts';
import { symbolsIn } from '../graph/symbols-in.ts';
import type { HybridDelay, HybridModel } from './hybrid-model.ts';
import { compileDraws, type KeyedDraws } from './keyed-draws.ts';

/** The initial values of a hybrid model, and which symbol each belongs to. */
export interface InitialValues {
  readonly states: Float64Array;
  readonly parameters: Float64Array;
}

/**
 * Evaluates the initial expressions of a model at its start in the order in which they need each other, with some values
 * overridden by name. Throws `model.invalid` naming a symbol that depends on itself or an override that names nothing.
 */
export type InitialValuesCode = (
  start: number,
  overrides: Readonly<Record<string, number>>,
  draws: KeyedDraws,
) => InitialValues;

/** The initial expressions of a model as running code. */
export function compileInitialValues(model: HybridModel): InitialValuesCode {
  const initial = new Map<Expression, Expression>(
    [...model.states, ...model.parameters].map((one) => [one.symbol, one.initial]),
  );
  const delayed = new Map<Expression, HybridDelay>(model.delays.map((delay) => [delay.symbol, delay]));
  const all = model.draws ?? [];
  const drawn = new Map(all.map((draw, k) => [draw.symbol, { draw, codes: compileDraws([all[k]!]) }]));
  const inputCount = model.delays.length + all.length;
  const codes = new Map<Expression, { readonly code: RoutineCode; readonly needs: readonly Expression[] }>();
  const codeOf = (expression: Expression): { code: RoutineCode; needs: readonly Expression[] } => {
    let known = codes.get(expression);
    if (known === undefined) {
      known = { code: compileRoutine([expression], 'interpreted'), needs: symbolsIn([expression]) };
      codes.set(expression, known);
    }
    return known;
  };
  return (start, overrides, draws) => {
    const states = new Float64Array(model.states.length);
    const parameters = new Float64Array(model.parameters.length);
    const inputs = new Float64Array(inputCount);
    const given = new Map(Object.entries(overrides));
    for (const name of given.keys()) {
      const symbol = model.graph.named(name);
      if (symbol === undefined || !initial.has(symbol)) {
        throw new TwinwardError('model.invalid', `the model has no "${name}" to set`, { field: name });
      }
    }
    const done = new Set<Expression>();
    const open = new Set<Expression>();
    const out = new Float64Array(1);
    const run = (code: RoutineCode, into: Float64Array, t = start): void =>
      code(t, states, 0, parameters, 0, inputs, 0, into, 0);
    const settled = (expression: Expression, t = start): number => {
      const { code, needs } = codeOf(expression);
      for (const needed of needs) settle(needed);
      run(code, out, t);
      return out[0]!;
    };
    const past = ({ of, by, before }: HybridDelay): number => {
      const seconds = settled(by);
      return seconds > 0 ? settled(before, start - seconds) : settled(of);
    };
    /** What must be settled before a symbol; a delay looks for itself when it comes to it. */
    const needsOf = (symbol: Expression): readonly Expression[] => {
      if (symbol.kind !== 'symbol' || given.has(symbol.name)) return [];
      const chance = drawn.get(symbol);
      if (chance !== undefined) return chance.draw.arguments.flatMap((argument) => codeOf(argument).needs);
      const expression = initial.get(symbol);
      return expression === undefined ? [] : codeOf(expression).needs;
    };
    const evaluate = (symbol: Expression): void => {
      if (symbol.kind !== 'symbol') return;
      const array = symbol.role === 'state' ? states : symbol.role === 'parameter' ? parameters : inputs;
      const chance = drawn.get(symbol);
      const delay = delayed.get(symbol);
      const expression = initial.get(symbol);
      if (chance !== undefined) draws.into(chance.codes, inputs, run);
      else if (delay !== undefined) array[symbol.index] = past(delay);
      else if (given.has(symbol.name)) array[symbol.index] = given.get(symbol.name)!;
      else if (expression !== undefined) {
        run(codeOf(expression).code, out);
        array[symbol.index] = out[0]!;
      }
    };
    // without recursion: initial values may need each other in chains of any length
    const settle = (wanted: Expression): void => {
      const path: { readonly symbol: Expression; readonly needs: readonly Expression[]; next: number }[] = [];
      const enter = (symbol: Expression): void => {
        if (done.has(symbol) || symbol.kind !== 'symbol') return;
        if (open.has(symbol)) {
          const why = `the initial value of "${symbol.name}" depends on itself`;
          throw new TwinwardError('model.invalid', why, { field: symbol.name });
        }
        open.add(symbol);
        path.push({ symbol, needs: needsOf(symbol), next: 0 });
      };
      enter(wanted);
      for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
        const needed = top.needs[top.next++];
        if (needed !== undefined) {
          enter(needed);
          continue;
        }
        evaluate(top.symbol);
        open.delete(top.symbol);
        done.add(top.symbol);
        path.pop();
      }
    };
    for (const symbol of initial.keys()) settle(symbol);
    return { states, parameters };
  };
}
