import type { Expression } from '../graph/expression.ts';
import type { ExpressionGraph } from '../graph/expression-graph.ts';
import type { DistributionName } from '../stochastic/distribution/distribution-name.ts';

/**
 * A quantity that flows: by its derivative, held where `equation` is 0, or `fast`: by its derivative, but so quickly against all
 * else that it is always at rest. A fast state goes where its flow takes it, which tells apart equilibria that equations cannot.
 */
export interface HybridState {
  /** Of role `state`. */
  readonly symbol: Expression;
  /** May mention any symbol; for an algebraic state where to begin looking. */
  readonly initial: Expression;
  readonly kind: 'differential' | 'algebraic' | 'fast';
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
  /** What it was before the start, as a formula of the time it was then and the initial values. */
  readonly before: Expression;
  readonly by: Expression;
}

/** What an event does to one state or parameter. */
export interface HybridAssignment {
  readonly target: Expression;
  readonly value: Expression;
  /** Multiplies the value and is taken from it, both as they are when the event is carried out, whenever `value` was settled. */
  readonly factor?: Expression;
  readonly less?: Expression;
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
  readonly assignments: readonly HybridAssignment[];
}

/** A number drawn anew each time what uses it is evaluated. */
export interface HybridDraw {
  /** Of role `input`; stands for the number in expressions. */
  readonly symbol: Expression;
  readonly distribution: DistributionName;
  /** May mention draws that stand before it. */
  readonly arguments: readonly Expression[];
  /** The event that uses it, or null for what is drawn with the initial values. */
  readonly event: string | null;
  /** Which part of the event: what it assigns, or its delay. */
  readonly part: 'assignments' | 'delay';
}

/** A model whose state flows between events and jumps at them. All expressions belong to one graph. */
export interface HybridModel {
  readonly graph: ExpressionGraph;
  readonly timeUnit: string;
  /** In the order of their symbols. */
  readonly states: readonly HybridState[];
  readonly parameters: readonly HybridParameter[];
  readonly delays: readonly HybridDelay[];
  readonly draws?: readonly HybridDraw[];
  readonly events: readonly HybridEvent[];
  /** What must hold all the time; where one ceases to, the run says when. */
  readonly constraints: readonly { readonly name: string; readonly holds: Expression }[];
  readonly outputs: readonly { readonly name: string; readonly unit: string; readonly is: Expression }[];
}
