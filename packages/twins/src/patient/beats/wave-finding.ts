import type { WaveKind } from './wave-kind.ts';
import type { WaveQuality } from './wave-quality.ts';

/** A number read from a waveform, coded as it is recorded. */
export interface VitalSign {
  /** LOINC. */
  readonly code: string;
  readonly label: string;
  readonly value: number;
  /** UCUM. */
  readonly unit: string;
}

/** What a stretch of a waveform came to. */
export interface WaveFinding {
  readonly quality: WaveQuality;
  /** Robust medians over the stretch; none where they are withheld. */
  readonly vitals: readonly VitalSign[];
}

/** Follows one waveform, sample by sample. */
export interface WaveFollower {
  readonly kind: WaveKind;
  /** What it could tell, for whoever lists what is missing. */
  readonly codes: readonly string[];
  /** Takes the next sample in the unit of its kind, NaN for none; the number of the sample at the beat now certain, or null. */
  push(sample: number): number | null;
  /** Closes the stretch since the last call and says what it came to. */
  close(): WaveFinding;
}
