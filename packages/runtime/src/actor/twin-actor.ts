// One hot twin: its folded state, carried on by whatever the record brings, in whatever order it comes.
import type { Instant, RecordedEvent, TwinModel, TwinOpened, WorkPool } from '@twinward/contract';
import type { TwinRecord } from '@twinward/record';
import { concerns } from '../fold/apply-event.ts';
import { foldEvent } from '../fold/fold-event.ts';
import { isTaken } from '../fold/is-taken.ts';
import type { Revisions } from '../fold/revisions.ts';
import { encodeState } from '../fold/state-bytes.ts';
import { isUntouched, type TwinState, withoutAhead } from '../fold/twin-state.ts';
import { hashBytes } from '../hash-bytes.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { changesBy } from './changes.ts';
import { Checkpoints } from './checkpoints.ts';
import { type Restored, restoreState } from './restore-state.ts';
import type { Slices } from './slices.ts';
import { highestSeq, SubjectLog } from './subject-log.ts';

/** What must follow from folding: forecasts, scores, what coupled twins are fed. */
export interface FoldFollower {
  /** After each reading taken in. */
  read(state: TwinState, recorded: RecordedEvent): void;
  /** After something done to the subject, or planned, that acts on the twin. */
  acted(state: TwinState): void;
  /** The twin was loaded as, or taken back to, this state, and these sequences no longer count. */
  rewound(to: TwinState, gone: readonly number[]): Promise<void>;
  /** Now and then in a long fold, before a snapshot, and by whoever had it folded, when all is (`done`): do what has gathered. */
  settle(state: TwinState, done: boolean): Promise<void>;
}

/** Readings after which what follows from them is done, in a long fold. */
const SETTLE_EVERY = 200;
/** Sequences read at once when catching up. */
const PAGE = 2000;
/** Milliseconds of recorded time after which a snapshot is stored. */
const SNAPSHOT_TIME = 15 * 60_000;

/** What an actor works with. */
type ActorParts = Pick<RuntimeContext, 'record' | 'slices' | 'options' | 'pool'>;

/** A twin in memory. One fold runs at a time; `state` can be read at any moment, since states are never changed in place. */
export class TwinActor {
  readonly opened: TwinOpened;
  readonly model: TwinModel;
  readonly #record: TwinRecord;
  readonly #log: SubjectLog;
  readonly #slices: Slices;
  readonly #pool: WorkPool;
  readonly #snapshotEvents: number;
  readonly #checkpoints = new Checkpoints();
  readonly #revisions: Revisions;
  #state: TwinState;
  /** What is still to be folded after loading. */
  #pending: Restored | null;
  /** Highest sequence of the subject that has been considered. */
  #known: number;
  #unsaved = 0;
  #savedAt: Instant | null = null;
  #folded = 0;
  #reached: Instant;

  private constructor(
    { record, slices, options, pool }: ActorParts,
    model: TwinModel,
    opened: TwinOpened,
    revisions: Revisions,
    restored: Restored,
  ) {
    this.#record = record;
    this.model = model;
    this.opened = opened;
    this.#slices = slices;
    this.#pool = pool;
    this.#snapshotEvents = options.snapshotEvents;
    this.#log = new SubjectLog(record.events, opened.subject.ref);
    this.#revisions = revisions;
    this.#state = restored.state;
    this.#pending = restored;
    this.#known = restored.known;
    this.#reached = restored.state.belief.at;
  }

  /** Brings a twin into memory as its latest valid snapshot has it; `catchUp` then folds the rest. */
  static async load(parts: ActorParts, model: TwinModel, opened: TwinOpened): Promise<TwinActor> {
    const { record } = parts;
    const log = new SubjectLog(record.events, opened.subject.ref);
    const revisions = await log.revisions();
    const restored = await restoreState(record, model, opened, log, revisions);
    return new TwinActor(parts, model, opened, revisions, restored);
  }

  get state(): TwinState {
    return this.#state;
  }

  get known(): number {
    return this.#known;
  }

  /** Events folded since loading. */
  get folded(): number {
    return this.#folded;
  }

  /** Up to which time the record is folded, also within a fold. */
  get reached(): Instant {
    return this.#reached;
  }

