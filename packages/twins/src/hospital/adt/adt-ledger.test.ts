import { type AdtEvent, type AdtPlace, instant } from '@twinward/contract';
import { describe, expect, test } from 'vitest';
import { AdtLedger } from './adt-ledger.ts';
import { bedKey } from './bed-key.ts';

const HOUR = 3_600_000;
const [A, B, C] = ['A', 'B', 'C'].map((bed): AdtPlace => ({ unit: 'W3', room: '1', bed })) as [
  AdtPlace,
  AdtPlace,
  AdtPlace,
];
let named = 0;
/** An event at an hour of a visit. */
function event(kind: AdtEvent['kind'], hour: number, visit: string, rest: Partial<AdtEvent> = {}): AdtEvent {
  named += 1;
  return {
    kind,
    at: instant(hour * HOUR),
    messageId: `m-${named}`,
    person: `p-${visit}`,
    visit,
    ...rest,
  };
}
const admit = (hour: number, visit: string, place: AdtPlace) => event('admit', hour, visit, { place });

function ledgerOf(...events: readonly AdtEvent[]): AdtLedger {
  const ledger = new AdtLedger();
  for (const one of events) ledger.take(one);
  return ledger;
}
const visitIn = (ledger: AdtLedger, visit: string) => ledger.census.visits.get(`visit:${visit}`);
const bedIn = (ledger: AdtLedger, place: AdtPlace) => ledger.census.beds.get(bedKey(place)!);
const problems = (ledger: AdtLedger) => ledger.contradictions().map(({ problem }) => problem);

describe('what each event does', () => {
  test('a patient registers, is expected, admitted, moved and discharged; the beds they leave are to be cleaned', () => {
    const ledger = ledgerOf(event('register', 1, 'v'), event('expect-admission', 2, 'v', { place: A }));
    expect(visitIn(ledger, 'v')).toMatchObject({ phase: 'waiting', reserved: bedKey(A) });
    expect(bedIn(ledger, A)).toMatchObject({ occupant: null, reservedFor: 'visit:v' });
    expect(ledger.census.occupied().size).toBe(0);
    ledger.take(admit(3, 'v', A));
    expect(visitIn(ledger, 'v')).toMatchObject({ phase: 'inpatient', admittedAt: 3 * HOUR, reserved: null });
    expect(ledger.census.occupied().get('W3')).toBe(1);
    ledger.take(event('transfer', 4, 'v', { place: B }));
    expect(bedIn(ledger, A)).toMatchObject({ occupant: null, condition: 'housekeeping', since: 4 * HOUR });
    expect(bedIn(ledger, B)).toMatchObject({ occupant: 'visit:v' });
    ledger.take(event('discharge', 5, 'v'));
    expect(ledger.census.visits.size).toBe(0);
    expect(bedIn(ledger, B)).toMatchObject({ occupant: null, condition: 'housekeeping' });
    expect(problems(ledger)).toEqual([]);
  });

  test('who comes back from leave to a bed since kept for another is in the unit, and nobody contradicts', () => {
    const ledger = ledgerOf(admit(1, 'v', A), event('leave', 2, 'v'), admit(3, 'w', A));
    expect(problems(ledger)).toEqual(['a patient lies in a bed reserved for another']);
    ledger.take(event('leave', 4, 'w'));
    ledger.take(event('return', 5, 'v'));
    expect(visitIn(ledger, 'v')).toMatchObject({
      phase: 'inpatient',
      place: { unit: 'W3', bed: null },
      disputed: null,
    });
    expect(problems(ledger)).toHaveLength(1);
    ledger.take(event('return', 6, 'w'));
    expect(bedIn(ledger, A)).toMatchObject({ occupant: 'visit:w', reservedFor: null });
    expect(problems(ledger)).toHaveLength(1);
  });

  test('on leave the bed is kept and not occupied; in transit it is given up; both come back', () => {
    const ledger = ledgerOf(admit(1, 'v', A), event('leave', 2, 'v'));
    expect(bedIn(ledger, A)).toMatchObject({ occupant: null, reservedFor: 'visit:v', condition: 'ready' });
    expect(ledger.census.occupied().get('W3')).toBeUndefined();
    ledger.take(event('return', 3, 'v'));
    expect(bedIn(ledger, A)).toMatchObject({ occupant: 'visit:v', reservedFor: null });
    ledger.take(event('depart', 4, 'v', { place: { unit: 'W4', room: null, bed: null } }));
    expect(visitIn(ledger, 'v')).toMatchObject({ phase: 'in-transit', place: { unit: 'W4' } });
    expect(bedIn(ledger, A)).toMatchObject({ occupant: null, condition: 'housekeeping' });
    ledger.take(event('arrive', 5, 'v', { place: B }));
    expect(bedIn(ledger, B)).toMatchObject({ occupant: 'visit:v' });
    expect(problems(ledger)).toEqual([]);
  });

  test('a swap exchanges two patients at once; an outpatient is not counted; updates change attributes', () => {
    const ledger = ledgerOf(
      admit(1, 'v', A),
      admit(1, 'w', B),
      event('swap', 2, 'v', { other: { person: 'p-w', visit: 'w' } }),
      event('update', 3, 'v', { attributes: { specialty: 'medical', isolation: 'contact' } }),
      event('update', 4, 'v', { attributes: { isolation: null } }),
    );
    expect(bedIn(ledger, A)?.occupant).toBe('visit:w');
    expect(bedIn(ledger, B)?.occupant).toBe('visit:v');
    expect(visitIn(ledger, 'v')?.attributes).toEqual({ specialty: 'medical', isolation: null });
    ledger.take(event('to-outpatient', 5, 'v'));
    expect(ledger.census.occupied().get('W3')).toBe(1);
    expect(problems(ledger)).toEqual([]);
  });

  test('an expected transfer and discharge change no census, and tell when', () => {
    const ledger = ledgerOf(admit(1, 'v', A));
    ledger.take(event('expect-transfer', 2, 'v', { place: B, expectedAt: instant(9 * HOUR) }));
    expect(bedIn(ledger, B)?.reservedFor).toBe('visit:v');
    ledger.take(event('expect-discharge', 3, 'v', { expectedAt: instant(20 * HOUR) }));
    expect(visitIn(ledger, 'v')?.expected).toEqual({ what: 'discharge', at: 20 * HOUR, place: null });
    expect(bedIn(ledger, A)?.occupant).toBe('visit:v');
  });
});

