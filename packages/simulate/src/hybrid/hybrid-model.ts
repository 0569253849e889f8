import type { Expression } from '../graph/expression.ts';
import type { ExpressionGraph } from '../graph/expression-graph.ts';

/** A quantity that flows: by its derivative, or held where `equation` is 0. */
export interface HybridState {
  /** Of role `state`. */
  readonly symbol: Expression;
  /** May mention any symbol; for an algebraic state where to begin looking. */
  readonly initial: Expression;
  readonly kind: 'differential' | 'algebraic';
  readonly equation: Expression;
}

/** A quantity that only events change, or nothing does. */
export interface HybridParameter {
  /** Of role `parameter`. */
  readonly symbol: Expression;
  readonly initial: Expression;
}

/** What `of` was, `by` units of time ago. */
export interface HybridDelay {
  /** Of role `input`; stands in expressions for the delayed value. */
  readonly symbol: Expression;
  readonly of: Expression;
  /** What it was before the start, as a formula of time and the initial values. */
  readonly before: Expression;
  readonly by: Expression;
}

/** Something that happens when its trigger becomes true (SBML Level 3 Version 2, section 4.12). */
export interface HybridEvent {
  readonly name: string;
  readonly trigger: Expression;
  /** What the trigger is taken to have been before the start. */
  readonly initialValue: boolean;
  /** Whether it is carried out even if the trigger is false again by then. */
  readonly persistent: boolean;
  readonly delay?: Expression;
  /** Of events due at once the highest goes first; equal ones in random order. */
  readonly priority?: Expression;
  readonly useValuesFromTriggerTime: boolean;
  readonly assignments: readonly { readonly target: Expression; readonly value: Expression }[];
}

/** A model whose state flows between events and jumps at them. All expressions belong to one graph. */
export interface HybridModel {
  readonly graph: ExpressionGraph;
  readonly timeUnit: string;
  /** In the order of their symbols. */
  readonly states: readonly HybridState[];
  readonly parameters: readonly HybridParameter[];
  readonly delays: readonly HybridDelay[];
  readonly events: readonly HybridEvent[];
  /** What must hold all the time; where one ceases to, the run says when. */
  readonly constraints: readonly { readonly name: string; readonly holds: Expression }[];
  readonly outputs: readonly { readonly name: string; readonly unit: string; readonly is: Expression }[];
}
