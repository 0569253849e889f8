// The loop: what the record tells is handed to the twins it concerns, which take turns to fold it and look ahead.
import { type RecordedEvent, TwinwardError } from '@twinward/contract';
import { carried } from '../fold/carried.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { digestOf } from '../show/digest-of.ts';
import { headlineTrack, trackViews } from '../show/track-views.ts';
import type { RiskView } from '../views/risk-view.ts';
import { FollowUps } from './follow-ups.ts';
import { HotSet } from './hot-set.ts';
import { type HotTwin, heatTwin } from './hot-twin.ts';
import { lookAhead } from './outlook.ts';
import type { TwinEntry } from './twin-entry.ts';

/** Turns that may fail in a row before a twin waits for new events, and milliseconds before the first repetition. */
const MOST_FAILURES = 6;
const FIRST_PAUSE = 500;

/** Told when a twin's overview has changed, and when a turn of it failed. */
export interface LoopListener {
  changed(entry: TwinEntry): void;
  troubled(entry: TwinEntry, error: unknown): void;
}

/** A twin as it can be shown without waiting. */
export interface Glimpse {
  readonly state: TwinState;
  readonly catchingUp: boolean;
}

/**
 * Schedules twins on a few lanes, first come, first served; a twin is on one lane at most. A turn folds and shows; what follows from it (forecasts,
 * scores, alerts, what coupled twins are fed) waits for database and threads, so it has a line of its own in which the readings of meanwhile
 * join, and no belief waits for it.
 */
export class Loop {
  readonly #context: RuntimeContext;
  readonly #listener: LoopListener;
  readonly #hot: HotSet;
  readonly #line: TwinEntry[] = [];
  readonly #followUps: FollowUps;
  readonly #waiting = new Map<TwinEntry, (() => void)[]>();
  readonly #pauses = new Set<NodeJS.Timeout>();
  #idle: (() => void)[] = [];
  #running = 0;
  #settling = 0;
  #closing = false;

