import { judgeRhythm } from './judge-rhythm.ts';
import { medianOf } from './median.ts';
import { PulseDetector } from './pulse-detector.ts';
import { sampleFault } from './sample-fault.ts';
import { Stretch } from './stretch.ts';
import type { VitalSign, WaveFinding, WaveFollower } from './wave-finding.ts';
import { withheld } from './wave-quality.ts';

/** Share of the largest span of a stretch so far that a pulsating finger exceeds within two seconds. */
const STILL = 0.02;
const LIKENESS = 0.86;
/** A plethysmogram has no unit: whatever rises is measured against what rose before. */
const LEAST = 1e-9;

/** Pulse rate from a plethysmogram in any unit, LOINC 8889-8, judged by `judgeRhythm`. */
export class PlethysmogramFollower implements WaveFollower {
  readonly kind = 'plethysmogram';
  readonly codes: readonly string[] = ['8889-8'];
  readonly #frequency: number;
  readonly #rails: readonly [number, number] | null;
  readonly #detector: PulseDetector;
  readonly #stretch: Stretch;
  #span = 0;

  /** `frequency` in samples a second; `rails` the least and largest value that can be sent. */
  constructor(frequency: number, rails: readonly [number, number] | null) {
    this.#frequency = frequency;
    this.#rails = rails;
    this.#detector = new PulseDetector(frequency, LEAST);
    this.#stretch = new Stretch(frequency);
  }

  push(sample: number): number | null {
    this.#stretch.samples.push(sample);
    const pulse = this.#detector.push(sample);
    if (pulse === null) return null;
    this.#stretch.beats.push(pulse.foot);
    return pulse.foot;
  }

  close(): WaveFinding {
    const known = this.#stretch.samples.filter((value) => !Number.isNaN(value));
    if (known.length > 0) this.#span = Math.max(this.#span, Math.max(...known) - Math.min(...known));
    const limits = { frequency: this.#frequency, still: STILL * this.#span, rails: this.#rails };
    const fault = sampleFault(this.#stretch.samples, limits);
    const learning =
      this.#stretch.looks === 0 ? withheld('learning', 'the size of the pulses is being learnt') : null;
    const quality = fault ?? learning ?? judgeRhythm(this.#stretch, this.#frequency, LIKENESS);
    const vitals: readonly VitalSign[] =
      quality.grade === 'withheld'
        ? []
        : [
            {
              code: '8889-8',
              label: 'Pulse rate',
              value: 60 / medianOf(this.#stretch.intervals()),
              unit: '/min',
            },
          ];
    this.#stretch.next(fault !== null);
    return { quality, vitals };
  }
}
