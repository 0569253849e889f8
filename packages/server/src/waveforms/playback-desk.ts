// Every playback of a server: started for a subject by somebody who may record observations of it, stopped by the same.
import { randomBytes } from 'node:crypto';
import { type SubjectRef, SYSTEM, TwinwardError } from '@twinward/contract';
import type { Clock } from '@twinward/record';
import type { ModelRegistry, TwinRuntime } from '@twinward/runtime';
import type { RestingList } from '../resting-list.ts';
import type { PlaybackView } from '../schemas/playback-schema.ts';
import { Playback, WINDOW_SECONDS } from './playback.ts';
import type { KeptPlayback } from './playback-store.ts';
import type { RecordingShelf } from './recording-shelf.ts';
import { VitalsRecorder } from './vitals-recorder.ts';

/** What the desk works with. */
export interface DeskSources {
  readonly shelf: RecordingShelf;
  readonly runtime: TwinRuntime;
  readonly models: ModelRegistry;
  /** The twins' time. */
  readonly clock: Clock;
  /** Where they rest while the server does not run. */
  readonly store: RestingList<KeptPlayback>;
}

/** What somebody asks to be played. */
export interface PlaybackRequest {
  readonly subject: SubjectRef;
  readonly recording: string;
  readonly speed: number;
  readonly atEnd: 'loop' | 'end';
  readonly recordEvery: number;
}

/** Milliseconds between what is sent, and between the times at which it is kept how far they are. */
const EVERY = 100;
const KEPT_EVERY = 2000;
const MOST = 64;

/** Who started a playback, and in whose name it records. */
type Starter = KeptPlayback['by'];

/** The playbacks. Those that are not over when the server stops, with warning or without, go on when it starts again. */
export class PlaybackDesk {
  readonly #sources: DeskSources;
  /** One a subject: the one that plays, else the last one. */
  readonly #playbacks = new Map<string, Playback>();
  readonly #starters = new Map<string, Starter>();
  readonly #timer: NodeJS.Timeout;
  #last: number = performance.now();
  #kept: number = performance.now();

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
  async start(request: PlaybackRequest, by: Starter): Promise<PlaybackView> {
    const { clock } = this.#sources;
    const id = randomBytes(6).toString('hex');
    const playback = await this.#begin({ ...request, id, by, startedAt: clock.now() });
    this.#keep();
    return playback.view;
  }

  /** Goes on with what was not over when the server stopped. Told of those that cannot go on, which are then forgotten. */
  async resume(onTrouble: (subject: string, error: unknown) => void): Promise<void> {
    for (const kept of this.#sources.store.read()) {
      await this.#begin(kept, kept).catch((error: unknown) => onTrouble(kept.subject, error));
    }
    this.#keep();
  }

  async #begin(
    plan: PlaybackRequest & Pick<KeptPlayback, 'id' | 'by' | 'startedAt'>,
    from?: KeptPlayback,
  ): Promise<Playback> {
    const { shelf, runtime, clock } = this.#sources;
    const { id, by, subject, speed, atEnd, recordEvery, startedAt } = plan;
    const recording = await shelf.open(plan.recording);
    if (!runtime.summaries().some((twin) => twin.subject === subject && twin.closedAt === null)) {
      throw new TwinwardError('subject.invalid', 'no open twin mirrors this subject', {
        field: 'subject',
        remedy: 'open a twin of it first, so that its heart rate and pressures have somewhere to go',
      });
    }
    this.#makeRoom(subject);
    const recorder = new VitalsRecorder({
      runtime,
      subject,
      playback: id,
      recording: recording.name,
      by,
      takes: (code) => this.#takes(subject, code),
      windows: Math.max(1, Math.round(recordEvery / WINDOW_SECONDS)),
    });
    const playback = new Playback(
      { id, subject, recording, speed, atEnd, recordEvery, startedAt },
      recorder,
      () => clock.now(),
      from,
    );
    this.#playbacks.delete(subject);
    this.#playbacks.set(subject, playback);
    this.#starters.set(subject, by);
    return playback;
  }

  /** Changes the speed of one that plays. Throws `resource.missing`. */
  setSpeed(id: string, speed: number): PlaybackView {
    const playback = this.#find(id);
    playback.setSpeed(speed);
    this.#keep();
    return playback.view;
  }

  /** Stops one. Throws `resource.missing`. */
  async stop(id: string): Promise<PlaybackView> {
    const playback = this.#find(id);
    await playback.stop('it was stopped');
    this.#keep();
    return playback.view;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#keep();
    for (const playback of this.#playbacks.values()) await playback.stop('the server is stopping');
  }

  #keep(): void {
    const going = [...this.#playbacks].filter(([, { over }]) => !over);
    this.#sources.store.keep(
      going.map(([subject, { plan, place, speed }]) => {
        const { id, recording, atEnd, recordEvery, startedAt } = plan;
        const by = this.#starters.get(subject)!;
        return {
          id,
          subject: plan.subject,
          recording: recording.name,
          speed,
          atEnd,
          recordEvery,
          startedAt,
          by,
          ...place,
        };
      }),
    );
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
    if (now - this.#kept < KEPT_EVERY) return;
    this.#kept = now;
    this.#keep();
  }
}
