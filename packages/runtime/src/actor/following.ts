// What follows from folding a twin's record: hindcasts, scores, alerts and what coupled twins are fed.
import { effectiveInstant, futuresOf, type Instant, type RecordedEvent } from '@twinward/contract';
import { AlertWatcher } from '../alerts/alert-watcher.ts';
import { CouplingEmitter } from '../couple/coupling-emitter.ts';
import { CourseFeeder } from '../couple/course-feeder.ts';
import type { TwinState } from '../fold/twin-state.ts';
import { type FuturesPlan, futuresSeed, gridFrom } from '../forecast/futures-plan.ts';
import { HEADLINE, issuedForecast } from '../forecast/issued-forecast.ts';
import { runFuturesPlan } from '../forecast/run-futures-plan.ts';
import { scoreForecasts } from '../forecast/score-forecasts.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import type { FoldFollower } from './twin-actor.ts';
import type { TwinEntry } from './twin-entry.ts';

/** Hindcasts run at the same time for one twin. */
const TOGETHER = 4;

/**
 * Follows one twin while it is hot. A hindcast is made from the belief as it stood after a reading of history, when the reading begins a new
 * interval of `hindcastEvery` seconds and the twin fits; nothing effective later has a part in it. Readings are held
 * against every forecast whose target they meet, again when they are corrected; scores whose truth is retracted are taken back.
 */
export class Following implements FoldFollower {
  readonly #context: RuntimeContext;
  readonly #entry: TwinEntry;
  readonly #feeder: CouplingEmitter | CourseFeeder;
  readonly #watcher: AlertWatcher | null;
  #hindcasts: TwinState[] = [];
  #truthFrom: Instant | null = null;
  #scoredAny = false;
  #latestIsLive = false;

  constructor(context: RuntimeContext, entry: TwinEntry, known: () => number) {
    this.#context = context;
    this.#entry = entry;
    this.#feeder =
      entry.model.feeds === 'course'
        ? new CourseFeeder(context, entry, known)
        : new CouplingEmitter(context, entry, known);
    const { watch } = entry.model;
    this.#watcher = watch === undefined ? null : new AlertWatcher(context, entry, watch);
  }

  /** Whether the latest reading came when it was made, so that a forecast from it is one of the future. */
  get latestIsLive(): boolean {
    return this.#latestIsLive;
  }

  /** Whether scores have changed since this was last asked. */
  takeScored(): boolean {
    const scored = this.#scoredAny;
    this.#scoredAny = false;
    return scored;
  }

  read(state: TwinState, recorded: RecordedEvent): void {
    this.#context.tally.folded++;
    this.#feeder.read(state);
    this.#watcher?.read(state);
    const at = effectiveInstant(recorded.event);
    const late = (recorded.recordedAt - at) / 1000 > this.#context.options.liveLag;
    this.#latestIsLive = !late;
    if (state.innovations.row(Math.max(0, state.innovations.length - 1)).observable !== HEADLINE) return;
    if (this.#truthFrom === null || at < this.#truthFrom) this.#truthFrom = at;
    if (late && state.fit.kind === 'fits' && this.#beginsInterval(at)) {
      this.#entry.lastIssued = at;
      this.#hindcasts.push(state);
    }
  }

  acted(state: TwinState): void {
    this.#feeder.acted(state);
  }

  async rewound(to: TwinState, gone: readonly number[]): Promise<void> {
    await this.#feeder.rewound(to);
    this.#watcher?.rewound();
    if (gone.length > 0) {
      await this.#context.record.forecasts.unscore(this.#entry.opened.twin, gone);
      this.#scoredAny = true;
    }
    if (this.#truthFrom === null || to.belief.at < this.#truthFrom) this.#truthFrom = to.belief.at;
  }

  async settle(state: TwinState, done: boolean): Promise<void> {
    await this.#feeder.settle(state, done);
    await this.#watcher?.settle();
    await this.#issueHindcasts();
    await this.#score(state);
  }

  /** Judges what stands now, if the twin watches its subject and is still open. */
  async look(state: TwinState): Promise<void> {
    if (this.#watcher === null || this.#entry.closed !== null) return;
    this.#watcher.look(state, this.#context.clock.now());
    await this.#watcher.settle();
  }

  #beginsInterval(at: Instant): boolean {
    const interval = this.#context.options.hindcastEvery * 1000;
    const { lastIssued } = this.#entry;
    return lastIssued === null || Math.floor(at / interval) > Math.floor(lastIssued / interval);
  }

  async #issueHindcasts(): Promise<void> {
    const states = this.#hindcasts;
    this.#hindcasts = [];
    for (let i = 0; i < states.length; i += TOGETHER) {
      const batch = states.slice(i, i + TOGETHER);
      const forecasts = await Promise.all(batch.map((state) => this.#hindcast(state)));
      await this.#context.record.forecasts.issue(forecasts);
      this.#context.tally.issued += forecasts.length;
    }
  }

  async #hindcast(state: TwinState) {
    const { model } = this.#entry;
    const plan: FuturesPlan = {
      times: gridFrom(model, state.belief.at, Math.max(...model.horizon.scored)),
      size: futuresOf(model),
      seed: futuresSeed(state),
      proposed: [],
      blind: true,
    };
    const result = await runFuturesPlan(this.#context, this.#entry, state, plan, async () => state);
    return issuedForecast(model, state, plan, result, 'hindcast', this.#context.clock.now());
  }

  /** The ring reaches farther back than the readings between two settlements. */
  async #score(state: TwinState): Promise<void> {
    const { model, opened } = this.#entry;
    const from = this.#truthFrom;
    this.#truthFrom = null;
    if (from === null || state.lastObservedAt === null) return;
    const reach = model.horizon.step * 500;
    const due = await this.#context.record.forecasts.due(
      opened.twin,
      (from - reach) as Instant,
      (state.lastObservedAt + reach) as Instant,
    );
    if (due.length === 0) return;
    const { name } = model.observables[HEADLINE]!;
    const truths = state.innovations
      .latest(state.innovations.length)
      .filter((row) => row.observable === HEADLINE)
      .map((row) => ({
        seq: row.seq,
        at: row.at,
        observable: name,
        value: row.observed,
        censored: row.censored,
      }));
    const scores = scoreForecasts(model, due, truths);
    if (scores.length === 0) return;
    await this.#context.record.forecasts.score(scores);
    this.#context.tally.scored += scores.length;
    this.#scoredAny = true;
  }
}
