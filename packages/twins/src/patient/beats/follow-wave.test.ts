// What a bedside monitor must not do: take a sensor that fell off for a change in the person.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { followWave } from './follow-wave.ts';
import type { WaveFinding } from './wave-finding.ts';
import { type WaveKind, waveKindOf } from './wave-kind.ts';

const RATE = 125;
const TEN_SECONDS = 10 * RATE;

/** A record of an arterial line, mm[Hg], from its file: format 212 with four samples of the electrocardiogram to one of each other. */
function arterialLine(): Float64Array {
  const bytes = readFileSync(new URL('../../../../../data/signals/03700181.dat', import.meta.url));
  const raw: number[] = [];
  for (let i = 0; i + 2 < bytes.length; i += 3) {
    raw.push(((bytes[i]! | ((bytes[i + 1]! & 15) << 8)) << 20) >> 20);
    raw.push(((bytes[i + 2]! | ((bytes[i + 1]! >> 4) << 8)) << 20) >> 20);
  }
  return Float64Array.from({ length: 75_000 }, (_, i) => (raw[6 * i + 4]! + 1605) / 12.84);
}

const LINE = arterialLine();

function findings(
  kind: WaveKind,
  samples: ArrayLike<number>,
  rails: [number, number] | null = null,
): WaveFinding[] {
  const follower = followWave(kind, RATE, rails);
  const found: WaveFinding[] = [];
  for (let i = 0; i < samples.length; i++) {
    follower.push(samples[i]!);
    if ((i + 1) % TEN_SECONDS === 0) found.push(follower.close());
  }
  return found;
}

/** The line of a person in shock, with something done to it from 60 s to 100 s. */
const spoilt = (spoil: (value: number, i: number) => number): Float64Array =>
  LINE.slice(0, 150 * RATE).map((value, i) => (i >= 60 * RATE && i < 100 * RATE ? spoil(value, i) : value));

describe('an arterial line', () => {
  it('of a person in shock is doubted, not withheld', () => {
    const found = findings('arterial-pressure', LINE.slice(0, 120 * RATE)).slice(2);
    expect(found.every(({ quality }) => quality.grade !== 'withheld')).toBe(true);
    expect(found.some(({ quality }) => quality.words.includes('shock'))).toBe(true);
    for (const { vitals } of found) {
      const [systolic, diastolic, mean] = vitals.map(({ value }) => value);
      expect(systolic).toBeGreaterThan(mean!);
      expect(mean).toBeGreaterThan(diastolic!);
    }
  });

  it.each([
    ['nothing comes', () => Number.NaN, /lead-off/],
    ['the transducer is open to air', () => 0, /flat/],
    ['the line is flushed', () => 290, /flat/],
    ['it is cut off at the end of the range', (v: number) => Math.max(34, v), /saturated/],
    [
      'somebody shakes it',
      (v: number, i: number) => v + 60 * Math.sin(i) * Math.sin(i / 37),
      /artefact|no-beats/,
    ],
  ] as const)('gives no pressure while %s, and says why', (_claim, spoil, fault) => {
    const found = findings('arterial-pressure', spoilt(spoil), fault.test('saturated') ? [34, 320] : null);
    const during = found.slice(6, 10);
    expect(during.flatMap(({ vitals }) => vitals)).toEqual([]);
    for (const { quality } of during) expect(String(quality.fault)).toMatch(fault);
  });

  it('gives pressures again within 20 s of being back, and never one that is far from those before', () => {
    for (const spoil of [() => Number.NaN, () => 0, () => 290]) {
      const found = findings('arterial-pressure', spoilt(spoil));
      expect(found.slice(12).every(({ vitals }) => vitals.length === 3)).toBe(true);
      for (const { vitals } of found)
        for (const { code, value } of vitals)
          if (code === '8480-6') expect(Math.abs(value - 48)).toBeLessThan(6);
    }
  });
});

describe('a plethysmogram', () => {
  it('of any unit tells the pulse rate that a pressure curve of the same pulses does', () => {
    const rate = (scale: number): readonly number[] =>
      findings(
        'plethysmogram',
        LINE.slice(0, 120 * RATE).map((v) => scale * v - 3),
      ).flatMap(({ vitals }) => vitals.map(({ value }) => value));
    for (const scale of [1e-4, 1, 1e4]) {
      expect(rate(scale).length).toBeGreaterThan(8);
      for (const value of rate(scale)) expect(Math.abs(value - 122.5)).toBeLessThan(2);
    }
  });

  it('tells none when the clip is off', () => {
    expect(
      findings(
        'plethysmogram',
        spoilt((_, i) => 40 + 0.01 * Math.sin(i)),
      )
        .slice(6, 10)
        .flatMap(({ vitals }) => vitals),
    ).toEqual([]);
  });
});

describe('breaths', () => {
  it.each([8, 14, 22, 30])('of %i a minute are counted', (perMinute) => {
    const samples = Float64Array.from({ length: 90 * RATE }, (_, i) => {
      const t = i / RATE;
      return Math.sin((2 * Math.PI * perMinute * t) / 60) + 0.1 * Math.sin(2 * Math.PI * 1.3 * t) + 0.005 * t;
    });
    const found = findings('respiration', samples).at(-1)!;
    expect(Math.abs(found.vitals[0]!.value - perMinute)).toBeLessThan(1);
  });

  it('are not counted where there are none', () => {
    expect(findings('respiration', new Float64Array(90 * RATE)).at(-1)!.quality.grade).toBe('withheld');
  });
});

it('a signal is known by the name and unit monitors give it', () => {
  const known = [
    ['MLII', 'mV'],
    ['V5', 'mV'],
    ['MCL1', 'mV'],
    ['II', 'mV'],
    ['ABP', 'mmHg'],
    ['ART', 'mmHg'],
    ['Pleth', 'NU'],
    ['RESP', 'mV'],
    ['Resp', 'Ohm'],
    ['CVP', 'mmHg'],
    ['ABP', 'V'],
  ] as const;
  expect(known.map(([name, unit]) => waveKindOf(name, unit)?.slice(0, 5) ?? null)).toEqual([
    'elect',
    'elect',
    'elect',
    'elect',
    'arter',
    'arter',
    'pleth',
    'respi',
    'respi',
    null,
    null,
  ]);
});
