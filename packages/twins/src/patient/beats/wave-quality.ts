/** What spoils a stretch of a waveform. */
export type WaveFault = 'learning' | 'lead-off' | 'flat' | 'saturated' | 'no-beats' | 'artefact' | 'unusual';

/**
 * Whether numbers may be read from a stretch: `good`; `doubtful`, where they may be but a published limit is passed; `withheld`, where
 * none are given. The words say why.
 */
export interface WaveQuality {
  readonly grade: 'good' | 'doubtful' | 'withheld';
  readonly fault: WaveFault | null;
  readonly words: string;
}

/** Nothing was found wrong. */
export const GOOD: WaveQuality = { grade: 'good', fault: null, words: 'good' };

/** Numbers are given, with a remark. */
export function doubtful(words: string): WaveQuality {
  return { grade: 'doubtful', fault: 'unusual', words };
}

/** No numbers are given. */
export function withheld(fault: WaveFault, words: string): WaveQuality {
  return { grade: 'withheld', fault, words };
}