  /** Folds all that was recorded up to a sequence and not yet folded, read from the log page by page; the follower is then to be settled. */
  async catchUp(head: number, follower: FoldFollower): Promise<void> {
    const pending = this.#pending;
    if (pending !== null) {
      this.#pending = null;
      await follower.rewound(pending.state, pending.gone);
      await this.#foldFrom(pending.state, pending.events, pending.known, follower);
    }
    for (let read = this.#known; read < head; read += PAGE) {
      await this.#take(await this.#log.since(read, { seq: Math.min(head, read + PAGE) }), follower);
    }
  }

  /** Folds newly recorded events of the subject, going back where they are late or correct what was folded; likewise. */
  async follow(events: readonly RecordedEvent[], follower: FoldFollower): Promise<void> {
    await this.#take(events, follower);
  }

  async #take(events: readonly RecordedEvent[], follower: FoldFollower): Promise<void> {
    const fresh = events.filter(({ seq }) => seq > this.#known);
    if (fresh.length === 0) return;
    for (const recorded of fresh) this.#revisions.add(recorded);
    const known = highestSeq(fresh);
    const changes = await changesBy(fresh, this.model, this.#state, this.#revisions, this.#log);
    if (changes.rewindTo === null) {
      await this.#foldFrom(this.#state, fresh, known, follower);
      return;
    }
    const base = await this.#rewind(changes.rewindTo, known);
    await follower.rewound(base.state, changes.gone);
    await this.#foldFrom(base.state, base.events, known, follower);
  }

  /** Stores the state, if there is anything new in it. */
  async save(): Promise<void> {
    if (this.#unsaved === 0) return;
    await this.#put(this.#state);
  }

  async #rewind(to: Instant, seq: number): Promise<Pick<Restored, 'state' | 'events'>> {
    const near = this.#state.belief.at <= to ? this.#state : this.#checkpoints.rewind(to);
    await this.#record.snapshots.dropAfter(this.opened.twin, to);
    if (near === null || isUntouched(near)) {
      const bound = { at: to, known: { seq } };
      return restoreState(this.#record, this.model, this.opened, this.#log, this.#revisions, bound);
    }
    return { state: withoutAhead(near), events: await this.#log.window(near.belief.at, null, { seq }) };
  }

  /** `known` is set first: what is effective after the state's belief is read again from the record whenever the state is restored. */
  async #foldFrom(
    base: TwinState,
    events: readonly RecordedEvent[],
    known: number,
    follower: FoldFollower,
  ): Promise<void> {
    this.#known = Math.max(this.#known, known);
    const folding = { pool: this.#pool, model: this.model, opened: this.opened };
    let state = base;
    let readings = 0;
    for (const recorded of this.#revisions.resolve(events)) {
      if (isTaken(state, recorded) || !concerns(this.model, state, recorded)) continue;
      const from = state;
      state = await this.#slices.spend(() => foldEvent(folding, from, recorded));
      this.#folded++;
      this.#reached = state.belief.at;
      this.#unsaved++;
      if (recorded.event.kind === 'intervention') follower.acted(state);
      if (recorded.event.kind === 'adt') this.#checkpoints.pass(state);
      if (recorded.event.kind === 'observation') {
        this.#checkpoints.pass(state);
        follower.read(state, recorded);
        readings++;
        if (readings % SETTLE_EVERY === 0) {
          this.#state = state;
          await follower.settle(state, false);
        }
      }
      if (this.#unsaved >= this.#snapshotEvents || this.#saveIsDue(recorded.recordedAt)) {
        this.#state = state;
        await follower.settle(state, false);
        await this.#put(state);
        this.#savedAt = recorded.recordedAt;
      }
    }
    this.#state = state;
  }

  #saveIsDue(recordedAt: Instant): boolean {
    this.#savedAt ??= recordedAt;
    return recordedAt - this.#savedAt >= SNAPSHOT_TIME;
  }

  async #put(state: TwinState): Promise<void> {
    const bytes = encodeState(state);
    this.#unsaved = 0;
    await this.#record.snapshots.put([
      {
        twin: this.opened.twin,
        seq: this.#known,
        at: state.belief.at,
        model: this.model.name,
        modelVersion: this.model.version,
        state: bytes,
        sha256: hashBytes(bytes),
      },
    ]);
  }
}
