import fc from 'fast-check';
import { expect, test } from 'vitest';
import { EventCalendar, type EventHandle } from './event-calendar.ts';

/** The obvious calendar: an array kept in order. */
class SortedArray {
  readonly waiting: { key: readonly number[]; kind: number; subject: number; handle: EventHandle }[] = [];
  #sequence = 0;

  schedule(
    time: number,
    phase: number,
    priority: number,
    kind: number,
    subject: number,
    handle: EventHandle,
  ): void {
    this.waiting.push({ key: [time, phase, priority, this.#sequence++], kind, subject, handle });
    this.waiting.sort((a, b) => {
      const i = a.key.findIndex((part, at) => part !== b.key[at]);
      return a.key[i]! - b.key[i]!;
    });
  }

  cancel(handle: EventHandle): boolean {
    const at = this.waiting.findIndex((event) => event.handle === handle);
    if (at >= 0) this.waiting.splice(at, 1);
    return at >= 0;
  }
}

const command = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.tuple(
      fc.constant('schedule' as const),
      fc.nat(9),
      fc.integer({ min: -1, max: 1 }),
      fc.integer({ min: -2, max: 2 }),
    ),
  },
  {
    weight: 3,
    arbitrary: fc.tuple(fc.constant('take' as const), fc.constant(0), fc.constant(0), fc.constant(0)),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(fc.constant('cancel' as const), fc.nat(), fc.constant(0), fc.constant(0)),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.constant('snapshot' as const), fc.constant(0), fc.constant(0), fc.constant(0)),
  },
);

test('property: whatever is scheduled, cancelled, taken and branched, order is that of a sorted array', () => {
  fc.assert(
    fc.property(fc.array(command, { maxLength: 300, size: 'max' }), (commands) => {
      let calendar = new EventCalendar();
      const oracle = new SortedArray();
      const handles: EventHandle[] = [];
      const takeBoth = (): void => {
        const expected = oracle.waiting.shift();
        expect(calendar.take()).toBe(expected !== undefined);
        if (expected === undefined) return;
        const { time, phase, priority, kind, subject } = calendar;
        expect([time, phase, priority, kind, subject]).toEqual([
          ...expected.key.slice(0, 3),
          expected.kind,
          expected.subject,
        ]);
      };
      commands.forEach(([what, a, b, c], i) => {
        if (what === 'schedule') {
          const handle = calendar.schedule(a / 4, b, c, i, 7 * i);
          expect(handles).not.toContain(handle);
          handles.push(handle);
          oracle.schedule(a / 4, b, c, i, 7 * i, handle);
        } else if (what === 'take') takeBoth();
        else if (what === 'cancel') {
          const handle = handles[a % Math.max(1, handles.length)] ?? 12345;
          expect(calendar.cancel(handle)).toBe(oracle.cancel(handle));
        } else calendar = EventCalendar.fromBytes(calendar.toBytes());
        expect(calendar.size).toBe(oracle.waiting.length);
        expect(calendar.nextTime()).toBe(oracle.waiting[0]?.key[0] ?? Infinity);
      });
      while (oracle.waiting.length > 0) takeBoth();
      expect(calendar.take()).toBe(false);
    }),
    { seed: 11, numRuns: 300 },
  );
});

test('a branch lives its own life: what happens in one does not happen in the other', () => {
  const trunk = new EventCalendar();
  for (let i = 0; i < 1000; i++) trunk.schedule((i * 7919) % 1000, 0, 0, 1, i);
  const branch = EventCalendar.fromBytes(trunk.toBytes());
  expect(branch.toBytes()).toEqual(trunk.toBytes());
  branch.schedule(-1, 0, 0, 2, 0);
  expect(branch.take() && branch.kind).toBe(2);
  expect(trunk.take() && trunk.kind).toBe(1);
  expect(branch.size).toBe(1000);
  expect(trunk.size).toBe(999);
});

test('bytes that are no calendar, and times that are none, are refused', () => {
  const bytes = new EventCalendar().toBytes();
  expect(() => EventCalendar.fromBytes(bytes.subarray(1))).toThrow(/not an event calendar/);
  expect(() => EventCalendar.fromBytes(new Uint8Array(32))).toThrow(/not an event calendar/);
  expect(() => new EventCalendar().schedule(Number.NaN, 0, 0, 0, 0)).toThrow(/NaN/);
});
