import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { DosingRecord } from './dosing-record.ts';
import { type Entry, followRecords, type RecordKinetics } from './follow-records.ts';
import { LinearKinetics } from './linear-kinetics.ts';
import { fromClearances } from './rate-constants.ts';

const kinetics = new LinearKinetics(fromClearances({ CL: 5, V: 20, peripheral: [{ Q: 4, V: 30 }], ka: 0.8 }));
const entry: Entry = { lag: 0, bioavailability: 1, rate: null, duration: null };
const look = (time: number): DosingRecord => ({
  time,
  evid: 0,
  amt: 0,
  rate: 0,
  cmt: 0,
  ii: 0,
  addl: 0,
  ss: 0,
});
const dose = (time: number, given: Partial<DosingRecord>): DosingRecord => ({
  ...look(time),
  evid: 1,
  amt: 100,
  cmt: 2,
  ...given,
});

/** Amounts after each record. */
function amountsOf(
  records: readonly DosingRecord[],
  of: RecordKinetics | ((index: number) => RecordKinetics),
): number[][] {
  const all: number[][] = [];
  followRecords(records, typeof of === 'function' ? of : () => of, (_, amounts) => all.push([...amounts]));
  return all;
}

function same(ours: readonly number[], others: readonly number[]): void {
  ours.forEach((amount, i) => {
    expect(Math.abs(amount - others[i]!)).toBeLessThan(1e-8 * (1 + Math.abs(others[i]!)));
  });
}

describe('a course of doses', () => {
  it('at steady state is what the same doses come to when they have long been given', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(1, 2, 3),
        fc.constantFrom(0, 4, 15, 40, -1, -2),
        fc.double({ min: 4, max: 24, noNaN: true }),
        fc.oneof(fc.constant(0), fc.double({ min: 0.01, max: 30, noNaN: true })),
        fc.double({ min: 0.2, max: 1, noNaN: true }),
        fc.double({ min: 0.01, max: 60, noNaN: true }),
        (cmt, rate, ii, lag, bioavailability, later) => {
          const all = [0, 1, 2].map(() => ({ lag, bioavailability, rate: 9, duration: 30 }));
          const begun = 150 * ii;
          const settled = amountsOf([dose(0, { cmt, rate, ii, ss: 1, addl: 2 }), look(later)], {
            kinetics,
            entries: all,
          });
          const given = amountsOf([dose(0, { cmt, rate, ii, addl: 152 }), look(begun), look(begun + later)], {
            kinetics,
            entries: all,
          });
          // a dose without lag is in the record itself at steady state
          if (lag > 0) same(settled[0]!, given[1]!);
          same(settled[1]!, given[2]!);
        },
      ),
      { numRuns: 120, seed: 21 },
    );
  });

  it('adds up: two courses together are the sum of each, steady state 2 included', () => {
    const plain = { kinetics, entries: [] };
    const first = dose(0, { ss: 1, ii: 12, addl: 4 });
    const second = dose(5, { ss: 2, ii: 24, rate: 20, addl: 1 });
    const [, , both] = amountsOf([first, second, look(30)], plain);
    const [, one] = amountsOf([first, look(30)], plain);
    const [, two] = amountsOf([{ ...second, ss: 1 }, look(30)], plain);
    same(
      both!,
      one!.map((amount, i) => amount + two![i]!),
    );
  });

  it('gives more with bioavailability at a set rate by giving longer, at a set duration by giving faster', () => {
    const half = { ...entry, bioavailability: 0.5, duration: 10 };
    const entries = [undefined, half];
    const [, short] = amountsOf([dose(0, { rate: 10 }), look(24)], { kinetics, entries });
    const [, slow] = amountsOf([dose(0, { rate: -2 }), look(24)], { kinetics, entries });
    const [, shortPlain] = amountsOf([dose(0, { amt: 50, rate: 10 }), look(24)], { kinetics, entries: [] });
    const [, slowPlain] = amountsOf([dose(0, { amt: 50, rate: 5 }), look(24)], { kinetics, entries: [] });
    same(short!, shortPlain!);
    same(slow!, slowPlain!);
  });

  it('is empty after a reset: infusions end, further and late doses never come', () => {
    const late = { kinetics, entries: [undefined, { ...entry, lag: 3 }] };
    const course = [dose(0, { rate: 5, ii: 12, addl: 5 }), { ...look(14), evid: 3 }, look(40)];
    expect(amountsOf(course, late).slice(1)).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
    const again = [dose(0, { rate: 5, ii: 12, addl: 5 }), dose(14, { evid: 4 }), look(40)];
    const fresh = [dose(0, {}), look(26)];
    same(amountsOf(again, late)[2]!, amountsOf(fresh, late)[1]!);
  });

  it('moves by the kinetics of the record it moves to', () => {
    const slow = new LinearKinetics(fromClearances({ CL: 1, V: 20, peripheral: [], ka: null }));
    const fast = new LinearKinetics(fromClearances({ CL: 4, V: 20, peripheral: [], ka: null }));
    const [, , last] = amountsOf([dose(0, { cmt: 1 }), look(10), look(15)], (index) => ({
      kinetics: index === 1 ? slow : fast,
      entries: [],
    }));
    expect(last![0]).toBeCloseTo(100 * Math.exp(-0.05 * 10 - 0.2 * 5), 9);
  });

  it('leaves the exposure dose / CL behind', () => {
    let total = 0;
    followRecords(
      [dose(0, { cmt: 1, amt: 500 }), look(1000)],
      () => ({ kinetics, entries: [] }),
      (_, __, exposure) => {
        total = exposure;
      },
    );
    expect(total).toBeCloseTo(100, 8);
  });

  it('that cannot be is refused by field, row and remedy', () => {
    const plain = { kinetics, entries: [] };
    const refused: readonly (readonly [string, readonly DosingRecord[]])[] = [
      ['time', [dose(-1, {})]],
      ['time', [look(3), dose(2, {})]],
      ['evid', [{ ...look(0), evid: 7 }]],
      ['amt', [dose(0, { amt: -5 })]],
      ['amt', [dose(0, { amt: 0 })]],
      ['amt', [{ ...look(0), amt: 5 }]],
      ['rate', [dose(0, { rate: -3 })]],
      ['duration', [dose(0, { rate: -2 })]],
      ['cmt', [dose(0, { cmt: 9 })]],
      ['cmt', [{ ...look(0), evid: 2, cmt: -1 }]],
      ['ss', [dose(0, { ss: 5, ii: 12 })]],
      ['ii', [dose(0, { ss: 1 })]],
      ['ii', [dose(0, { addl: 3 })]],
      ['addl', [dose(0, { addl: 1.5, ii: 12 })]],
      ['rate', [dose(0, { ss: 1, amt: 0 })]],
    ];
    for (const [field, records] of refused) {
      expect(() => amountsOf(records, plain), field).toThrow(
        expect.objectContaining({
          place: expect.objectContaining({ field, row: records.length, remedy: expect.any(String) }),
        }),
      );
    }
  });
});
