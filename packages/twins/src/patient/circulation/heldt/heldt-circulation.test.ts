// Heldt's circulation: what is known of it at rest, after a bleed, and of its reflexes.
import { TwinwardError } from '@twinward/contract';
import { describe, expect, it } from 'vitest';
import { HeldtCirculation } from './heldt-circulation.ts';
import { heldtParameters } from './parameters.ts';
import { sizeHeldtParameters } from './size-parameters.ts';

const BLOOD = 70;

function rest(changes: Readonly<Record<number, number>>, arterial: boolean, seconds = 90, size = 1) {
  const theta = sizeHeldtParameters(heldtParameters(), size);
  for (const [index, value] of Object.entries(changes)) theta[Number(index)] = value;
  const circulation = new HeldtCirculation(theta, { arterial, cardiopulmonary: false }, 'generated');
  circulation.advance(seconds);
  const last = circulation.beats.slice(-15);
  const mean = (of: (beat: (typeof last)[number]) => number) =>
    last.reduce((sum, beat) => sum + of(beat), 0) / 15;
  const rate = 60 / mean(({ period }) => period);
  const stroke = mean((beat) => beat.endDiastolicVolume - beat.endSystolicVolume);
  return { circulation, pressure: mean((beat) => beat.mean), rate, output: (rate * stroke) / 1000 };
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

  it('a smaller person has the same pressure and rate, and an output in proportion', () => {
    const [one, smaller] = [rest({}, true), rest({}, true, 90, 0.8)];
    expect(smaller.pressure).toBeCloseTo(one.pressure, 1);
    expect(smaller.rate).toBeCloseTo(one.rate, 1);
    expect(smaller.output / one.output).toBeCloseTo(0.8, 3);
  });

  it('a bleed of 500 mL is more to a smaller person', () => {
    const blood = 0.8 * 5150 - 500;
    expect(rest({ [BLOOD]: blood }, true, 90, 0.8).pressure).toBeLessThan(
      rest({ [BLOOD]: 4650 }, true).pressure,
    );
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
