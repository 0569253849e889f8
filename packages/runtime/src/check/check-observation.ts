import {
  formatInstant,
  type Instant,
  type Observable,
  type Observation,
  readsWholeNumbers,
  type TwinOpened,
  TwinwardError,
} from '@twinward/contract';
import { inUnitOf, observableFor } from '../fold/measurement-of.ts';
import type { ModelRegistry } from '../model-registry.ts';

/** A source's clock may be ahead of ours by so many seconds. */
export const CLOCK_TOLERANCE = 600;

/**
 * Refuses an observation that no twin of its subject could take in: `observation.invalid`, `unit.unknown` or `unit.incompatible` naming the
 * field. The code must be known to one of the twins, the unit convertible, the value possible, the time not in the
 * future. Absent values and retractions pass, whatever else they hold.
 */
export function checkObservation(
  registry: ModelRegistry,
  twins: readonly TwinOpened[],
  observation: Observation,
  now: Instant,
): void {
  const { source, status, effectiveAt } = observation;
  if (!Number.isInteger(source.version) || source.version < 1) {
    throw refused('source.version', `version ${source.version} is not a whole number from 1`, 'count from 1');
  }
  if (effectiveAt > now + CLOCK_TOLERANCE * 1000) {
    throw refused(
      'effectiveAt',
      `${formatInstant(effectiveAt)} lies in the future`,
      'send measurements after they were made; check the clock and the zone of the source',
    );
  }
  if (status === 'entered-in-error') return;
  const known = twins
    .map((opened) => observableFor(registry.get(opened.model), observation))
    .filter((observable) => observable !== null);
  if (known.length === 0) throw refusedCode(registry, twins, observation);
  for (const observable of known) checkValue(observable, observation);
}

/** What is told of an observation whose code none of these twins knows. */
export function refusedCode(
  registry: ModelRegistry,
  twins: readonly TwinOpened[],
  { code }: Observation,
): TwinwardError {
  return refused(
    'code',
    `no twin of this subject knows the code ${code.code.slice(0, 40)}`,
    remedyFor(registry, twins),
  );
}

/** Whether one of these twins knows an observation's code, or need not because it takes back what was sent. */
export function canObserve(
  registry: ModelRegistry,
  twins: readonly TwinOpened[],
  observation: Observation,
): boolean {
  return (
    observation.status === 'entered-in-error' ||
    twins.some(({ model }) => observableFor(registry.get(model), observation) !== null)
  );
}

function checkValue(observable: Observable, observation: Observation): void {
  const measured = inUnitOf(observable, observation);
  if (measured === null) return;
  const { low, high } = observable.possible;
  const { value } = measured;
  if (!(value >= low && value <= high)) {
    throw refused(
      'value',
      `${value} ${observable.unit} is impossible for ${observable.label} (${low} to ${high})`,
      'send a missing value as absent with its reason; check the unit',
    );
  }
  if (readsWholeNumbers(observable.error) && (!Number.isInteger(value) || value < 0)) {
    throw refused('value', `${value} is not a whole number from 0`, 'send a count or level');
  }
  if (observable.error.kind === 'ordinal' && value > observable.error.thresholds.length) {
    const levels = observable.error.thresholds.length + 1;
    throw refused('value', `level ${value} of ${levels}`, `send a level from 0 to ${levels - 1}`);
  }
}

function remedyFor(registry: ModelRegistry, twins: readonly TwinOpened[]): string {
  const codes = twins.flatMap(({ model }) =>
    registry.get(model).observables.flatMap((o) => o.codes.map((c) => `${c.code} (${o.label})`)),
  );
  return codes.length === 0
    ? 'open a twin of this subject first'
    : `send one of: ${codes.slice(0, 12).join(', ')}`;
}

function refused(field: string, message: string, remedy: string): TwinwardError {
  return new TwinwardError('observation.invalid', message, { field, remedy });
}
