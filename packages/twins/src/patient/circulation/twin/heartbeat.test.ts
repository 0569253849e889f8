// A heartbeat as it is drawn: the loop of pressure and volume, and the figures read off it.
import { EMPTY_SCHEDULE, instant, subjectRef } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { ML, MMHG } from '../clinical-units.ts';
import { AT } from './columns.ts';
import { heartbeat } from './heartbeat.ts';
import { circulation } from './model.ts';

const START = instant(Date.UTC(2026, 0, 5));
const subject = { ref: subjectRef('Patient/test'), facts: {} };
const belief = circulation.initialise(subject, START, 5, philox('00000000000000c2'));
const MEMBERS = [0, 1, 2, 3, 4];
const traces = MEMBERS.map((member) => heartbeat.trace(belief, member, EMPTY_SCHEDULE));

function signal(member: number, name: string): Float64Array {
  const row = heartbeat.signals.findIndex((one) => one.name === name);
  return traces[member]!.values.subarray(row * heartbeat.points, (row + 1) * heartbeat.points);
}

const RISE = heartbeat.figures.findIndex(({ name }) => name === 'steepest-rise');

const figure = (member: number, name: string): number =>
  traces[member]!.figures[heartbeat.figures.findIndex((one) => one.name === name)]!;

describe('a heartbeat', () => {
  it.each(MEMBERS)('of member %i ends where it began', (member) => {
    for (const { name } of heartbeat.signals) {
      const course = signal(member, name);
      const span = Math.max(...course) - Math.min(...course);
      expect(Math.abs(course.at(-1)! - course[0]!)).toBeLessThanOrEqual(0.02 * span);
    }
  });

  it.each(MEMBERS)('of member %i encloses its stroke work', (member) => {
    const [volume, pressure] = [signal(member, 'lv-volume'), signal(member, 'lv-pressure')];
    let area = 0;
    for (let k = 1; k < volume.length; k++)
      area -= 0.5 * (pressure[k]! + pressure[k - 1]!) * (volume[k]! - volume[k - 1]!);
    expect((area * MMHG * ML) / figure(member, 'stroke-work')).toBeCloseTo(1, 1);
  });

  it.each(MEMBERS)('of member %i drives as much through each valve as the ventricle ejects', (member) => {
    const seconds = traces[member]!.period / (heartbeat.points - 1);
    for (const valve of ['mitral', 'aortic', 'tricuspid', 'pulmonary']) {
      const flow = signal(member, `${valve}-flow`);
      const through = flow.subarray(1).reduce((sum, q) => sum + q * seconds, 0);
      expect(through / figure(member, 'stroke-volume')).toBeCloseTo(1, 1);
    }
  });

  it('rises as steeply as in adults at rest, and more steeply in a stronger heart', () => {
    const rise = MEMBERS.map((member) => figure(member, 'steepest-rise'));
    const middle = rise.toSorted((a, b) => a - b)[2]!;
    expect(middle).toBeGreaterThan(800);
    expect(middle).toBeLessThan(3000);
    const values = belief.values.slice();
    for (const member of MEMBERS) {
      const at = member * belief.width + AT.contractility!;
      values[at] = 1.5 * values[at]!;
    }
    for (const member of MEMBERS) {
      const { figures } = heartbeat.trace({ ...belief, values }, member, EMPTY_SCHEDULE);
      expect(figures[RISE]!).toBeGreaterThan(rise[member]!);
    }
  });

  it('leaves the belief as it was', () => {
    const before = belief.values.slice();
    heartbeat.trace(belief, 0, EMPTY_SCHEDULE);
    expect(belief.values).toEqual(before);
  });
});
