/** The samples of a waveform since it was last looked at, and the beats told of in that time. */
export class Stretch {
  /** Samples since the last look. */
  samples: number[] = [];
  /** Sample numbers of the beats told of since then, and of the last one before. */
  beats: number[] = [];
  /** Number of the first sample. */
  first = 0;
  /** How often it was looked at. */
  looks = 0;
  readonly #frequency: number;

  /** `frequency` in samples a second. */
  constructor(frequency: number) {
    this.#frequency = frequency;
  }

  /** Seconds between beats, in order. */
  intervals(): readonly number[] {
    return this.beats.slice(1).map((beat, i) => (beat - this.beats[i]!) / this.#frequency);
  }

  /** Begins anew; the last beat stays, so that the interval to the next is known. `broken` forgets it too. */
  next(broken: boolean): void {
    this.first += this.samples.length;
    this.samples = [];
    this.beats = broken ? [] : this.beats.slice(-1);
    this.looks += 1;
  }
}
