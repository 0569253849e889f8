// The pressure in each artery through a heartbeat of the twin.
import { EMPTY_SCHEDULE, instant, subjectRef } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { AT } from './columns.ts';
import { circulation } from './model.ts';

const START = instant(Date.UTC(2026, 0, 5));
const belief = circulation.initialise(
  { ref: subjectRef('Patient/test'), facts: {} },
  START,
  7,
  philox('00000000000000c2'),
);
const MEMBERS = [0, 1, 2, 3, 4, 5, 6];
const heart = circulation.cycle!;
const arteries = circulation.closeUps!['arterial-tree']!;
const beats = MEMBERS.map((member) => heart.trace(belief, member, EMPTY_SCHEDULE));
const trees = MEMBERS.map((member) => arteries.trace(belief, member, EMPTY_SCHEDULE));

const course = (of: typeof heart, values: Float64Array, name: string): Float64Array => {
  const row = of.signals.findIndex((one) => one.name === name);
  return values.subarray(row * of.points, (row + 1) * of.points);
};
const inTree = (member: number, name: string): Float64Array => course(arteries, trees[member]!.values, name);
const figure = (of: typeof heart, figures: Float64Array, name: string): number =>
  figures[of.figures.findIndex((one) => one.name === name)]!;
const mean = (wave: Float64Array): number =>
  wave.subarray(1).reduce((sum, p) => sum + p, 0) / (wave.length - 1);
const pulse = (wave: Float64Array): number => Math.max(...wave) - Math.min(...wave);

describe('the arteries of a twin', () => {
  it('are 56, and the root of the aorta', () => {
    expect(arteries.signals).toHaveLength(57);
    expect(new Set(arteries.signals.map(({ label }) => label)).size).toBe(57);
    expect(arteries.signals.map(({ label }) => label)).toContain('Common carotid, right');
  });

  it.each(MEMBERS)('of member %i bear at the root the pressure that the twin estimates', (member) => {
    const own = course(heart, beats[member]!.values, 'arterial-pressure');
    const root = inTree(member, 'aortic-root');
    expect(Math.abs(mean(root) - mean(own))).toBeLessThan(0.1);
    expect(Math.abs(Math.max(...root) - Math.max(...own))).toBeLessThan(1);
    expect(Math.abs(Math.min(...root) - Math.min(...own))).toBeLessThan(1);
  });

  it.each(MEMBERS)(
    'of member %i take the stroke volume of the heart, less what leaks back through its valves',
    (member) => {
      const ejected = figure(heart, beats[member]!.figures, 'stroke-volume');
      const share = figure(arteries, trees[member]!.figures, 'stroke-volume') / ejected;
      expect(share).toBeGreaterThan(0.93);
      expect(share).toBeLessThan(1);
    },
  );

  it.each(MEMBERS)('of member %i amplify the pulse towards the arm', (member) => {
    expect(figure(arteries, trees[member]!.figures, 'amplification')).toBeGreaterThan(1);
    expect(pulse(inTree(member, 'brachial-right'))).toBeGreaterThan(pulse(inTree(member, 'aortic-root')));
  });

  it('conduct the pulse faster in who has a smaller compliance, and leave the pressure at the root alone', () => {
    const values = belief.values.slice();
    for (const member of MEMBERS) {
      const at = member * belief.width + AT.compliance!;
      values[at] = 0.7 * values[at]!;
    }
    for (const member of MEMBERS) {
      const stiffer = arteries.trace({ ...belief, values }, member, EMPTY_SCHEDULE);
      const speed = (figures: Float64Array): number => figure(arteries, figures, 'pulse-wave-velocity');
      expect(speed(stiffer.figures)).toBeGreaterThan(1.1 * speed(trees[member]!.figures));
    }
  });

  it('have the members and the period of the heartbeat, and leave the belief as it was', () => {
    const before = belief.values.slice();
    for (const member of MEMBERS) {
      expect(arteries.trace(belief, member, EMPTY_SCHEDULE).period).toBe(beats[member]!.period);
    }
    expect(arteries.rankedBy).toBe(heart.rankedBy);
    expect(belief.values).toEqual(before);
  });
});
