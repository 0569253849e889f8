import { describe, expect, it } from 'vitest';
import type { BedBoard, BedRow } from '../generated/types.ts';
import { bedSigns, bedWords } from './bed-signs.ts';
import { capacityRibbon, chanceWords, worstHour } from './capacity-ribbon.ts';

const AT = Date.parse('2026-03-02T12:00:00Z');
const at = (hours: number): string => new Date(AT + hours * 3_600_000).toISOString();
const leaves = { q25: 20, q50: 60, q75: 160, within24: 0.3, within48: 0.5, within72: 0.6 };
const patient = {
  visit: 'v-1',
  specialty: 'medical',
  sex: 'female',
  isolation: null,
  acuity: null,
  admittedAt: at(-30),
  placedAt: at(-29),
  unit: 'Ward',
  plannedAt: null,
  disputed: null,
  leaves,
  leftAt: null,
};
const bed = (part: Partial<BedRow>): BedRow => ({
  unit: 'Ward',
  room: '2',
  bed: '5',
  condition: 'ready',
  since: at(-29),
  reserved: false,
  patient: null,
  claimedBy: [],
  ...part,
});

describe('a bed at a glance', () => {
  it('is free, cleaned, closed, taken, about to be left, or should have been left', () => {
    const look = (part: Partial<BedRow>): string => bedSigns(bed(part), AT).look;
    expect(look({})).toBe('free');
    expect(look({ condition: 'housekeeping' })).toBe('cleaning');
    expect(look({ condition: 'contaminated' })).toBe('cleaning');
    expect(look({ condition: 'closed' })).toBe('closed');
    expect(look({ patient })).toBe('taken');
    expect(look({ condition: 'closed', patient })).toBe('taken');
    // what was announced is in the probability already
    expect(look({ patient: { ...patient, plannedAt: at(20) } })).toBe('taken');
    expect(look({ patient: { ...patient, leaves: { ...leaves, within24: 0.5 } } })).toBe('leaving');
    expect(look({ patient: { ...patient, plannedAt: at(-1) } })).toBe('overdue');
  });

  it('says in words all that its colours say', () => {
    const words = bedWords(
      bed({ patient: { ...patient, isolation: 'contact' }, claimedBy: ['v-9'], reserved: true }),
      AT,
    );
    expect(words).toBe(
      'Ward, room 2, bed 5; medical, female; isolation: contact; has left in 24 h with 30 %; v-9 should lie here too; reserved',
    );
    expect(bedWords(bed({ room: null, condition: 'closed' }), AT)).toBe('Ward, bed 5; closed');
  });
});

describe('beds needed against those staffed', () => {
  const hours = [1, 2, 3];
  const board: BedBoard = {
    at: at(0),
    lookBack: null,
    announced: null,
    units: [
      {
        unit: 'Ward',
        patients: 8,
        staffed: 9,
        closed: 1,
        cleaning: 0,
        reserved: 0,
        leaving24: { mean: 2, low: 0, high: 4 },
      },
    ],
    rows: [],
    waiting: [patient],
    fan: {
      hours,
      mean: [9, 9, 10],
      q05: [8, 7, 7],
      q25: [9, 8, 9],
      q50: [9, 9, 10],
      q75: [9, 10, 11],
      q95: [10, 11, 13],
      staffed: 9,
      over: [0.1, 0.2, 0.4],
    },
    movements: {
      past: [
        { at: at(-2), admitted: 3, left: 1 },
        { at: at(-1), admitted: 0, left: 2 },
      ],
      next: [],
      admissions24: { mean: 4, low: 1, high: 8 },
      leaving24: { mean: 2, low: 0, high: 4 },
    },
    contradictions: [],
  };

  it('go back hour by hour through who came and left, and on through the fan', () => {
    const ribbon = capacityRibbon(board);
    expect(ribbon.estimates.map(({ at: time, mean }) => [(time - AT) / 3_600_000, mean])).toEqual([
      [-2, 9],
      [-1, 11],
      [0, 9],
    ]);
    expect(ribbon.baseline!.q95).toEqual([9, 10, 11, 13]);
    expect(ribbon.thresholds.map(({ limit, label }) => [limit, label])).toEqual([[9, '9 staffed']]);
    expect(capacityRibbon({ ...board, fan: { ...board.fan, staffed: null } }).thresholds).toEqual([]);
  });

  it('are too few most probably in one hour, said without false precision', () => {
    expect(worstHour(board)).toEqual({ at: AT + 3 * 3_600_000, chance: 0.4 });
    expect(worstHour({ ...board, fan: { ...board.fan, over: null } })).toBeNull();
    expect([0.0001, 0.0149, 0.4, 0.999].map(chanceWords)).toEqual(['under 1 %', '1 %', '40 %', 'over 99 %']);
  });
});
