// A recording as a bedside monitor would send it: sample by sample at the pace of life or so many times it, never called live.
import { formatInstant, type Instant, type SubjectRef, TwinwardError } from '@twinward/contract';
import type { PlaybackView } from '../schemas/playback-schema.ts';
import type { WaveVitals } from '../schemas/wave-events-schema.ts';
import { FrameReader } from './frame-reader.ts';
import type { PlaybackPlace } from './playback-store.ts';
import type { Recording } from './recording.ts';
import type { VitalsRecorder } from './vitals-recorder.ts';
import { WaveChannel } from './wave-channel.ts';
import { WaveRing } from './wave-ring.ts';

/** How a recording is to be played. */
export interface PlaybackPlan {
  readonly id: string;
  readonly subject: SubjectRef;
  readonly recording: Recording;
  /** Times life, 0 to pause. */
  readonly speed: number;
  readonly atEnd: 'loop' | 'end';
  /** Seconds of the recording that make one observation. */
  readonly recordEvery: number;
  readonly startedAt: Instant;
}

/** Seconds of the recording after which waveforms are judged. */
export const WINDOW_SECONDS = 10;
/** After a halt of the machine a playback goes on; it does not make up for more than this, seconds. */
const MOST_OWED = 1;

/** One playback. */
export class Playback {
  readonly plan: PlaybackPlan;
  readonly ring: WaveRing = new WaveRing();
  readonly #recorder: VitalsRecorder;
  readonly #now: () => Instant;
  readonly #channels: readonly WaveChannel[];
  readonly #window: number;
  #reader: FrameReader;
  #speed: number;
  #state: PlaybackView['state'];
  #words = '';
  #cycle = 0;
  /** Frames played of this cycle, before it, and of the window. */
  #frame = 0;
  #before = 0;
  /** The frame of this cycle at which its signals are followed from. */
  #begun = 0;
  #inWindow = 0;
  #owed = 0;
  #recorded = 0;
  #advancing: Promise<void> | null = null;

  /** Begins a playback, or goes on with one at a place that an earlier one had come to. */
  constructor(plan: PlaybackPlan, recorder: VitalsRecorder, now: () => Instant, from?: PlaybackPlace) {
    const { header } = plan.recording;
    this.plan = plan;
    this.#recorder = recorder;
    this.#now = now;
    this.#channels = header.signals.map((signal) => new WaveChannel(signal, header.frequency));
    this.#window = Math.round(WINDOW_SECONDS * header.frequency);
    if (from !== undefined) {
      [this.#cycle, this.#before, this.#frame] = [from.cycle, from.before, from.frame];
      this.#recorded = from.recorded;
      this.#begun = from.frame;
      this.#words = 'it goes on where it was when the server stopped';
    }
    this.#reader = new FrameReader(plan.recording, this.#frame);
    this.#speed = plan.speed;
    this.#state = plan.speed === 0 ? 'paused' : 'playing';
    this.#tell();
  }

  /** Whether it will still send anything. */
  get over(): boolean {
    return this.#state === 'ended' || this.#state === 'stopped' || this.#state === 'failed';
  }

  /** Where it would go on: at the end of the last whole window. */
  get place(): PlaybackPlace {
    const frame = this.#frame - this.#inWindow;
    return { cycle: this.#cycle, before: this.#before, frame, recorded: this.#recorded };
  }

  get speed(): number {
    return this.#speed;
  }

  get view(): PlaybackView {
    const { id, subject, recording, startedAt, atEnd, recordEvery } = this.plan;
    const { frequency } = recording.header;
    return {
      id,
      subject,
      recording: recording.name,
      title: recording.title,
      licence: recording.licence,
      attribution: recording.attribution,
      startedAt: formatInstant(startedAt),
      speed: this.#speed,
      atEnd,
      recordEvery,
      state: this.#state,
      words: this.#words,
      cycle: this.#cycle,
      position: this.#frame / frequency,
      seconds: recording.seconds,
      played: (this.#before + this.#frame) / frequency,
      recorded: this.#recorded,
      signals: this.#channels.map(({ name, unit, kind, frequency: rate, step, middle }) => ({
        name,
        unit,
        kind,
        frequency: rate,
        step,
        middle,
      })),
    };
  }

