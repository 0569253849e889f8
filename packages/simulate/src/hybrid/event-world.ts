import type { RoutineCode } from '../graph/routine.ts';
import type { EventCode } from './compile-hybrid.ts';
import type { EventWorld } from './event-queue.ts';
import type { HybridModel } from './hybrid-model.ts';
import type { KeyedDraws } from './keyed-draws.ts';

/** Where and when events happen: whoever holds the state. */
export interface EventPlace {
  readonly y: Float64Array;
  readonly parameters: Float64Array;
  readonly inputs: Float64Array;
  readonly draws: KeyedDraws;
  /** Truth of every trigger now. */
  triggers(): readonly boolean[];
  /** Evaluates code at this instant. */
  run(code: RoutineCode, out: Float64Array): void;
  /** Brings what follows from the state into order after it was assigned. */
  assigned(): void;
}

/** What a model's events see of, and do to, the state of a run. */
export function eventWorld(model: HybridModel, events: readonly EventCode[], place: EventPlace): EventWorld {
  const one = new Float64Array(1);
  const value = (code: RoutineCode | null): number => {
    if (code === null) return Number.NaN;
    place.run(code, one);
    return one[0]!;
  };
  const draw = (codes: EventCode['draws']['delay']): void =>
    place.draws.into(codes, place.inputs, (code, out) => place.run(code, out));
  return {
    triggers: () => place.triggers(),
    delay: (event) => {
      draw(events[event]!.draws.delay);
      return value(events[event]!.delay);
    },
    priority: (event) => value(events[event]!.priority),
    values: (event) => {
      draw(events[event]!.draws.assignments);
      const out = new Float64Array(model.events[event]!.assignments.length);
      place.run(events[event]!.values, out);
      return out;
    },
    assign: (event, values) => {
      const { factors, less } = events[event]!;
      const by = new Float64Array(values.length);
      const from = new Float64Array(values.length);
      place.run(factors, by);
      place.run(less, from);
      model.events[event]!.assignments.forEach(({ target }, i) => {
        if (target.kind !== 'symbol') return;
        const array = target.role === 'state' ? place.y : place.parameters;
        array[target.index] = values[i]! * by[i]! - from[i]!;
      });
      place.assigned();
    },
  };
}