describe('messages that come twice, late, or take back what was said', () => {
  test('a message is taken in once; a higher version replaces it', () => {
    const first = admit(1, 'v', A);
    const ledger = ledgerOf(first);
    expect(ledger.take(first).result).toBe('duplicate');
    expect(ledger.take({ ...first, place: B, version: 2 }).result).toBe('taken');
    expect(bedIn(ledger, A)?.occupant ?? null).toBeNull();
    expect(bedIn(ledger, B)?.occupant).toBe('visit:v');
  });

  test('every order of arrival gives the same census', () => {
    const events = [
      admit(1, 'v', A),
      event('transfer', 2, 'v', { place: B }),
      admit(3, 'w', A),
      event('discharge', 4, 'v'),
      event('cancel', 5, 'v', { cancels: ['discharge'] }),
      admit(6, 'x', B),
      event('discharge', 7, 'w'),
      event('discharge', 8, 'nobody'),
    ];
    const told = (order: readonly AdtEvent[]) => {
      const ledger = ledgerOf(...order);
      const beds = [A, B, C].map((place) => bedIn(ledger, place)?.occupant ?? null);
      return { beds, problems: problems(ledger), x: visitIn(ledger, 'x')?.disputed };
    };
    const expected = {
      beds: [null, 'visit:v', null],
      problems: ['two patients in one bed', 'discharged without an admission'],
      x: bedKey(B),
    };
    for (let turn = 0; turn < events.length; turn++) {
      const turned = [...events.slice(turn), ...events.slice(0, turn)];
      expect(told(turned)).toEqual(expected);
      expect(told(turned.toReversed())).toEqual(expected);
    }
  });

  test('a cancelled admission, transfer and expectation are as if they had never been, and are told as withdrawn', () => {
    const ledger = ledgerOf(admit(1, 'v', A));
    const moved = event('transfer', 2, 'v', { place: B });
    ledger.take(moved);
    const back = ledger.take(event('cancel', 3, 'v', { cancels: ['transfer'] }));
    expect(back.withdrawn).toEqual([moved]);
    expect(bedIn(ledger, A)).toMatchObject({ occupant: 'visit:v', condition: 'ready' });
    ledger.take(event('expect-transfer', 4, 'v', { place: C }));
    ledger.take(event('cancel', 5, 'v', { cancels: ['expect-transfer'] }));
    expect(bedIn(ledger, C)?.reservedFor ?? null).toBeNull();
    ledger.take(event('cancel', 6, 'v', { cancels: ['admit', 'register'] }));
    expect(ledger.census.visits.size).toBe(0);
    ledger.take(event('cancel', 7, 'v', { cancels: ['admit'] }));
    expect(problems(ledger)).toEqual(['nothing was found that it could cancel']);
  });

  test('after a merge the events of both identifiers are those of one person, whenever it becomes known', () => {
    const unnumbered = (kind: AdtEvent['kind'], hour: number, person: string, rest: Partial<AdtEvent> = {}) =>
      event(kind, hour, '', { person, visit: null, ...rest });
    const events = [
      unnumbered('admit', 1, 'old', { place: A }),
      unnumbered('transfer', 3, 'new', { place: B }),
      unnumbered('merge', 4, 'old', { into: 'new' }),
    ];
    for (const order of [events, events.toReversed()]) {
      const ledger = ledgerOf(...order);
      expect(ledger.personOf('old')).toBe('new');
      expect(bedIn(ledger, B)?.occupant).toBe('person:new');
      expect(bedIn(ledger, A)?.occupant ?? null).toBeNull();
      expect(problems(ledger)).toEqual([]);
      ledger.take(unnumbered('merge', 5, 'old', { into: 'third' }));
      ledger.take(unnumbered('merge', 6, 'new', { into: 'old' }));
      expect(problems(ledger)).toEqual([
        'a merge of a patient who was merged before',
        'a merge of a patient into themselves',
      ]);
    }
  });

  test('what comes after the past has settled is set aside in sight', () => {
    const ledger = new AdtLedger(24 * HOUR);
    for (let hour = 0; hour < 600; hour++)
      ledger.take(event('bed-status', hour, '', { person: null, visit: null, place: A, status: 'free' }));
    expect(ledger.take(admit(1, 'v', A)).result).toBe('too-late');
    expect(problems(ledger)).toEqual(['it came after the time in which the past can change']);
  });
});

