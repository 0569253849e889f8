import { streamWaveformsAddress } from '../generated/api.ts';

/** The address of the stream of some subjects, each named once. */
export function waveAddress(subjects: readonly string[]): string {
  return streamWaveformsAddress({ query: { subjects: [...new Set(subjects)].sort().join(',') } });
}
