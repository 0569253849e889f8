import type { Expression } from '../graph/expression.ts';

const COMPARISONS: ReadonlySet<string> = new Set(['less', 'atMost', 'equal']);

/** How something moves between firings: not at all, along a straight line, or otherwise. */
export type Motion = 'still' | 'straight' | 'curved';

/** How expressions move while time passes, some states flow at constant rates and all else stands still. */
export class MotionOf {
  readonly #flowing: ReadonlySet<Expression>;
  readonly #known = new Map<Expression, Motion>();

  constructor(flowing: ReadonlySet<Expression>) {
    this.#flowing = flowing;
  }

  of(expression: Expression): Motion {
    let known = this.#known.get(expression);
    if (known === undefined) {
      known = this.#judge(expression);
      this.#known.set(expression, known);
    }
    return known;
  }

  /** Whether a truth changes only where both sides of a comparison meet, and each side is still or straight. */
  switches(truth: Expression): boolean {
    if (this.of(truth) === 'still') return true;
    if (truth.kind !== 'operation') return false;
    if (COMPARISONS.has(truth.operation)) return truth.operands.every((one) => this.of(one) !== 'curved');
    return truth.operands.every((one) => this.switches(one));
  }

  #judge(expression: Expression): Motion {
    if (expression.kind === 'time' || this.#flowing.has(expression)) return 'straight';
    if (expression.kind !== 'operation') return 'still';
    const parts = expression.operands.map((operand) => this.of(operand));
    if (parts.every((part) => part === 'still')) return 'still';
    if (parts.includes('curved')) return 'curved';
    const [first, second] = parts;
    switch (expression.operation) {
      case 'add':
      case 'subtract':
      case 'negate':
        return 'straight';
      case 'multiply':
        return first === 'still' || second === 'still' ? 'straight' : 'curved';
      case 'divide':
        return second === 'still' ? 'straight' : 'curved';
      default:
        return 'curved';
    }
  }
}

/** Every comparison under `truths` that moves. */
export function movingComparisons(truths: readonly Expression[], motion: MotionOf): readonly Expression[] {
  const seen = new Set<Expression>(truths);
  const found: Expression[] = [];
  for (const node of seen) {
    if (node.kind !== 'operation' || motion.of(node) === 'still') continue;
    if (COMPARISONS.has(node.operation)) found.push(node);
    else for (const operand of node.operands) seen.add(operand);
  }
  return found;
}
