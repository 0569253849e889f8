// The form in which an event is stored, the same in every adapter: JSON that gives back exactly what went in.
import { createHash } from 'node:crypto';
import { type ObservedValue, type TwinEvent, TwinwardError } from '@twinward/contract';

/** The kinds of events by the number they are stored under; new kinds are added at the end. */
export const EVENT_KINDS: readonly TwinEvent['kind'][] = [
  'twin-opened',
  'twin-closed',
  'observation',
  'intervention',
  'input',
  'coupling',
  'alert',
  'alert-budget',
  'advice',
  'adt',
];

/** An event as JSON. Throws `observation.invalid`, `intervention.invalid` or `coupling.invalid` for a number JSON cannot hold. */
export function encodeEvent(event: TwinEvent): string {
  refuseUnstorable(event);
  return JSON.stringify(event);
}

/** Reads back what `encodeEvent` wrote. */
export function decodeEvent(text: string): TwinEvent {
  return JSON.parse(text) as TwinEvent;
}

/** The first 16 bytes of the SHA-256 of a deduplication key, as 32 hexadecimal digits. */
export function dedupeHash(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 32);
}

/** JSON turns NaN and infinities into null without a word; they would come back as something else. */
function refuseUnstorable(event: TwinEvent): void {
  if (event.kind === 'observation' && !finiteValue(event.observation.value)) {
    throw notFinite('observation.invalid', 'value');
  }
  if (event.kind === 'intervention') {
    for (const [name, amount] of Object.entries(event.intervention.amounts)) {
      if (!Number.isFinite(amount)) throw notFinite('intervention.invalid', name);
    }
  }
  if (event.kind === 'input' && !event.values.every(Number.isFinite)) {
    throw notFinite('coupling.invalid', 'values');
  }
}

function finiteValue(value: ObservedValue): boolean {
  switch (value.kind) {
    case 'quantity':
    case 'count':
      return Number.isFinite(value.value);
    case 'censored':
      return Number.isFinite(value.limit);
    case 'ordinal':
      return Number.isFinite(value.level) && Number.isFinite(value.of);
    case 'absent':
      return true;
  }
}

function notFinite(
  code: 'observation.invalid' | 'intervention.invalid' | 'coupling.invalid',
  field: string,
): TwinwardError {
  return new TwinwardError(code, `${field} is not a finite number`, {
    field,
    remedy: 'send a missing value as absent with its reason, never as NaN or infinity',
  });
}
