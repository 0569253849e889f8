import { ZoneClock } from '@twinward/contract';
import { expect, test } from 'vitest';
import { WallSequence } from './wall-sequence.ts';
import { wallMilliseconds, wallTime } from './wall-time.ts';

const wall = (text: string, dayFirst = false): number | null => {
  const time = wallTime(text);
  return time === null ? null : wallMilliseconds(time, dayFirst);
};
const utc = (text: string): number => Date.parse(`${text}Z`);
const iso = (at: number | undefined): string => new Date(at ?? Number.NaN).toISOString().slice(0, 16);

test('the ways files write 3 April 2026, half past two in the afternoon, all mean it', () => {
  const same = utc('2026-04-03T14:30:00');
  for (const text of ['2026-04-03T14:30:00', '2026-04-03 14:30', '2026/4/3 14:30:00.000']) {
    expect(wall(text), text).toBe(same);
  }
  for (const text of [
    '03-04-2026 14:30',
    '3/4/2026 2:30 PM',
    '03.04.2026, 14:30:00',
    '03-04-2026 02:30 p.m.',
  ]) {
    expect(wall(text, true), text).toBe(same);
  }
  expect(wall('04-03-2026 02:30 PM')).toBe(same);
  expect(wall('12-31-2025 12:05 AM')).toBe(utc('2025-12-31T00:05:00'));
});

test('what is no time of day on a real day is no time', () => {
  for (const text of [
    '',
    '2026-04-03',
    '2026-02-30T10:00:00',
    '2026-04-03T24:00',
    '03-04-26 14:30',
    '13:00 PM',
    'Low',
    '2026-13-01 10:00',
  ]) {
    expect(wall(text), text).toBeNull();
  }
  expect(wall('13-13-2026 10:00', true)).toBeNull();
  expect(wall('01-01-2026 13:00 PM')).toBeNull();
});

test('an offset in the text is kept', () => {
  expect(wallTime('2026-04-03T14:30:00+05:30')?.offset).toBe(5.5 * 3_600_000);
  expect(wallTime('2026-04-03T14:30:00Z')?.offset).toBe(0);
});

test('Dublin skips 01:30 on 29 March 2026 and shows 01:30 twice on 25 October', () => {
  const dublin = new ZoneClock('Europe/Dublin');
  expect(dublin.instants(utc('2026-03-29T01:30:00'))).toEqual([]);
  expect(dublin.instants(utc('2026-10-25T01:30:00')).map(iso)).toEqual([
    '2026-10-25T00:30',
    '2026-10-25T01:30',
  ]);
  expect(dublin.instants(utc('2026-07-01T12:00:00')).map(iso)).toEqual(['2026-07-01T11:00']);
  expect(dublin.instants(utc('2026-01-01T12:00:00')).map(iso)).toEqual(['2026-01-01T12:00']);
});

test('New York skips 02:30 on 8 March 2026 and shows 01:30 twice on 1 November', () => {
  const york = new ZoneClock('America/New_York');
  expect(york.instants(utc('2026-03-08T02:30:00'))).toEqual([]);
  expect(york.instants(utc('2026-03-08T03:00:00')).map(iso)).toEqual(['2026-03-08T07:00']);
  expect(york.instants(utc('2026-11-01T01:30:00')).map(iso)).toEqual([
    '2026-11-01T05:30',
    '2026-11-01T06:30',
  ]);
});

test('every instant of two years comes back from the wall clocks of zones with unusual rules', () => {
  for (const zone of [
    'Europe/Dublin',
    'America/New_York',
    'Australia/Lord_Howe',
    'Asia/Kathmandu',
    'Africa/Casablanca',
    'America/St_Johns',
  ]) {
    const clock = new ZoneClock(zone);
    const format = new Intl.DateTimeFormat('sv-SE', {
      timeZone: zone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    let looked = 0;
    for (let at = utc('2025-01-01T00:00:00'); at < utc('2027-01-01T00:00:00'); at += 6.5 * 3_600_000) {
      expect(clock.instants(utc(format.format(at).replace(' ', 'T')))).toContain(at);
      looked++;
    }
    expect(looked).toBeGreaterThan(2000);
  }
});

test('a zone nobody knows is refused by name of the option', () => {
  expect(() => new ZoneClock('Mars/Olympus')).toThrow(
    expect.objectContaining({ code: 'time.invalid', place: expect.objectContaining({ field: 'zone' }) }),
  );
});

const repeatedHour = ['00:50', '01:10', '01:30', '01:50', '01:10', '01:30', '01:50', '02:10'];
const inOrder = ['23:50', '00:10', '00:30', '00:50', '01:10', '01:30', '01:50', '02:10'];

test('in the repeated hour the rising order of rows tells the first run from the second', () => {
  const sequence = new WallSequence(new ZoneClock('Europe/Dublin'), false);
  const placed = repeatedHour.map((t) => sequence.place(0, utc(`2026-10-25T${t}:00`), Number.NaN));
  expect(placed.map((p) => iso(p?.at).slice(11))).toEqual(inOrder);
  expect(placed.map((p) => p?.placed === 'ordered')).toEqual(repeatedHour.map((t) => t.startsWith('01')));
});

test('newest-first rows are told apart the same way', () => {
  const sequence = new WallSequence(new ZoneClock('Europe/Dublin'), true);
  const placed = repeatedHour
    .toReversed()
    .map((t) => sequence.place(0, utc(`2026-10-25T${t}:00`), Number.NaN));
  expect(placed.map((p) => iso(p?.at).slice(11)).toReversed()).toEqual(inOrder);
});

test('the transmitter clock tells a reading of the second run even when the first run is missing', () => {
  const sequence = new WallSequence(new ZoneClock('Europe/Dublin'), false);
  sequence.place(0, utc('2026-10-25T00:55:00'), 1000);
  const later = sequence.place(0, utc('2026-10-25T01:10:00'), 1000 + 75 * 60);
  expect(iso(later?.at)).toBe('2026-10-25T01:10');
  expect(later?.placed).toBe('certain');
});

test('streams are placed independently of each other', () => {
  const sequence = new WallSequence(new ZoneClock('America/New_York'), false);
  sequence.place(0, utc('2026-11-01T01:50:00'), Number.NaN);
  expect(iso(sequence.place(1, utc('2026-11-01T01:10:00'), Number.NaN)?.at)).toBe('2026-11-01T05:10');
  expect(iso(sequence.place(0, utc('2026-11-01T01:10:00'), Number.NaN)?.at)).toBe('2026-11-01T06:10');
});
