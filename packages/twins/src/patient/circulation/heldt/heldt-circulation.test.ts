// Heldt's circulation: what is known of it at rest, after a bleed, and of its reflexes.
import { TwinwardError } from '@twinward/contract';
import { describe, expect, it } from 'vitest';
import { HeldtCirculation } from './heldt-circulation.ts';
import { heldtParameters } from './parameters.ts';

const BLOOD = 70;

function rest(changes: Readonly<Record<number, number>>, arterial: boolean, seconds = 90) {
  const theta = heldtParameters();
  for (const [index, value] of Object.entries(changes)) theta[Number(index)] = value;
  const circulation = new HeldtCirculation(theta, { arterial, cardiopulmonary: false }, 'generated');
  circulation.advance(seconds);
  const last = circulation.beats.slice(-15);
  const mean = (of: (beat: (typeof last)[number]) => number) =>
    last.reduce((sum, beat) => sum + of(beat), 0) / 15;
  return { circulation, pressure: mean((beat) => beat.mean), rate: 60 / mean(({ period }) => period) };
}

describe('the 21-compartment circulation', () => {
  it('rests at 89 mmHg and 70 beats a minute without reflexes', () => {
    const { pressure, rate } = rest({}, false);
    expect(pressure).toBeCloseTo(89.2, 0);
    expect(rate).toBeCloseTo(70, 0);
  });

  it('a bleed of 500 mL lowers mean pressure to 84 mmHg with the arterial reflex and 54 without', () => {
    expect(rest({ [BLOOD]: 4650 }, true).pressure).toBeCloseTo(84, 0);
    expect(rest({ [BLOOD]: 4650 }, false).pressure).toBeCloseTo(54, 0);
  });

  it('the reflex answers a bleed with a faster heart', () => {
    expect(rest({ [BLOOD]: 4650 }, true).rate).toBeGreaterThan(80);
  });

  it('keeps its blood: drift below 1e-9', () => {
    const { circulation } = rest({}, true, 20);
    const blood = circulation.volumes.reduce((sum, volume) => sum + volume, 0);
    expect(Math.abs(blood / 5150 - 1)).toBeLessThan(1e-9);
  });

  it('refuses more blood than the vessels hold', () => {
    expect(() => rest({ [BLOOD]: 50_000 }, true)).toThrow(TwinwardError);
  });
});
