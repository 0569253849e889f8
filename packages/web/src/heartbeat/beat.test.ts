import { describe, expect, it } from 'vitest';
import type { CycleView } from '../generated/types.ts';
import { bandAt, hasSignals, middleOf, valueAt } from './beat.ts';
import { endDiastolicRelation, endSystolicRelation, endSystolicRelationFrom } from './relations.ts';

const cycle = {
  points: 3,
  median: 1,
  signals: [{ name: 'lv-volume', label: '', unit: 'mL' }],
  members: [10, 20, 30].map((value, member) => ({
    member,
    weight: 1 / 3,
    period: 0.8,
    signals: { 'lv-volume': [value, value + 4, value] },
  })),
} as unknown as CycleView;

describe('a beat', () => {
  it('is read between its points, and begins anew after its end', () => {
    expect(valueAt(middleOf(cycle), 'lv-volume', 0.25)).toBe(22);
    expect(valueAt(middleOf(cycle), 'lv-volume', 1.25)).toBe(22);
    expect(valueAt(middleOf(cycle), 'lv-volume', 0)).toBe(20);
    expect(hasSignals(cycle, ['lv-volume', 'rv-volume'])).toBe(false);
  });

  it('has a band that holds all members at the same phase', () => {
    expect(bandAt(cycle, 'lv-volume', 0.5)).toEqual({ q05: 14, q50: 24, q95: 34 });
  });
});

describe('the relations of a loop', () => {
  // a chamber of elastance 0.1 + 2.4 f(t) about 10 mL, filled to 120, emptied to 50, in a chest of 2 mmHg
  const [passive, active, rest, chest] = [0.1, 2.4, 10, 2];
  const n = 400;
  const phase = Array.from({ length: n }, (_, i) => i / n);
  const f = phase.map((t) => (t < 0.45 ? Math.sin((Math.PI * t) / 0.45) ** 2 : 0));
  const volume = phase.map((t) =>
    t < 0.1 ? 120 : t < 0.35 ? 120 - 70 * ((t - 0.1) / 0.25) : t < 0.45 ? 50 : 50 + 70 * ((t - 0.45) / 0.55),
  );
  const pressure = volume.map((v, i) => (passive + active * f[i]!) * (v - rest) + chest);

  it('finds the passive elastance on the way of filling', () => {
    const { slope, at } = endDiastolicRelation({ volume, pressure });
    expect(slope).toBeCloseTo(passive, 3);
    expect(slope * (50 - at)).toBeCloseTo(passive * (50 - rest) + chest, 2);
  });

  it('touches the loop with the line of end-systolic elastance, and no point lies beyond it', () => {
    const { slope, at } = endSystolicRelation({ volume, pressure }, passive + active);
    for (let i = 0; i < n; i++) expect(pressure[i]! - slope * (volume[i]! - at)).toBeLessThan(1e-9);
    expect(at).toBeCloseTo(rest - chest / (passive + active), 1);
    const through = endSystolicRelationFrom({ volume, pressure: pressure.map((p) => p - chest) }, rest);
    expect(through.slope / (passive + active)).toBeCloseTo(1, 2);
  });
});
