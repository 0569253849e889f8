import {
  effectiveInstant,
  type Instant,
  type RecordedEvent,
  type TwinModel,
  TwinwardError,
} from '@twinward/contract';
import { measurementOf } from './measurement-of.ts';
import { takeHappening } from './take-happening.ts';
import { takeReading } from './take-reading.ts';
import { type Acting, type Feeding, isUntouched, type TwinState } from './twin-state.ts';

/**
 * The twin's state after one more event. A pure function: the same model, state and event give the same bytes. Events come in order
 * of effective time, then sequence, after corrections have been resolved; interventions and inputs may come early. What does not
 * concern the twin leaves the state as it is. Throws `usage` for an event that `isLate`.
 */
export function applyEvent(model: TwinModel, state: TwinState, recorded: RecordedEvent): TwinState {
  if (!concerns(model, state, recorded)) return state;
  if (isLate(state, recorded)) {
    throw new TwinwardError('usage', 'an event before the belief cannot be folded onto it', {
      remedy: 'fold again from a state before the event',
    });
  }
  const { event, seq } = recorded;
  switch (event.kind) {
    case 'observation': {
      const { effectiveAt } = event.observation;
      const measurement = measurementOf(model, event.observation)!;
      return takeReading(model, state, measurement, effectiveAt, seq);
    }
    case 'adt':
      return takeHappening(model, state, event.event, seq);
    case 'intervention':
      return scheduled(state, { seq, intervention: event.intervention });
    case 'input':
      return fed(state, { seq, at: event.at, input: event.input, values: Float64Array.from(event.values) });
    case 'coupling':
      return fed(state, { seq, at: event.at, input: event.coupling.to.input, values: null });
    case 'twin-closed':
      return closed(state, event.at);
    case 'twin-opened':
    case 'alert':
    case 'alert-budget':
    case 'advice':
      return state;
  }
}

/** Whether an event can make a difference to a twin, now or later. Events after its closing cannot. */
export function concerns(model: TwinModel, state: TwinState, recorded: RecordedEvent): boolean {
  const { event } = recorded;
  const at = effectiveInstant(event);
  if (state.closedAt !== null && at > state.closedAt) return false;
  switch (event.kind) {
    case 'observation':
      return at >= state.openedAt && measurementOf(model, event.observation) !== null;
    case 'adt':
      return model.happen !== undefined && at >= state.openedAt;
    case 'intervention':
      return (
        model.interventions.some(({ name }) => name === event.intervention.type) &&
        actsUntil(model, at) > state.openedAt
      );
    case 'input':
      return event.twin === state.twin && at >= state.openedAt && hasInput(model, event.input);
    case 'coupling':
      return event.ended && event.coupling.to.twin === state.twin && hasInput(model, event.coupling.to.input);
    case 'twin-closed':
      return event.twin === state.twin;
    case 'twin-opened':
    case 'alert':
    case 'alert-budget':
    case 'advice':
      return false;
  }
}

/**
 * Whether an event that concerns a twin belongs before what its state has already taken in. Readings are late before the belief;
 * so are interventions and inputs, except those before the opening while nothing has been taken in.
 */
export function isLate(state: TwinState, { event, seq }: RecordedEvent): boolean {
  const at = effectiveInstant(event);
  if ((event.kind === 'observation' || event.kind === 'adt') && at === state.belief.at)
    return seq < state.edge.seq;
  if (at >= state.belief.at) return false;
  return event.kind !== 'intervention' || !isUntouched(state);
}

function actsUntil(model: TwinModel, from: Instant): number {
  return from + model.memory * 1000;
}

function hasInput(model: TwinModel, input: string): boolean {
  return model.inputs.some(({ name }) => name === input);
}

function scheduled(state: TwinState, acting: Acting): TwinState {
  const before = acting.intervention.effectiveAt < state.belief.at;
  return {
    ...state,
    seq: before ? Math.max(state.seq, acting.seq) : state.seq,
    counts: before ? { ...state.counts, interventions: state.counts.interventions + 1 } : state.counts,
    acting: [...state.acting, acting].sort(
      (a, b) => a.intervention.effectiveAt - b.intervention.effectiveAt || a.seq - b.seq,
    ),
  };
}

/** What was announced for after the closing will not happen to this twin. */
function closed(state: TwinState, at: Instant): TwinState {
  return {
    ...state,
    closedAt: at,
    acting: state.acting.filter(({ intervention }) => intervention.effectiveAt <= at),
    feeding: state.feeding.filter((f) => f.at <= at),
  };
}

/** A later word about the same input and instant replaces the earlier one. */
function fed(state: TwinState, feeding: Feeding): TwinState {
  const others = state.feeding.filter(
    (f) => f.input !== feeding.input || f.at !== feeding.at || f.seq > feeding.seq,
  );
  const replaced = others.some((f) => f.input === feeding.input && f.at === feeding.at);
  const all = replaced ? others : [...others, feeding];
  return { ...state, feeding: all.sort((a, b) => a.at - b.at || a.seq - b.seq) };
}