  constructor(context: RuntimeContext, listener: LoopListener) {
    this.#context = context;
    this.#listener = listener;
    this.#hot = new HotSet(context.options.hotTwins);
    this.#followUps = new FollowUps(
      () => this.#closing || this.#idle.length > 0 || this.#hot.size > context.options.hotTwins,
      () => this.#fill(),
    );
  }

  get hot(): number {
    return this.#hot.size;
  }

  /** Twins that have not yet folded all that is recorded, or not yet done what follows from it. */
  get lagging(): number {
    return this.#line.length + this.#running + this.#settling + this.#followUps.size + this.#pauses.size;
  }

  /** Hands an event to a twin. Beyond its share of memory the twin will read from the log instead. */
  hand(entry: TwinEntry, recorded: RecordedEvent): void {
    entry.head = Math.max(entry.head, recorded.seq);
    if (entry.hot === null || entry.queue.length >= this.#context.options.waiting) {
      entry.queue = [];
      entry.reread = true;
    } else if (!entry.reread) {
      entry.queue.push(recorded);
    }
    this.schedule(entry);
  }

  /** Gives a twin a turn. */
  schedule(entry: TwinEntry): void {
    if (entry.scheduled || this.#closing) return;
    entry.scheduled = true;
    if (entry.busy) return;
    this.#line.push(entry);
    this.#fill();
  }

  /** The twin in memory; it may still have events to fold. */
  async heat(entry: TwinEntry): Promise<HotTwin> {
    if (entry.hot !== null) {
      this.#hot.use(entry);
      return entry.hot;
    }
    entry.loading ??= heatTwin(this.#context, entry).then(
      (hot) => {
        entry.hot = hot;
        entry.loading = null;
        entry.reread = true;
        this.#hot.use(entry);
        if (!entry.busy) this.schedule(entry);
        return hot;
      },
      (error: unknown) => {
        entry.loading = null;
        throw error;
      },
    );
    return entry.loading;
  }

  /** The twin's state; a twin at rest is brought up to date first, for at most `patience` milliseconds. */
  async state(entry: TwinEntry, patience = 5000): Promise<TwinState> {
    if (entry.hot === null) {
      const current = this.#turnOf(entry, patience);
      await this.heat(entry);
      await current;
    }
    return this.#present(entry, await this.heat(entry));
  }

  /** The twin's state as it is in memory, at once, and whether there is more to fold, which then goes on: a twin at rest is as last stored. */
  async glimpse(entry: TwinEntry): Promise<Glimpse> {
    const state = this.#present(entry, await this.heat(entry));
    const catchingUp = entry.scheduled || entry.busy || entry.reread || entry.queue.length > 0;
    return { state, catchingUp };
  }

  /** The twin's state once it has folded all that was handed to it, and the position of the record up to which that is. */
  async settled(entry: TwinEntry): Promise<{ readonly state: TwinState; readonly known: number }> {
    for (let failed = false; ; failed = entry.failures > 0) {
      if (entry.hot !== null && this.#isAtRest(entry) && !entry.reread) {
        const { state, known } = entry.hot.actor;
        return { state, known };
      }
      if (this.#closing || (failed && !this.#followUps.has(entry))) throw unfoldable(entry);
      const turn = new Promise<void>((resolve) => {
        this.#waiting.set(entry, [...(this.#waiting.get(entry) ?? []), resolve]);
      });
      this.#followUps.hasten(entry);
      if (!entry.busy && !this.#followUps.has(entry)) this.schedule(entry);
      else this.#fill();
      await turn;
    }
  }

  #isAtRest(entry: TwinEntry): boolean {
    return !entry.busy && !entry.scheduled && !this.#followUps.has(entry);
  }

  /** Resolves when every twin has folded, forecast and scored all that is recorded. */
  async drain(): Promise<void> {
    if (this.lagging === 0) return;
    const idle = new Promise<void>((resolve) => this.#idle.push(resolve));
    this.#followUps.hastenAll();
    this.#fill();
    await idle;
  }

  /**
   * Ends the turns under way between two events and stores every twin that has folded all it was told; the others fold again
   * from their last snapshot after the next start.
   */
  async close(): Promise<void> {
    this.#closing = true;
    this.#context.slices.stop();
    for (const pause of this.#pauses) clearTimeout(pause);
    this.#pauses.clear();
    for (const entry of this.#line.splice(0)) entry.scheduled = false;
    await this.drain();
    for (const entry of this.#waiting.keys()) this.#release(entry);
    for (const entry of this.#hot.all) await entry.hot?.actor.save();
  }

  #fill(): void {
    const { lanes, settling } = this.#context.options;
    while (this.#running < lanes) {
      const entry = this.#line.shift();
      if (entry === undefined) break;
      // It comes into line again when what follows from its last turn is done.
      if (entry.busy) continue;
      this.#running++;
      void this.#lane(entry);
    }
    while (this.#settling < settling) {
      const entry = this.#followUps.next();
      if (entry === undefined) break;
      this.#settling++;
      void this.#settle(entry);
    }
    if (this.lagging > 0) return;
    const idle = this.#idle;
    this.#idle = [];
    for (const resolve of idle) resolve();
  }

  async #lane(entry: TwinEntry): Promise<void> {
    entry.scheduled = false;
    await this.#exclusively(entry, async () => {
      await this.#turn(entry);
      this.#followUps.add(entry);
    });
    this.#running--;
    this.#fill();
  }

  async #settle(entry: TwinEntry): Promise<void> {
    await this.#exclusively(entry, async () => {
      await this.#followUp(entry);
      entry.failures = 0;
    });
    this.#settling--;
    this.#fill();
  }

  /** Ends with the twin free again; a turn asked for meanwhile is now waited for in line. */
  async #exclusively(entry: TwinEntry, work: () => Promise<void>): Promise<void> {
    entry.busy = true;
    try {
      await work();
    } catch (error) {
      this.#failed(entry, error);
    }
    if (entry.queue.length > 0 || (entry.reread && entry.failures === 0)) this.schedule(entry);
    else this.#release(entry);
    this.#free(entry);
    await this.#passivate();
  }

  #free(entry: TwinEntry): void {
    entry.busy = false;
    if (entry.scheduled) this.#line.push(entry);
  }

  async #turn(entry: TwinEntry): Promise<void> {
    const hot = await this.heat(entry);
    // What is handed over from here on is folded in this turn if it is read from the log, or in the next.
    const { queue, reread } = entry;
    entry.queue = [];
    entry.reread = false;
    if (reread) await hot.actor.catchUp(entry.head, hot.following);
    else await hot.actor.follow(queue, hot.following);
    this.#show(entry, hot, entry.digest?.risks ?? []);
  }

  async #followUp(entry: TwinEntry): Promise<void> {
    const { hot } = entry;
    if (hot === null) return;
    const { state } = hot.actor;
    await hot.following.settle(state, true);
    const risks = this.#isCurrent(entry) ? await this.#look(entry, hot) : null;
    const scored = hot.following.takeScored();
    if (scored) {
      const tracks = await this.#context.record.forecasts.trackRecord(entry.opened.twin);
      hot.track = headlineTrack(trackViews(tracks));
    }
    if (risks !== null || scored) this.#show(entry, hot, risks ?? entry.digest?.risks ?? []);
  }

  #isCurrent(entry: TwinEntry): boolean {
    return entry.queue.length === 0 && !entry.reread;
  }

  /** The risks ahead of a twin that has folded everything; null if they were looked at less than a step ago. */
  async #look(
    entry: TwinEntry,
    { actor: { state }, following }: HotTwin,
  ): Promise<readonly RiskView[] | null> {
    await following.look(state);
    const { step } = entry.model.horizon;
    const passed = entry.lastOutlook === null || state.belief.at - entry.lastOutlook >= step * 1000;
    if (!passed || !this.#isCurrent(entry)) return null;
    const live = following.latestIsLive;
    const outlook = await lookAhead(this.#context, entry, state, live, (other) => this.#stateInTurn(other));
    entry.lastOutlook = outlook === null ? null : state.belief.at;
    return outlook?.risks ?? [];
  }

  #show(entry: TwinEntry, hot: HotTwin, risks: readonly RiskView[]): void {
    entry.digest = digestOf(entry.model, hot.actor.state, risks, hot.track);
    this.#listener.changed(entry);
  }

  /** A coupled twin's state as it stands: waiting for its turn within a turn could block every lane. */
  async #stateInTurn(entry: TwinEntry): Promise<TwinState> {
    return this.#present(entry, await this.heat(entry));
  }

  #present({ model }: TwinEntry, { actor }: HotTwin): TwinState {
    return carried(model, actor.state, this.#context.clock.now());
  }

  /** The state in memory may be half folded; the record is not. The twin is loaded anew. */
  #failed(entry: TwinEntry, error: unknown): void {
    entry.hot = null;
    this.#hot.drop(entry);
    entry.queue = [];
    entry.reread = true;
    this.#followUps.drop(entry);
    entry.failures++;
    this.#release(entry);
    if (this.#closing) return;
    this.#listener.changed(entry);
    this.#listener.troubled(entry, error);
    const passing = error instanceof TwinwardError && error.code === 'record.unavailable';
    if (!passing && entry.failures >= MOST_FAILURES) return;
    const wait = Math.min(30_000, FIRST_PAUSE * 2 ** (entry.failures - 1));
    const pause = setTimeout(() => {
      this.#pauses.delete(pause);
      this.schedule(entry);
    }, wait);
    this.#pauses.add(pause);
  }

  async #passivate(): Promise<void> {
    if (this.#hot.size > this.#context.options.hotTwins) this.#followUps.hastenAll();
    for (const entry of this.#hot.surplus((entry) => this.#isAtRest(entry))) {
      entry.busy = true;
      // An unsaved state costs only the time to fold it again.
      await entry.hot?.actor.save().catch(() => undefined);
      entry.hot = null;
      this.#hot.drop(entry);
      entry.queue = [];
      entry.reread = true;
      this.#free(entry);
    }
  }

  #turnOf(entry: TwinEntry, patience: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, patience);
      const done = (): void => {
        clearTimeout(timer);
        resolve();
      };
      this.#waiting.set(entry, [...(this.#waiting.get(entry) ?? []), done]);
    });
  }

  #release(entry: TwinEntry): void {
    const waiting = this.#waiting.get(entry) ?? [];
    this.#waiting.delete(entry);
    for (const done of waiting) done();
  }
}

function unfoldable({ opened }: TwinEntry): TwinwardError {
  return new TwinwardError(
    'record.unavailable',
    `the record of the twin "${opened.twin}" cannot be folded now`,
    {
      remedy: 'try again in a moment; see the log of the server for the cause',
      retryAfter: 2,
    },
  );
}
