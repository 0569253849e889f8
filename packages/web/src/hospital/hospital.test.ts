import { describe, expect, it } from 'vitest';
import type { HospitalReplay } from '../generated/types.ts';
import { floorLayout } from './floor-layout.ts';
import { stripsOf } from './gantt-strips.ts';
import { sinceWords } from './hospital-clock.ts';
import { ReplayCursor } from './replay-cursor.ts';
import { readReport } from './report-text.ts';

const place = { kind: 'room', unit: 'u', site: null, x: null, y: null };
const REPLAY: HospitalReplay = {
  from: 0,
  until: 30,
  entities: ['patient 0', 'patient 1', 'patient 2'],
  places: [
    { ...place, name: 'desk', capacity: [{ time: 0, units: 1 }] },
    { ...place, name: 'room', capacity: [{ time: 0, units: 2 }] },
  ],
  entity: [0, 1, 0, 1, 2, 2],
  place: [0, 0, 1, 0, 0, 1],
  waits: [false, true, false, false, true, false],
  start: [0, 2, 10, 10, 12, 20],
  end: [10, 10, 25, 18, 20, 30],
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

  it('is laid out by its plan, by sites where boxes would lie on each other, and never wider than there is room', () => {
    const at = (i: number, x: number, site: string | null) => ({
      ...place,
      name: `r${i}`,
      unit: site === null ? `u${i}` : `u${i} ${site}`,
      site,
      x,
      y: 0,
      capacity: [{ time: 0, units: 3 }],
    });
    const plan = floorLayout([at(0, 0, null), at(1, 40, null)], 900);
    expect(plan.units.map(({ x }) => x)).toEqual([0, 900 - plan.boxWidth]);
    const many = Array.from({ length: 75 }, (_, i) => at(i, i, i < 40 ? 'North' : 'South'));
    for (const width of [340, 720, 1040]) {
      const { units, sites, boxWidth, height } = floorLayout(many, width);
      expect([units.length, sites.map(({ name }) => name)]).toEqual([75, ['North', 'South']]);
      expect(units[0]!.name).toBe('u0');
      for (const [i, a] of units.entries()) {
        expect(a.x + boxWidth).toBeLessThanOrEqual(width);
        expect(a.y + a.height).toBeLessThanOrEqual(height);
        for (const b of units.slice(i + 1))
          expect(Math.abs(a.x - b.x) >= boxWidth || Math.abs(a.y - b.y) >= a.height).toBe(true);
      }
    }
    // each resource of a unit has its own rows: 3 rooms and 3 of another kind are not 6 of one
    const shared = floorLayout([at(0, 0, null), { ...at(1, 0, null), unit: 'u0' }], 900);
    const [one, other] = shared.units[0]!.sections;
    expect([one!.places, other!.places, one!.slots]).toEqual([[0], [1], 3]);
    expect(other!.first).toBe(one!.cells);
    expect(other!.top).toBeGreaterThan(one!.top + shared.pitch * (one!.cells / shared.columns));
    // however far apart the plan has two units, no more than a corridor of empty floor is drawn
    const far = floorLayout([at(0, 0, null), { ...at(1, 0, null), y: 900 }], 900).units;
    expect(far[1]!.y - far[0]!.y - far[0]!.height).toBeLessThanOrEqual(40);
  });

  it('sums up resource by resource who held units and who waited', () => {
    const [desk, room] = stripsOf(REPLAY);
    expect([desk!.lanes, desk!.most, room!.lanes]).toEqual([1, 1, 2]);
    expect(room!.sum).toEqual([
      [10, 1],
      [20, 2],
      [25, 1],
      [30, 0],
    ]);
  });

  it('tells its times by the hours since it began', () => {
    expect(sinceWords(95, 'min')).toBe('1 h 35 min');
    expect(sinceWords(1.5, 'd')).toBe('day 2, 12 h 00 min');
  });
});

describe('a report', () => {
  it('is read into sections with words and tables', () => {
    const text =
      '# X\n\n## 1. Objectives\n\n**1.1 Purpose.** To see.\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n## 2. Logic\n\nNone.\n';
    expect(readReport(text)).toEqual([
      {
        title: '1. Objectives',
        blocks: [
          {
            kind: 'words',
            parts: [
              { text: '1.1 Purpose.', strong: true },
              { text: ' To see.', strong: false },
            ],
          },
          { kind: 'table', head: ['a', 'b'], rows: [['1', '2']] },
        ],
      },
      { title: '2. Logic', blocks: [{ kind: 'words', parts: [{ text: 'None.', strong: false }] }] },
    ]);
  });
});
