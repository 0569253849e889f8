/** A formula as read, before names mean anything. */
export type MathNode =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'time' }
  /** An operation of MathML (`plus`, `sin`, ...), `delay`, `rateOf`, or a function of the model (`f:NAME`). */
  | { readonly kind: 'apply'; readonly operation: string; readonly operands: readonly MathNode[] }
  | {
      readonly kind: 'piecewise';
      readonly pieces: readonly { readonly value: MathNode; readonly when: MathNode }[];
      readonly otherwise: MathNode | null;
    };

/** A function of a model: its arguments and what it gives. */
export interface MathFunction {
  readonly parameters: readonly string[];
  readonly body: MathNode;
}

/** The same formula with names replaced; a name that the map does not hold stays. */
export function renamed(node: MathNode, change: (name: string) => MathNode | null): MathNode {
  switch (node.kind) {
    case 'name':
      return change(node.name) ?? node;
    case 'apply':
      return { ...node, operands: node.operands.map((operand) => renamed(operand, change)) };
    case 'piecewise':
      return {
        kind: 'piecewise',
        pieces: node.pieces.map(({ value, when }) => ({
          value: renamed(value, change),
          when: renamed(when, change),
        })),
        otherwise: node.otherwise === null ? null : renamed(node.otherwise, change),
      };
    default:
      return node;
  }
}
