// The circulation twin: what it believes of a person before any reading, and what is done to them.
import {
  addSeconds,
  type Belief,
  type Intervention,
  instant,
  subjectRef,
  TwinwardError,
} from '@twinward/contract';
import { assimilate } from '@twinward/estimate';
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { circulation } from './model.ts';

const START = instant(Date.UTC(2026, 0, 5));
const SIZE = 24;
const RANDOM = philox('00000000000000c1');
const subject = { ref: subjectRef('Patient/test'), facts: {} };
const prior = circulation.initialise(subject, START, SIZE, RANDOM.derive('prior'));

function later(minutes: number, ...interventions: readonly Intervention[]): Belief {
  const schedule = { interventions, inputs: [] };
  return circulation.advance(prior, addSeconds(START, 60 * minutes), schedule, RANDOM.derive('life'));
}

const given = (type: string, amounts: Readonly<Record<string, number>>): Intervention => ({
  type,
  effectiveAt: addSeconds(START, 60),
  amounts,
});

function median(belief: Belief, output: string): number {
  const values = [...circulation.output(belief, output)].sort((a, b) => a - b);
  return values[values.length >> 1]!;
}

/** Members whose output rose, of all. */
function rose(before: Belief, after: Belief, output: string): number {
  const [a, b] = [circulation.output(before, output), circulation.output(after, output)];
  return a.filter((value, m) => b[m]! > value).length;
}

const NOTHING = { resistance: 0, contractility: 0, rate: 0, venous: 0, durationMinutes: 600 };
const untreated = later(10);

describe('before any reading', () => {
  it('members are adults at rest', () => {
    expect(median(prior, 'cardiac-output')).toBeGreaterThan(4);
    expect(median(prior, 'cardiac-output')).toBeLessThan(7);
    expect(median(prior, 'ejection')).toBeGreaterThan(50);
    expect(median(prior, 'ejection')).toBeLessThan(75);
  });

  it('pressure is output times resistance, member by member', () => {
    const [output, mean, resistance] = ['cardiac-output', 'mean-pressure', 'vascular-resistance'].map(
      (name) => circulation.output(prior, name),
    );
    const venous = circulation.predict(prior, 'central-venous');
    for (let m = 0; m < SIZE; m++) {
      expect(((mean![m]! - venous[m]!) * 60) / 1000 / output![m]!).toBeCloseTo(resistance![m]!, 9);
    }
  });
});

describe('what is done to it', () => {
  it('a bleed of 800 mL lowers pressure and filling, and the reflex answers with a faster heart', () => {
    const bled = later(10, given('bleed', { volume: 800, durationMinutes: 5 }));
    expect(rose(untreated, bled, 'mean-pressure')).toBe(0);
    expect(rose(untreated, bled, 'end-diastolic-volume')).toBe(0);
    const [before, after] = [
      circulation.predict(untreated, 'heart-rate'),
      circulation.predict(bled, 'heart-rate'),
    ];
    for (let m = 0; m < SIZE; m++) expect(after[m]!).toBeGreaterThan(before[m]!);
  });

  it('10 mmHg more in the chest, as high end-expiratory pressure brings, cost everyone output', () => {
    const pressed = later(10, given('chest-pressure', { pressure: 10, durationMinutes: 600 }));
    expect(rose(untreated, pressed, 'cardiac-output')).toBe(0);
  });

  it('fluid raises output', () => {
    expect(
      rose(untreated, later(10, given('fluid', { volume: 500, durationMinutes: 5 })), 'cardiac-output'),
    ).toBe(SIZE);
  });

  it('what is lost and given back leaves no trace in the blood volume', () => {
    const volumeOf = (belief: Belief) =>
      belief.values[circulation.columns.findIndex(({ name }) => name === 'volume')]!;
    const both = later(
      10,
      given('bleed', { volume: 500, durationMinutes: 5 }),
      given('fluid', { volume: 500, durationMinutes: 8 }),
    );
    expect(volumeOf(both) / volumeOf(untreated)).toBeCloseTo(1, 2);
  });

  it('a vasopressor raises pressure; an inotrope raises ejection', () => {
    expect(
      rose(untreated, later(10, given('vasoactive', { ...NOTHING, resistance: 40 })), 'mean-pressure'),
    ).toBe(SIZE);
    expect(
      rose(untreated, later(10, given('vasoactive', { ...NOTHING, contractility: 60 })), 'ejection'),
    ).toBe(SIZE);
  });

  it('a drug acts no longer than it is given', () => {
    const brief = later(30, given('vasoactive', { ...NOTHING, resistance: 40, durationMinutes: 5 }));
    expect(median(brief, 'mean-pressure') / median(later(30), 'mean-pressure')).toBeCloseTo(1, 2);
  });

  it('pacing sets the rate', () => {
    const paced = later(10, given('pacing', { rate: 90, durationMinutes: 60 }));
    for (const rate of circulation.predict(paced, 'heart-rate')) expect(rate).toBeCloseTo(90, 9);
  });

  it('a narrow aortic valve costs work, a leaking mitral valve forward flow', () => {
    expect(rose(untreated, later(10, given('aortic-valve', { area: 0.7 })), 'stroke-work')).toBeGreaterThan(
      SIZE - 3,
    );
    expect(rose(untreated, later(10, given('mitral-valve', { leak: 0.4 })), 'cardiac-output')).toBe(0);
  });
});

describe('the contract', () => {
  it('gives the same bytes for the same arguments, and leaves the belief as it was', () => {
    const before = prior.values.slice();
    expect(later(10).values).toEqual(untreated.values);
    expect(prior.values).toEqual(before);
  });

  it('learns: low pressures, read again and again, lower pressure and output', () => {
    let belief = prior;
    for (let i = 1; i <= 4; i++) {
      belief = circulation.advance(
        belief,
        addSeconds(START, 300 * i),
        { interventions: [], inputs: [] },
        RANDOM,
      );
      const readings = [
        { observable: 'systolic', value: 85, censored: null },
        { observable: 'diastolic', value: 60, censored: null },
      ] as const;
      belief = assimilate(circulation, belief, readings, RANDOM.derive(`read ${i}`)).belief;
    }
    const systolic = circulation.predict(belief, 'systolic');
    expect(systolic.reduce((sum, value) => sum + value, 0) / SIZE).toBeCloseTo(85, -1);
    expect(median(belief, 'cardiac-output')).toBeLessThan(median(prior, 'cardiac-output'));
  });

  it('refuses an observable it does not have', () => {
    expect(() => circulation.predict(prior, 'oxygen-saturation')).toThrow(TwinwardError);
  });

  it('says when it is outside its range', () => {
    const bled = later(30, given('bleed', { volume: 2500, durationMinutes: 10 }));
    expect(circulation.outsideValidity!(bled)).not.toEqual([]);
    expect(circulation.outsideValidity!(untreated)).toEqual([]);
  });
});
