import { evaluationPlan } from './evaluation-plan.ts';
import type { Expression } from './expression.ts';
import { OPERATIONS } from './operation.ts';
import type { RoutineCode } from './routine.ts';

type Evaluate = (frame: Frame) => number;

interface Frame {
  t: number;
  state: Float64Array;
  parameter: Float64Array;
  input: Float64Array;
  stateOffset: number;
  parameterOffset: number;
  inputOffset: number;
  step: Float64Array;
  factor: Float64Array;
  right: Float64Array;
}

const NOTHING = new Float64Array(0);

/**
 * Evaluates `results` by a tree of closures: the same numbers, bit for bit, as the generated code, some tens of times
 * slower, for places where a content security policy forbids making functions from text.
 */
export function interpret(results: readonly Expression[]): RoutineCode {
  const plan = evaluationPlan(results, new Set());
  const slots = new Float64Array(plan.kept.length);
  const slotOf = new Map(plan.kept.map((node, slot) => [node, slot]));
  const kept = plan.kept.map((node) => operation(node, slotOf, slots));
  const written = plan.results.map((node) => closure(node, slotOf, slots));
  const frame: Frame = {
    t: 0,
    state: NOTHING,
    parameter: NOTHING,
    input: NOTHING,
    stateOffset: 0,
    parameterOffset: 0,
    inputOffset: 0,
    step: NOTHING,
    factor: NOTHING,
    right: NOTHING,
  };
  return (t, y, yOffset, p, pOffset, u, uOffset, dydt, dOffset, step, factor, right) => {
    frame.step = step ?? NOTHING;
    frame.factor = factor ?? NOTHING;
    frame.right = right ?? NOTHING;
    frame.t = t;
    frame.state = y;
    frame.stateOffset = yOffset;
    frame.parameter = p;
    frame.parameterOffset = pOffset;
    frame.input = u;
    frame.inputOffset = uOffset;
    for (let i = 0; i < kept.length; i++) slots[i] = kept[i]!(frame);
    for (let i = 0; i < written.length; i++) dydt[dOffset + i] = written[i]!(frame);
  };
}

function closure(node: Expression, slotOf: ReadonlyMap<Expression, number>, slots: Float64Array): Evaluate {
  const slot = slotOf.get(node);
  if (slot !== undefined) return () => slots[slot]!;
  return operation(node, slotOf, slots);
}

function operation(node: Expression, slotOf: ReadonlyMap<Expression, number>, slots: Float64Array): Evaluate {
  if (node.kind === 'constant') return () => node.value;
  if (node.kind === 'time') return (frame) => frame.t;
  if (node.kind === 'symbol') {
    const { index } = node;
    if (node.role === 'state') return (frame) => frame.state[frame.stateOffset + index]!;
    if (node.role === 'parameter') return (frame) => frame.parameter[frame.parameterOffset + index]!;
    if (node.role === 'input') return (frame) => frame.input[frame.inputOffset + index]!;
    const { role } = node;
    return (frame) => frame[role][index]!;
  }
  const [a, b, c] = node.operands.map((operand) => closure(operand, slotOf, slots));
  const value: (a: number, b: number, c: number) => number = OPERATIONS[node.operation].value;
  if (c !== undefined) return (frame) => value(a!(frame), b!(frame), c(frame));
  if (b !== undefined) return (frame) => value(a!(frame), b(frame), 0);
  return (frame) => value(a!(frame), 0, 0);
}
