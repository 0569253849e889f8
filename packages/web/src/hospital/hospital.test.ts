import { describe, expect, it } from 'vitest';
import type { HospitalReplay } from '../generated/types.ts';
import { sinceWords } from './hospital-clock.ts';
import { ReplayCursor } from './replay-cursor.ts';

const place = { kind: 'room', unit: 'u', site: null, x: null, y: null };
const REPLAY: HospitalReplay = {
  until: 30,
  entities: ['patient 0', 'patient 1', 'patient 2'],
  places: [
    { ...place, name: 'desk', capacity: [{ time: 0, units: 1 }] },
    { ...place, name: 'room', capacity: [{ time: 0, units: 2 }] },
  ],
  entity: [0, 1, 0, 1, 2, 2],
  place: [0, 0, 1, 0, 0, 1],
  waits: [false, true, false, false, true, false],
  from: [0, 2, 10, 10, 12, 20],
  to: [10, 10, 25, 18, 20, 30],
};
const now = (cursor: ReplayCursor, time: number) => {
  cursor.moveTo(time);
  return cursor.places.map(({ slots, queue }) => [slots.filter((one) => one !== null), [...queue]]);
};

describe('a replay', () => {
  it('shows who is served and who waits at each time, forwards and back', () => {
    const cursor = new ReplayCursor(REPLAY);
    const times = [0, 5, 10, 12, 19, 26];
    const forwards = times.map((time) => now(cursor, time));
    expect(forwards[1]).toEqual([
      [[0], [1]],
      [[], []],
    ]);
    expect(forwards[2]).toEqual([
      [[1], []],
      [[0], []],
    ]);
    expect(forwards[5]).toEqual([
      [[], []],
      [[2], []],
    ]);
    expect([...times].reverse().map((time) => now(cursor, time))).toEqual([...forwards].reverse());
  });

  it('tells its times by the hours since it began', () => {
    expect(sinceWords(95, 'min')).toBe('1 h 35 min');
    expect(sinceWords(1.5, 'd')).toBe('day 2, 12 h 00 min');
  });
});
