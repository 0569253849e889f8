import { TwinwardError } from '@twinward/contract';
import { describe, expect, it } from 'vitest';
import { news2, type Observations } from './news2.ts';

const WELL: Observations = {
  respiratoryRate: 16,
  oxygenSaturation: 97,
  onOxygen: false,
  oxygenScale: 1,
  systolic: 120,
  pulse: 70,
  consciousness: 'A',
  temperature: 36.8,
};

describe('the National Early Warning Score 2', () => {
  // each bound of the chart, on both sides
  it.each([
    ['respiratoryRate', [8, 3], [9, 1], [11, 1], [12, 0], [20, 0], [21, 2], [24, 2], [25, 3]],
    ['oxygenSaturation', [91, 3], [92, 2], [93, 2], [94, 1], [95, 1], [96, 0], [100, 0]],
    ['systolic', [90, 3], [91, 2], [100, 2], [101, 1], [110, 1], [111, 0], [219, 0], [220, 3]],
    ['pulse', [40, 3], [41, 1], [50, 1], [51, 0], [90, 0], [91, 1], [110, 1], [111, 2], [130, 2], [131, 3]],
    ['temperature', [35, 3], [35.1, 1], [36, 1], [36.1, 0], [38, 0], [38.1, 1], [39, 1], [39.1, 2]],
  ] as const)('scores %s as the chart does', (part, ...bounds) => {
    for (const [value, points] of bounds) {
      const { total, points: all } = news2({ ...WELL, [part]: value });
      expect([value, all[part], total]).toEqual([value, points, points]);
    }
  });

  it('scores oxygen saturation by scale 2 on air and on oxygen', () => {
    const on = (oxygenSaturation: number, onOxygen: boolean): number =>
      news2({ ...WELL, oxygenScale: 2, oxygenSaturation, onOxygen }).points.oxygenSaturation;
    expect([83, 84, 85, 86, 87, 88, 92, 93, 100].map((value) => on(value, false))).toEqual([
      3, 2, 2, 1, 1, 0, 0, 0, 0,
    ]);
    expect([83, 84, 85, 86, 87, 88, 92, 93, 94, 95, 96, 97].map((value) => on(value, true))).toEqual([
      3, 2, 2, 1, 1, 0, 0, 1, 1, 2, 2, 3,
    ]);
  });

  it('tells the risk, and what was not measured', () => {
    expect(news2(WELL).risk).toBe('low');
    expect(news2({ ...WELL, consciousness: 'C' })).toMatchObject({ total: 3, risk: 'low-medium' });
    expect(news2({ ...WELL, pulse: 120, onOxygen: true, temperature: 38.5 }).risk).toBe('medium');
    expect(news2({ ...WELL, pulse: 140, onOxygen: true, respiratoryRate: 22 })).toMatchObject({
      total: 7,
      risk: 'high',
    });
    expect(news2({ ...WELL, pulse: null, consciousness: null }).missing).toEqual(['consciousness', 'pulse']);
  });

  it.each([
    ['oxygenSaturation', -999],
    ['pulse', Number.NaN],
    ['temperature', 98.6],
    ['systolic', 0],
  ] as const)('refuses %s %d', (part, value) => {
    try {
      news2({ ...WELL, [part]: value });
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(TwinwardError);
      expect((error as TwinwardError).place.field).toBe(part);
    }
  });
});
