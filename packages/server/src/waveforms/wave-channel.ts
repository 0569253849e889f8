import type { WfdbSignal } from '@twinward/connect/wfdb';
import { followWave, type WaveFollower, type WaveKind, waveKindOf } from '@twinward/twins/patient';

/** Samples a second of the wall clock of one signal that are sent at most; more become the least and largest of each group. */
const MOST_SENT = 500;
/** What a missing sample is sent as. */
const MISSING = -32_768;
const STEPS = 65_000;

/** One signal on its way from the file to the screen: followed for beats, thinned, and packed in 16 bits. */
export class WaveChannel {
  readonly name: string;
  readonly unit: string;
  readonly kind: WaveKind | null;
  /** Samples a second of the recording. */
  readonly frequency: number;
  /** A packed number times `step` plus `middle` is the value in `unit`. */
  readonly step: number;
  readonly middle: number;
  #follower: WaveFollower | null = null;
  #signal: WfdbSignal;
  #sent: number[] = [];

  constructor(signal: WfdbSignal, frames: number) {
    this.#signal = signal;
    this.name = signal.description === '' ? signal.file : signal.description;
    this.unit = signal.unit;
    this.kind = waveKindOf(signal.description, signal.unit);
    this.frequency = frames * signal.samplesPerFrame;
    const [low, high] = signal.rails;
    this.step = (high - low) / STEPS;
    this.middle = (low + high) / 2;
    this.begin();
  }

  /** Follows the signal anew, as at its first sample. */
  begin(): void {
    this.#follower = this.kind === null ? null : followWave(this.kind, this.frequency, this.#signal.rails);
    this.#sent = [];
  }

  get follower(): WaveFollower | null {
    return this.#follower;
  }

  /** Samples of a frame. */
  get perFrame(): number {
    return this.#signal.samplesPerFrame;
  }

  /** Takes samples in; the seconds, since it was begun, of the beats now certain. */
  push(samples: Float64Array): readonly number[] {
    const beats: number[] = [];
    for (const sample of samples) {
      this.#sent.push(sample);
      const beat = this.#follower?.push(sample) ?? null;
      if (beat !== null) beats.push(beat / this.frequency);
    }
    return beats;
  }

  /** What came since the last call, thinned for a playback at so many times life's speed: 16-bit little-endian, base64. */
  pack(speed: number): string {
    const thinned = thin(this.#sent, Math.ceil((this.frequency * Math.max(1, speed)) / MOST_SENT));
    this.#sent = [];
    const bytes = Buffer.alloc(2 * thinned.length);
    thinned.forEach((value, i) => {
      const packed = Math.round((value - this.middle) / this.step);
      bytes.writeInt16LE(Number.isNaN(value) ? MISSING : Math.max(-32_767, Math.min(32_767, packed)), 2 * i);
    });
    return bytes.toString('base64');
  }
}

/** Of each group of twice `every` samples the least and the largest, in the order they came; all of them where `every` is 1. */
function thin(samples: readonly number[], every: number): readonly number[] {
  if (every <= 1) return samples;
  const kept: number[] = [];
  for (let from = 0; from < samples.length; from += 2 * every) {
    let [low, high] = [from, from];
    for (let i = from; i < Math.min(samples.length, from + 2 * every); i++) {
      if (samples[i]! < samples[low]! || Number.isNaN(samples[low]!)) low = i;
      if (samples[i]! > samples[high]! || Number.isNaN(samples[high]!)) high = i;
    }
    kept.push(samples[Math.min(low, high)]!, samples[Math.max(low, high)]!);
  }
  return kept;
}
