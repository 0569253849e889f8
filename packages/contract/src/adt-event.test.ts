import { expect, test } from 'vitest';
import { type AdtEvent, checkAdtEvent } from './adt-event.ts';
import { instant } from './instant.ts';

const base: AdtEvent = { kind: 'admit', at: instant(0), messageId: 'm-1', person: 'p-1', visit: 'v-1' };

test('an event that leaves out what its kind needs is refused by the field', () => {
  const wrong: readonly (readonly [Partial<AdtEvent>, RegExp])[] = [
    [{}, /no place/],
    [{ messageId: '' }, /no id/],
    [{ version: 0 }, /version 0/],
    [{ person: null, visit: null }, /neither person nor visit/],
    [{ kind: 'bed-status' }, /no bed/],
    [{ kind: 'merge' }, /that remains/],
    [{ kind: 'cancel', cancels: [] }, /nothing is cancelled/],
    [{ kind: 'swap' }, /other visit/],
    [{ kind: 'teleport' as never }, /is no ADT event/],
  ];
  for (const [change, why] of wrong) expect(() => checkAdtEvent({ ...base, ...change })).toThrow(why);
});

test('an admission to a unit without a bed is complete', () => {
  const event = { ...base, place: { unit: 'W3', room: null, bed: null } };
  expect(checkAdtEvent(event)).toBe(event);
});
