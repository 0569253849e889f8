// The drawing of the arteries and what is told of each.
import { describe, expect, it } from 'vitest';
import type { CycleView } from '../../generated/types.ts';
import { ARTERY_PATHS, CUFF } from './artery-paths.ts';
import { pressureRange, pressuresOf } from './artery-pressures.ts';

describe('the drawing', () => {
  it('has 56 arteries, each once, and the one a cuff presses among them', () => {
    const drawn = new Set(ARTERY_PATHS.map(({ name }) => name));
    expect(drawn.size).toBe(56);
    expect(ARTERY_PATHS).toHaveLength(56);
    expect(drawn.has(CUFF.artery)).toBe(true);
  });

  it('mirrors an arm: a person’s right is on its left', () => {
    const middle = (artery: string): number => ARTERY_PATHS.find(({ name }) => name === artery)!.middle[0];
    expect(middle('radial-right')).toBeLessThan(middle('aortic-arch'));
    expect(middle('radial-left')).toBeGreaterThan(middle('aortic-arch'));
    expect(middle('radial-left') + middle('radial-right')).toBe(240);
  });
});

describe('the pressures of an artery', () => {
  const cycle = {
    points: 3,
    members: [70, 80, 90].map((low, member) => ({
      member,
      weight: 1 / 3,
      period: 0.8,
      signals: { arm: [low, low + 40, low], leg: [low - 5, low + 61, low - 5] },
    })),
  } as unknown as CycleView;

  it('are those of its beat, whose end is its beginning and counts once, over the members', () => {
    expect(pressuresOf(cycle, 'arm')).toEqual({
      systolic: { q05: 110, q50: 120, q95: 130 },
      mean: { q05: 90, q50: 100, q95: 110 },
      diastolic: { q05: 70, q50: 80, q95: 90 },
    });
  });

  it('lie on a ramp whose ends hold all arteries of a member', () => {
    expect(pressureRange(cycle.members[0]!)).toEqual([60, 140]);
  });
});
