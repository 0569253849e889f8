// The detectors on curves whose beats are known, and on what goes wrong at a bedside.
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { PulseDetector } from './pulse-detector.ts';
import { QrsDetector } from './qrs-detector.ts';

/** Complexes as sums of narrow bells over a slow drift and noise: P, Q, R, S, T, as McSharry et al. 2003 place them. */
const BELLS = [
  [-0.2, 0.025, 0.12],
  [-0.03, 0.01, -0.1],
  [0, 0.011, 1],
  [0.03, 0.01, -0.25],
  [0.25, 0.05, 0.25],
] as const;

function electrocardiogram(
  frequency: number,
  seconds: number,
  beats: readonly number[],
  scale = 1,
): Float64Array {
  const draws = philox('000000000000ec60').draws(0, 0, 0);
  return Float64Array.from({ length: frequency * seconds }, (_, i) => {
    const t = i / frequency;
    let value = 0.1 * Math.sin(2 * Math.PI * 0.2 * t) + 0.01 * draws.normal();
    for (const beat of beats)
      if (Math.abs(t - beat) < 0.6)
        for (const [at, width, height] of BELLS)
          value += height * Math.exp(-0.5 * ((t - beat - at) / width) ** 2);
    return scale * value;
  });
}

const beatsEvery = (seconds: number, period: (t: number) => number): number[] => {
  const beats: number[] = [];
  for (let t = 0.7; t < seconds - 0.5; t += period(t)) beats.push(t);
  return beats;
};

const found = (frequency: number, samples: Float64Array): number[] => {
  const detector = new QrsDetector(frequency);
  return [...samples].flatMap((sample) => {
    const beat = detector.push(sample);
    return beat === null ? [] : [beat / frequency];
  });
};

describe('QRS complexes', () => {
  const beats = beatsEvery(60, (t) => 0.8 + 0.1 * Math.sin(t));

  it.each([125, 250, 360, 1000])(
    'are found at %i samples a second, each within 30 ms of its R wave',
    (frequency) => {
      for (const scale of [1, -1, 0.3, 4]) {
        const ours = found(frequency, electrocardiogram(frequency, 60, beats, scale));
        const late = beats.filter((beat) => beat > 1);
        const missed = late.filter((beat) => !ours.some((one) => Math.abs(one - beat) < 0.03));
        expect(missed.length).toBeLessThanOrEqual(1);
        // while the size of complexes is being learnt a T wave may pass for one
        expect(ours.filter((beat) => beat > 3).length).toBeLessThanOrEqual(
          beats.filter((b) => b > 2.9).length,
        );
      }
    },
  );

  it('are not invented where the lead is off, and are found again when it is back', () => {
    const samples = electrocardiogram(250, 60, beats);
    samples.fill(Number.NaN, 20 * 250, 40 * 250);
    const ours = found(250, samples);
    expect(ours.filter((beat) => beat > 20.5 && beat < 39.5)).toEqual([]);
    const back = beats.filter((beat) => beat > 42);
    expect(ours.filter((beat) => beat > 41.9).length).toBeGreaterThanOrEqual(back.length - 1);
    expect(found(250, new Float64Array(250 * 30))).toEqual([]);
  });
});

describe('pressure pulses', () => {
  it('give their foot, systolic and diastolic pressure', () => {
    const frequency = 125;
    const feet = beatsEvery(40, () => 0.9);
    const samples = Float64Array.from({ length: 40 * frequency }, (_, i) => {
      const t = i / frequency;
      const since = t - (feet.findLast((foot) => foot <= t) ?? -9);
      const wave = since > 0.9 ? 0 : 4 * (Math.exp(-since / 0.25) - Math.exp(-since / 0.08));
      return 75 + (45 / 1.53) * wave;
    });
    const detector = new PulseDetector(frequency);
    const pulses = [...samples].flatMap((sample) => detector.push(sample) ?? []);
    expect(pulses.length).toBeGreaterThan(feet.length - 4);
    for (const { foot, systolic, diastolic, meanBefore } of pulses.slice(2)) {
      expect(Math.min(...feet.map((one) => Math.abs(one - foot / frequency)))).toBeLessThan(0.06);
      expect(Math.abs(systolic - Math.max(...samples))).toBeLessThan(1);
      expect(Math.abs(diastolic - 76)).toBeLessThan(3);
      expect(meanBefore).toBeGreaterThan(diastolic);
      expect(meanBefore).toBeLessThan(systolic);
    }
  });
});
