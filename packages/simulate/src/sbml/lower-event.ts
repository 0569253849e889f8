import { TwinwardError } from '@twinward/contract';
import type { Expression } from '../graph/expression.ts';
import type { HybridAssignment, HybridDraw, HybridEvent } from '../hybrid/hybrid-model.ts';
import type { MathNode } from './math-node.ts';
import type { SbmlEvent } from './sbml-model.ts';

/** What an event needs of the lowering it is part of. */
export interface EventScope {
  readonly lower: (math: MathNode) => Expression;
  /** Lowers what is evaluated once each time: what is assigned, or the delay. */
  readonly once: (math: MathNode, part: HybridDraw['part']) => Expression;
  /** What is assigned where an event sets a variable; null where it cannot. */
  readonly target: (variable: string) => Omit<HybridAssignment, 'value'> | null;
}

/** An event of a model as one of the hybrid model; none where it has no trigger. Throws `model.invalid` for what it cannot assign. */
export function lowerEvent(event: SbmlEvent, { lower, once, target }: EventScope): readonly HybridEvent[] {
  if (event.trigger === null) return [];
  const assignments = event.assignments.map(({ variable, math }) => {
    const assigned = target(variable);
    if (assigned === null) {
      throw new TwinwardError('model.invalid', `event "${event.id}" assigns "${variable}", which it cannot`, {
        field: variable,
        remedy: 'assign compartments, species or parameters that have no assignment rule',
      });
    }
    return { ...assigned, value: once(math, 'assignments') };
  });
  return [
    {
      name: event.id,
      trigger: lower(event.trigger),
      initialValue: event.initialValue,
      persistent: event.persistent,
      ...(event.delay === null ? {} : { delay: once(event.delay, 'delay') }),
      ...(event.priority === null ? {} : { priority: lower(event.priority) }),
      useValuesFromTriggerTime: event.useValuesFromTriggerTime,
      assignments,
    },
  ];
}