test('what contradicts the rest is in sight and changes no more than can be true', () => {
  const status = (hour: number, place: AdtPlace, is: AdtEvent['status']) =>
    event('bed-status', hour, '', { person: null, visit: null, place, status: is });
  const cases: readonly (readonly [string, readonly AdtEvent[]])[] = [
    ['two patients in one bed', [admit(1, 'v', A), admit(2, 'w', A)]],
    ['admitted twice', [admit(1, 'v', A), admit(2, 'v', B)]],
    ['transferred without an admission', [event('transfer', 1, 'v', { place: A })]],
    ['discharged without an admission', [event('discharge', 1, 'v')]],
    ['came back from leave without having gone', [admit(1, 'v', A), event('return', 2, 'v')]],
    ['a patient lies in a closed bed', [status(1, A, 'closed'), admit(2, 'v', A)]],
    ['a bed is closed in which a patient lies', [admit(1, 'v', A), status(2, A, 'closed')]],
    ['a bed is said to be free in which a patient lies', [admit(1, 'v', A), status(2, A, 'free')]],
    ['a bed is occupied by nobody who is known', [status(1, A, 'occupied')]],
    [
      'a patient lies in a bed reserved for another',
      [event('expect-admission', 1, 'v', { place: A }), admit(2, 'w', A)],
    ],
    [
      'a swap of beds without two visits',
      [admit(1, 'v', A), event('swap', 2, 'v', { other: { person: null, visit: 'w' } })],
    ],
  ];
  for (const [problem, events] of cases) expect(problems(ledgerOf(...events))).toEqual([problem]);
  const both = ledgerOf(...cases[0]![1]);
  expect(both.census.occupied().get('W3')).toBe(2);
  expect(bedIn(both, A)?.occupant).toBe('visit:v');
});
