// What the waveform stream of one subject has brought: samples for the traces, beats, vital signs, and how it stands.
import type { Playback, WaveSamples, WaveVitals } from '../generated/types.ts';
import type { StreamEvent } from '../live/event-stream.ts';
import type { LiveMessage, LiveState } from '../live/live-connection.ts';
import { Playhead } from './playhead.ts';
import { WaveBuffer } from './wave-buffer.ts';

/** A signal on the screen. */
export interface Trace {
  readonly name: string;
  readonly unit: string;
  readonly kind: Playback['signals'][number]['kind'];
  readonly step: number;
  readonly middle: number;
  readonly samples: WaveBuffer;
  /** Seconds played at its beats, rising; the last few hundred. */
  readonly beats: number[];
}

/** What changes seldom enough to be rendered. */
export interface WaveStatus {
  readonly connection: LiveState;
  /** Null before anything is known; `idle` where nothing is played. */
  readonly playback: Playback | 'idle' | null;
  readonly traces: readonly Trace[];
  readonly vitals: WaveVitals | null;
  /** The latest stretch of which something was recorded or withheld. */
  readonly kept: WaveVitals | null;
  /** Pieces that this reader was too slow for. */
  readonly missed: number;
}

/** Seconds a trace keeps at the pace of life, and samples at most. */
const KEPT = 40;
const MOST_SAMPLES = 24_000;
const MOST_BEATS = 600;
const MISSING = -32_768;

const NOTHING: WaveStatus = {
  connection: 'connecting',
  playback: null,
  traces: [],
  vitals: null,
  kept: null,
  missed: 0,
};

/** The store behind one monitor. */
export class WaveStore {
  readonly playhead: Playhead = new Playhead();
  readonly #subject: string;
  readonly #listeners = new Set<() => void>();
  #status: WaveStatus = NOTHING;
  #heardAt = 0;

  constructor(subject: string) {
    this.#subject = subject;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly status = (): WaveStatus => this.#status;

  /** When samples last came, milliseconds of the wall clock; 0 before the first. */
  get heardAt(): number {
    return this.#heardAt;
  }

  readonly take = (message: LiveMessage): void => {
    if (message.kind === 'state') this.#change({ connection: message.state });
    else for (const event of message.events) this.#read(event);
  };

  #read({ name, text }: StreamEvent): void {
    const content = JSON.parse(text) as { readonly subject?: string; readonly playback?: string };
    const { playback } = this.#status;
    if (name === 'idle') {
      if (content.subject === this.#subject) this.#change({ playback: 'idle' });
    } else if (name === 'playback') {
      if (content.subject === this.#subject) this.#begin(content as unknown as Playback);
    } else if (playback === null || playback === 'idle' || content.playback !== playback.id) return;
    else if (name === 'samples') this.#samples(content as unknown as WaveSamples, playback);
    else if (name === 'vitals') this.#judge(content as unknown as WaveVitals);
    else if (name === 'gap')
      this.#change({
        missed: this.#status.missed + (content as unknown as { readonly missed: number }).missed,
      });
  }

  #begin(playback: Playback): void {
    const before = this.#status.playback;
    const same = typeof before === 'object' && before?.id === playback.id;
    this.playhead.setSpeed(playback.state === 'playing' ? playback.speed : 0, performance.now() / 1000);
    if (same) {
      this.#change({ playback });
      return;
    }
    const traces = playback.signals.map(({ name, unit, kind, frequency, step, middle }): Trace => {
      const capacity = Math.min(MOST_SAMPLES, Math.ceil(KEPT * Math.min(frequency, 600)));
      return { name, unit, kind, step, middle, samples: new WaveBuffer(capacity), beats: [] };
    });
    this.#change({ playback, traces, vitals: null, kept: null, missed: 0 });
  }

  #samples({ from, to, samples, beats }: WaveSamples, playback: Playback): void {
    for (const [i, trace] of this.#status.traces.entries()) {
      const packed = unpack(samples[i] ?? '');
      for (const [k, value] of packed.entries()) {
        const time = from + ((k + 0.5) / packed.length) * (to - from);
        trace.samples.push(time, value === MISSING ? Number.NaN : value * trace.step + trace.middle);
      }
      trace.beats.push(...(beats[i] ?? []));
      if (trace.beats.length > MOST_BEATS) trace.beats.splice(0, trace.beats.length - MOST_BEATS);
    }
    this.#heardAt = Date.now();
    this.playhead.arrive(to, performance.now() / 1000, playback.state === 'playing' ? playback.speed : 0);
  }

  #judge(vitals: WaveVitals): void {
    const told = vitals.recorded.length + vitals.withheld.length > 0;
    this.#change(told ? { vitals, kept: vitals } : { vitals });
  }

  #change(part: Partial<WaveStatus>): void {
    this.#status = { ...this.#status, ...part };
    for (const listener of this.#listeners) listener();
  }
}

/** Sixteen-bit little-endian numbers from base64. */
function unpack(text: string): Int16Array {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const view = new DataView(bytes.buffer);
  return Int16Array.from({ length: bytes.length >> 1 }, (_, i) => view.getInt16(2 * i, true));
}
