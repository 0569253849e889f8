// Every playback of a server: started for a subject by somebody who may record observations of it, stopped by the same.
import { randomBytes } from 'node:crypto';
import { type SubjectRef, SYSTEM, TwinwardError } from '@twinward/contract';
import type { Clock } from '@twinward/record';
import type { ModelRegistry, TwinRuntime } from '@twinward/runtime';
import type { PlaybackView } from '../schemas/playback-schema.ts';
import { Playback, WINDOW_SECONDS } from './playback.ts';
import type { RecordingShelf } from './recording-shelf.ts';
import { VitalsRecorder } from './vitals-recorder.ts';

/** What the desk works with. */
export interface DeskSources {
  readonly shelf: RecordingShelf;
  readonly runtime: TwinRuntime;
  readonly models: ModelRegistry;
  /** The twins' time. */
  readonly clock: Clock;
}

/** What somebody asks to be played. */
export interface PlaybackRequest {
  readonly subject: SubjectRef;
  readonly recording: string;
  readonly speed: number;
  readonly atEnd: 'loop' | 'end';
  readonly recordEvery: number;
}

/** Milliseconds between what is sent. */
const EVERY = 100;
const MOST = 64;

/** The playbacks. */
export class PlaybackDesk {
  readonly #sources: DeskSources;
  /** One a subject: the one that plays, else the last one. */
  readonly #playbacks = new Map<string, Playback>();
  readonly #timer: NodeJS.Timeout;
  #last: number = performance.now();

  constructor(sources: DeskSources) {
    this.#sources = sources;
    this.#timer = setInterval(() => this.#advance(), EVERY).unref();
  }

  /** All of them, those that are over among them, in the order of their subjects' first. */
  list(): readonly PlaybackView[] {
    return [...this.#playbacks.values()].map(({ view }) => view);
  }

  /** The latest playback of a subject, or null. */
  of(subject: string): Playback | null {
    return this.#playbacks.get(subject) ?? null;
  }

  /**
   * Begins to play. Throws `subject.invalid` if no open twin has the subject, `resource.conflict` if something plays for it, `resource.missing`
   * without the recording, `record.busy` beyond 64 playbacks.
   */
  async start(
    request: PlaybackRequest,
    by: { readonly id: string; readonly role: string },
  ): Promise<PlaybackView> {
    const { shelf, runtime, clock } = this.#sources;
    const { subject, speed, atEnd, recordEvery } = request;
    const recording = await shelf.open(request.recording);
    if (!runtime.summaries().some((twin) => twin.subject === subject && twin.closedAt === null)) {
      throw new TwinwardError('subject.invalid', 'no open twin mirrors this subject', {
        field: 'subject',
        remedy: 'open a twin of it first, so that its heart rate and pressures have somewhere to go',
      });
    }
    this.#makeRoom(subject);
    const id = randomBytes(6).toString('hex');
    const recorder = new VitalsRecorder({
      runtime,
      subject,
      playback: id,
      recording: recording.name,
      by,
      takes: (code) => this.#takes(subject, code),
      windows: Math.max(1, Math.round(recordEvery / WINDOW_SECONDS)),
    });
    const plan = { id, subject, recording, speed, atEnd, recordEvery, startedAt: clock.now() };
    const playback = new Playback(plan, recorder, () => clock.now());
    this.#playbacks.delete(subject);
    this.#playbacks.set(subject, playback);
    return playback.view;
  }

  /** Changes the speed of one that plays. Throws `resource.missing`. */
  setSpeed(id: string, speed: number): PlaybackView {
    const playback = this.#find(id);
    playback.setSpeed(speed);
    return playback.view;
  }

  /** Stops one. Throws `resource.missing`. */
  async stop(id: string): Promise<PlaybackView> {
    const playback = this.#find(id);
    await playback.stop('it was stopped');
    return playback.view;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    for (const playback of this.#playbacks.values()) await playback.stop('the server is stopping');
  }

  #makeRoom(subject: string): void {
    const playing = this.#playbacks.get(subject);
    if (playing !== undefined && !playing.over) {
      throw new TwinwardError('resource.conflict', 'a recording is being played for this subject', {
        field: 'subject',
        remedy: 'stop it first',
      });
    }
    for (const [one, { over }] of this.#playbacks)
      if (over && this.#playbacks.size >= MOST) this.#playbacks.delete(one);
    if (this.#playbacks.size < MOST) return;
    throw new TwinwardError('record.busy', `${MOST} recordings are being played`, {
      retryAfter: 60,
      remedy: 'stop one first',
    });
  }

  #takes(subject: string, code: string): boolean {
    const { runtime, models } = this.#sources;
    return runtime
      .summaries()
      .some(
        (twin) =>
          twin.subject === subject &&
          twin.closedAt === null &&
          models
            .get(twin.model)
            .observables.some(({ codes }) =>
              codes.some((one) => one.system === SYSTEM.loinc && one.code === code),
            ),
      );
  }

  #find(id: string): Playback {
    for (const playback of this.#playbacks.values()) if (playback.plan.id === id) return playback;
    throw new TwinwardError('resource.missing', 'there is no such playback', { field: 'id' });
  }

  #advance(): void {
    const now = performance.now();
    const seconds = (now - this.#last) / 1000;
    this.#last = now;
    for (const playback of this.#playbacks.values()) void playback.advance(seconds);
  }
}
