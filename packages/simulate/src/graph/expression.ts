import type { Operation } from './operation.ts';

/**
 * Whose number a symbol stands for: the member's state, its parameters, its inputs at this moment; and in the linear algebra
 * that implicit methods need, the reciprocal of the scaled step, the entries of a factored matrix and a right-hand side.
 */
export type SymbolRole = 'state' | 'parameter' | 'input' | 'step' | 'factor' | 'right';

/**
 * A node of an expression graph. Within one graph equal expressions are the same object, and `id` grows from arguments to
 * results, so ascending `id` is an order of evaluation. Made only by `ExpressionGraph`.
 */
export type Expression =
  | {
      readonly kind: 'constant';
      readonly id: number;
      readonly value: number;
      /** UCUM; 1 for a plain number. */
      readonly unit: string;
    }
  | { readonly kind: 'time'; readonly id: number; readonly unit: string }
  | {
      readonly kind: 'symbol';
      readonly id: number;
      readonly role: SymbolRole;
      readonly name: string;
      /** UCUM. */
      readonly unit: string;
      /** Position in the array of its role. */
      readonly index: number;
    }
  | {
      readonly kind: 'operation';
      readonly id: number;
      readonly operation: Operation;
      readonly operands: readonly Expression[];
    };
