import { medianOf } from './median.ts';
import { type PressurePulse, PulseDetector } from './pulse-detector.ts';
import { sampleFault } from './sample-fault.ts';
import { Stretch } from './stretch.ts';
import type { VitalSign, WaveFinding, WaveFollower } from './wave-finding.ts';
import { doubtful, GOOD, type WaveQuality, withheld } from './wave-quality.ts';

/** Limits of Sun, Reisner and Mark 2006, mm[Hg], /min, s; slopes in mm[Hg] a second. */
const PRESSURE = { least: 20, most: 300 } as const;
const MEAN = { least: 30, most: 200 } as const;
const RATE = { least: 20, most: 200 } as const;
const LEAST_PULSE = 20;
const JUMP = 20;
const INTERVAL_JUMP = 0.5;
const NOISE = -400;
/** mm[Hg] that an arterial line in a living person exceeds within two seconds. */
const STILL = 2;
/** Of the pulses of a stretch at least this share must be sound, and at least this many. */
const SOUND_SHARE = 0.6;
const LEAST_PULSES = 3;

interface SoundPulse {
  readonly pulse: PressurePulse;
  readonly mean: number;
}

/**
 * Systolic, diastolic and mean pressure from an arterial line in mm[Hg], LOINC 8480-6, 8462-4 and 8478-0. Each pulse is judged by the
 * signal abnormality index of Sun, Reisner and Mark 2006 (Computers in Cardiology 33:13-16): pressures, mean and rate within limits, no
 * jump of more than 20 mm[Hg] or half a second from pulse to pulse, and no noise. A pulse pressure below 20 mm[Hg], which they
 * call abnormal, is doubted and not refused: shock has it too.
 */
export class PressureFollower implements WaveFollower {
  readonly kind = 'arterial-pressure';
  readonly codes: readonly string[] = ['8480-6', '8462-4', '8478-0'];
  readonly #frequency: number;
  readonly #rails: readonly [number, number] | null;
  readonly #detector: PulseDetector;
  readonly #stretch: Stretch;
  #pulses: PressurePulse[] = [];

  /** `frequency` in samples a second; `rails` the least and largest value that can be sent. */
  constructor(frequency: number, rails: readonly [number, number] | null) {
    this.#frequency = frequency;
    this.#rails = rails;
    this.#detector = new PulseDetector(frequency);
    this.#stretch = new Stretch(frequency);
  }

  push(sample: number): number | null {
    this.#stretch.samples.push(sample);
    const pulse = this.#detector.push(sample);
    if (pulse === null) return null;
    this.#stretch.beats.push(pulse.foot);
    this.#pulses.push(pulse);
    return pulse.foot;
  }

  close(): WaveFinding {
    const limits = { frequency: this.#frequency, still: STILL, rails: this.#rails };
    const fault = sampleFault(this.#stretch.samples, limits);
    const learning =
      this.#stretch.looks === 0 ? withheld('learning', 'the size of the pulses is being learnt') : null;
    const sound = this.#sound();
    const quality = fault ?? learning ?? this.#judge(sound);
    const vitals = quality.grade === 'withheld' ? [] : vitalsOf(sound);
    this.#stretch.next(fault !== null);
    this.#pulses = fault === null ? this.#pulses.slice(-1) : [];
    return { quality, vitals };
  }

  #judge(sound: readonly SoundPulse[]): WaveQuality {
    const all = this.#pulses.length - 1;
    if (all < LEAST_PULSES) return withheld('no-beats', 'too few pulses are found to tell a pressure');
    if (sound.length < LEAST_PULSES || sound.length < SOUND_SHARE * all)
      return withheld('artefact', `${all - sound.length} of ${all} pulses are not those of an arterial line`);
    const pulse = medianOf(sound.map((one) => one.pulse.systolic - one.pulse.diastolic));
    return pulse < LEAST_PULSE
      ? doubtful(`a pulse pressure of ${pulse.toFixed(0)} mmHg: shock, or a damped line`)
      : GOOD;
  }

  /** The pulses that pass, each with its own mean, which the next pulse tells. */
  #sound(): readonly SoundPulse[] {
    return this.#pulses.slice(0, -1).flatMap((pulse, i) => {
      const next = this.#pulses[i + 1]!;
      const seconds = (next.foot - pulse.foot) / this.#frequency;
      const before = i === 0 ? seconds : (pulse.foot - this.#pulses[i - 1]!.foot) / this.#frequency;
      const mean = next.meanBefore;
      const passes =
        pulse.diastolic >= PRESSURE.least &&
        pulse.systolic <= PRESSURE.most &&
        mean >= MEAN.least &&
        mean <= MEAN.most &&
        60 / seconds >= RATE.least &&
        60 / seconds <= RATE.most &&
        Math.abs(next.systolic - pulse.systolic) <= JUMP &&
        Math.abs(next.diastolic - pulse.diastolic) <= JUMP &&
        Math.abs(seconds - before) <= INTERVAL_JUMP &&
        this.#fall(pulse.foot, next.foot) >= NOISE;
      return passes ? [{ pulse, mean }] : [];
    });
  }

  /** Mean of the falling slopes between two samples, mm[Hg] a second. */
  #fall(from: number, to: number): number {
    const { samples, first } = this.#stretch;
    let [sum, count] = [0, 0];
    for (let i = Math.max(1, from - first); i < Math.min(samples.length, to - first); i++) {
      const slope = samples[i]! - samples[i - 1]!;
      if (slope < 0) {
        sum += slope;
        count += 1;
      }
    }
    return count === 0 ? 0 : (sum / count) * this.#frequency;
  }
}

function vitalsOf(sound: readonly SoundPulse[]): readonly VitalSign[] {
  const told = (code: string, label: string, values: readonly number[]): VitalSign => ({
    code,
    label,
    value: medianOf(values),
    unit: 'mm[Hg]',
  });
  return [
    told(
      '8480-6',
      'Systolic pressure',
      sound.map(({ pulse }) => pulse.systolic),
    ),
    told(
      '8462-4',
      'Diastolic pressure',
      sound.map(({ pulse }) => pulse.diastolic),
    ),
    told(
      '8478-0',
      'Mean pressure',
      sound.map(({ mean }) => mean),
    ),
  ];
}
