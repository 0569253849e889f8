import { BreathFollower } from './breath-follower.ts';
import { ElectrocardiogramFollower } from './electrocardiogram-follower.ts';
import { PlethysmogramFollower } from './plethysmogram-follower.ts';
import { PressureFollower } from './pressure-follower.ts';
import type { WaveFollower } from './wave-finding.ts';
import type { WaveKind } from './wave-kind.ts';

const FOLLOWERS: Readonly<
  Record<WaveKind, new (frequency: number, rails: readonly [number, number] | null) => WaveFollower>
> = {
  electrocardiogram: ElectrocardiogramFollower,
  'arterial-pressure': PressureFollower,
  plethysmogram: PlethysmogramFollower,
  respiration: BreathFollower,
};

/**
 * Begins to follow a waveform: beats as they come, and for each stretch of about ten seconds what it came to and how far that can be
 * trusted. Pure: the same samples give the same findings.
 *
 * @param frequency samples a second
 * @param rails the least and largest value that the converter can send, in the waveform's unit; null where that is not known
 * @example
 * const follower = followWave('arterial-pressure', 125, null);
 * follower.push(Number.NaN);
 * follower.close().quality.fault; // 'lead-off'
 */
export function followWave(
  kind: WaveKind,
  frequency: number,
  rails: readonly [low: number, high: number] | null,
): WaveFollower {
  return new FOLLOWERS[kind](frequency, rails);
}