  /** Plays at another speed from now on; 0 pauses. */
  setSpeed(speed: number): void {
    if (this.over) return;
    this.#speed = speed;
    this.#state = speed === 0 ? 'paused' : 'playing';
    this.#tell();
  }

  /** Plays what is due after so many seconds of the wall clock; while it still plays what was due before, nothing is. */
  advance(seconds: number): Promise<void> {
    if (this.over || this.#speed === 0) return Promise.resolve();
    const { frequency } = this.plan.recording.header;
    this.#owed = Math.min(this.#owed + seconds * this.#speed, MOST_OWED * this.#speed);
    const frames = Math.floor(this.#owed * frequency);
    if (frames === 0) return Promise.resolve();
    this.#advancing ??= this.#play(frames)
      .catch((error: unknown) => this.#fail(error))
      .finally(() => {
        this.#advancing = null;
      });
    return this.#advancing;
  }

  /** Stops for good, saying so. */
  async stop(words: string): Promise<void> {
    if (!this.over) {
      this.#state = 'stopped';
      this.#words = words;
      this.#tell();
    }
    await this.#advancing;
    await this.#reader.close();
  }

  async #play(frames: number): Promise<void> {
    const { frequency } = this.plan.recording.header;
    this.#owed -= frames / frequency;
    for (let left = frames; left > 0 && !this.over; ) {
      const block = await this.#reader.take(Math.min(left, this.#window - this.#inWindow));
      if (block === null) {
        if (!(await this.#atEnd())) return;
        continue;
      }
      if (this.over) return;
      this.#send(block.frames, block.signals);
      left -= block.frames;
      if (this.#inWindow === this.#window) await this.#closeWindow();
    }
  }

  #send(frames: number, signals: readonly Float64Array[]): void {
    const { frequency } = this.plan.recording.header;
    const before = this.#before / frequency;
    const begun = before + this.#begun / frequency;
    const beats = this.#channels.map((channel, i) =>
      channel.push(signals[i]!).map((second) => Number((begun + second).toFixed(3))),
    );
    const samples = this.#channels.map((channel) => channel.pack(this.#speed));
    const from = before + this.#frame / frequency;
    this.#frame += frames;
    this.#inWindow += frames;
    const to = before + this.#frame / frequency;
    this.ring.push('samples', JSON.stringify({ playback: this.plan.id, from, to, samples, beats }));
  }

  async #closeWindow(): Promise<void> {
    this.#inWindow = 0;
    const at = this.#now();
    const found = this.#channels.map(({ follower }) =>
      follower === null ? null : { codes: follower.codes, finding: follower.close() },
    );
    const known = found.filter((one) => one !== null);
    const { codes, withheld } = await this.#recorder.take(known, at);
    this.#recorded += codes.length;
    const vitals: WaveVitals = {
      playback: this.plan.id,
      at: formatInstant(at),
      to: (this.#before + this.#frame) / this.plan.recording.header.frequency,
      signals: found.map((one) =>
        one === null ? null : { ...one.finding.quality, vitals: one.finding.vitals },
      ),
      recorded: codes,
      withheld,
    };
    this.ring.push('vitals', JSON.stringify(vitals));
  }

  /** Ends or begins again, saying so. The last stretch is dropped: it is shorter than what is judged. */
  async #atEnd(): Promise<boolean> {
    await this.#reader.close();
    if (this.plan.atEnd === 'end' || this.#frame === 0) {
      this.#state = 'ended';
      this.#words = 'the recording has ended';
      this.#tell();
      return false;
    }
    this.#cycle += 1;
    this.#before += this.#frame;
    this.#frame = 0;
    this.#begun = 0;
    this.#inWindow = 0;
    this.#reader = new FrameReader(this.plan.recording);
    for (const channel of this.#channels) channel.begin();
    this.#words = `the recording has begun again, for the ${this.#cycle + 1}. time`;
    this.#tell();
    return true;
  }

  #fail(error: unknown): void {
    this.#state = 'failed';
    this.#words = error instanceof TwinwardError ? error.message : 'the recording could not be played on';
    this.#tell();
  }

  #tell(): void {
    this.ring.push('playback', JSON.stringify(this.view));
  }
}
