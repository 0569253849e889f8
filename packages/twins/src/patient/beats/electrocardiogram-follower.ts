import { judgeRhythm } from './judge-rhythm.ts';
import { medianOf } from './median.ts';
import { QrsDetector } from './qrs-detector.ts';
import { sampleFault } from './sample-fault.ts';
import { Stretch } from './stretch.ts';
import type { VitalSign, WaveFinding, WaveFollower } from './wave-finding.ts';
import { withheld } from './wave-quality.ts';

/** mV that a lead on a living person exceeds within two seconds. */
const STILL = 0.05;
const LIKENESS = 0.66;

/** Heart rate from an electrocardiogram in mV, LOINC 8867-4, judged by `judgeRhythm`. */
export class ElectrocardiogramFollower implements WaveFollower {
  readonly kind = 'electrocardiogram';
  readonly codes: readonly string[] = ['8867-4'];
  readonly #frequency: number;
  readonly #rails: readonly [number, number] | null;
  readonly #detector: QrsDetector;
  readonly #stretch: Stretch;

  /** `frequency` in samples a second; `rails` the least and largest value that can be sent. */
  constructor(frequency: number, rails: readonly [number, number] | null) {
    this.#frequency = frequency;
    this.#rails = rails;
    this.#detector = new QrsDetector(frequency);
    this.#stretch = new Stretch(frequency);
  }

  push(sample: number): number | null {
    this.#stretch.samples.push(sample);
    const beat = this.#detector.push(sample);
    if (beat !== null) this.#stretch.beats.push(beat);
    return beat;
  }

  close(): WaveFinding {
    const limits = { frequency: this.#frequency, still: STILL, rails: this.#rails };
    const fault = sampleFault(this.#stretch.samples, limits);
    const learning =
      this.#stretch.looks === 0 ? withheld('learning', 'the size of the beats is being learnt') : null;
    const quality = fault ?? learning ?? judgeRhythm(this.#stretch, this.#frequency, LIKENESS);
    const vitals: readonly VitalSign[] =
      quality.grade === 'withheld'
        ? []
        : [
            {
              code: '8867-4',
              label: 'Heart rate',
              value: 60 / medianOf(this.#stretch.intervals()),
              unit: '/min',
            },
          ];
    this.#stretch.next(fault !== null);
    return { quality, vitals };
  }
}
