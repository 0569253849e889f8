import type { ConditionCode } from './process-program.ts';
import type { ProcessState } from './process-state.ts';
import { RESOURCE_LEVELS, ResourceLevel } from './process-statistics.ts';

/** Whether a condition holds for an entity now. */
export function conditionHolds(state: ProcessState, condition: ConditionCode, row: number): boolean {
  const { test, value } = condition;
  const found = reading(state, condition, row);
  if (test === 'below') return found < value;
  return test === 'atLeast' ? found >= value : found === value;
}

/**
 * The wait that one who comes now has to expect: those before it and itself, less the units free, each for a mean service time
 * over the capacity; 0 when a unit is free, Infinity without capacity.
 */
export function expectedWait(state: ProcessState, resource: number, service: number): number {
  const { levels } = state.statistics;
  const at = resource * RESOURCE_LEVELS;
  const capacity = levels.level(at + ResourceLevel.capacity);
  const ahead = levels.level(at + ResourceLevel.queue) + levels.level(at + ResourceLevel.busy) + 1 - capacity;
  return ahead <= 0 ? 0 : (ahead * service) / capacity;
}

function reading(state: ProcessState, { on, index, service }: ConditionCode, row: number): number {
  const { levels } = state.statistics;
  const at = index * RESOURCE_LEVELS;
  switch (on) {
    case 'attribute':
      return state.entities.attributes[row * state.entities.attributeCount + index]!;
    case 'queue':
      return levels.level(at + ResourceLevel.queue);
    case 'free':
      return levels.level(at + ResourceLevel.capacity) - levels.level(at + ResourceLevel.busy);
    case 'signal':
      return state.signals[index]!;
    case 'expectedWait':
      return expectedWait(state, index, service);
  }
}
