// The loop as its callers see it: commands that change the record, queries about twins, listeners for live push.
import {
  type AbortSignalLike,
  addSeconds,
  type Coupling,
  type Happened,
  type Instant,
  type Intervened,
  type Observed,
  type RecordedEvent,
  type SubjectRef,
  type TwinId,
  type WorkPool,
} from '@twinward/contract';
import type { Appended, AuditRow, Clock, KeptScenario, TwinRecord } from '@twinward/record';
import { Loop } from './actor/loop.ts';
import { Slices } from './actor/slices.ts';
import { ThreadLoad } from './actor/thread-load.ts';
import { TwinDirectory } from './actor/twin-directory.ts';
import type { TwinEntry } from './actor/twin-entry.ts';
import { AlertBook } from './alerts/alert-book.ts';
import { AlertDesk } from './alerts/alert-desk.ts';
import { coupleTwins } from './commands/couple-twins.ts';
import { closeTwin, type Opening, openTwin } from './commands/open-twin.ts';
import { admitEvents, recordEvents } from './commands/record-events.ts';
import { type Retraction, retract } from './commands/retract.ts';
import type { TwinState } from './fold/twin-state.ts';
import {
  LivePush,
  type RecordedListener,
  type SummaryListener,
  type TroubleListener,
} from './live/live-push.ts';
import type { ModelRegistry } from './model-registry.ts';
import { compare, type WhatIf } from './queries/compare.ts';
import { type CycleAsked, cycle } from './queries/cycle.ts';
import { explain } from './queries/explain.ts';
import { forecast, type Reach } from './queries/forecast.ts';
import { history } from './queries/history.ts';
import { issuedForecasts, type ScoredForecast } from './queries/issued-forecasts.ts';
import { knowledge } from './queries/knowledge.ts';
import { type ReplayOptions, type ReplayResult, replay } from './queries/replay.ts';
import { NO_RUNS, type RunStore } from './queries/run-store.ts';
import { type PastPoint, type Standpoint, standpointOf } from './queries/standpoint.ts';
import { Subjects } from './queries/subjects.ts';
import { takenIn } from './queries/taken-in.ts';
import type { RuntimeContext } from './runtime-context.ts';
import type { RuntimeMetrics } from './runtime-metrics.ts';
import { DEFAULT_OPTIONS, type RuntimeOptions } from './runtime-options.ts';
import { beliefView } from './show/belief-view.ts';
import { trackViews } from './show/track-views.ts';
import { twinDetail } from './show/twin-detail.ts';
import { twinSummary } from './show/twin-summary.ts';
import type { BeliefView } from './views/belief-view.ts';
import type { ComparisonView } from './views/comparison-view.ts';
import type { CycleView } from './views/cycle-view.ts';
import type { ExplanationView } from './views/explanation-view.ts';
import type { ForecastView } from './views/forecast-view.ts';
import type { HistoryView } from './views/history-view.ts';
import type { KnowledgeView } from './views/knowledge-view.ts';
import type { TakenInView } from './views/taken-in-view.ts';
import type { TrackView } from './views/track-view.ts';
import type { TwinDetail } from './views/twin-detail.ts';
import type { TwinSummary } from './views/twin-summary.ts';

/**
 * Rows that wait to be recorded from which on folding steps back on a thread that has no time for both. While a slow disk alone keeps them waiting,
 * the thread is idle, and beliefs need not wait too.
 */
const PRESSING = 50;

/** What the runtime is started with. */
export interface RuntimeParts {
  readonly record: TwinRecord;
  readonly models: ModelRegistry;
  readonly clock: Clock;
  readonly pool: WorkPool;
  readonly options?: Partial<RuntimeOptions>;
  /** Where what-ifs that are worked on outlive the process; left out, they do not. */
  readonly runs?: RunStore;
}

/**
 * Keeps every twin of a record alive. Commands return after the record has their effect durably, with the audit rows; beliefs
 * follow within moments. Queries throw `resource.missing` for an unknown twin.
 *
 * @example
 * const models = modelRegistry([]);
 * const record = openMemoryRecord();
 * const runtime = await TwinRuntime.start({ record, models, clock: SYSTEM_CLOCK, pool: inlinePool(models) });
 * runtime.summaries().length; // 0
 * await runtime.close();
 */
export class TwinRuntime {
  /** Alerts of the twins whose models watch: read, act on, budget. */
  readonly alerts: AlertDesk;
  /** Queries about a subject as the whole of its twins. */
  readonly subjects: Subjects;
  readonly #context: RuntimeContext;
  readonly #loop: Loop;
  readonly #push: LivePush;
  readonly #stopListening: () => void;

  private constructor(parts: RuntimeParts) {
    const thread = new ThreadLoad();
    this.#context = {
      record: parts.record,
      models: parts.models,
      clock: parts.clock,
      pool: parts.pool,
      options: { ...DEFAULT_OPTIONS, ...parts.options },
      directory: new TwinDirectory(parts.models),
      alerts: new AlertBook(),
      slices: new Slices(() => parts.record.events.load.waiting > PRESSING && thread.full),
      tally: { folded: 0, issued: 0, scored: 0 },
    };
    this.#push = new LivePush((entry) => twinSummary(entry, this.#now()));
    this.#loop = new Loop(this.#context, this.#push);
    this.alerts = new AlertDesk(this.#context, {
      state: (entry) => this.#loop.state(entry),
      schedule: (entry) => this.#loop.schedule(entry),
    });
    this.subjects = new Subjects(this.#context, this.#loop, parts.runs ?? NO_RUNS);
    this.#stopListening = parts.record.events.onCommit((events) => {
      for (const recorded of events) this.#committed(recorded);
    });
  }

  /** Finds all twins of the record and brings each up to date, in the background. */
  static async start(parts: RuntimeParts): Promise<TwinRuntime> {
    const runtime = new TwinRuntime(parts);
    for (const recorded of await parts.record.events.openings()) runtime.#learn(recorded);
    for (const entry of runtime.#context.directory.all) runtime.#loop.schedule(entry);
    runtime.subjects.runs.wake();
    return runtime;
  }

  /** Opens a twin; see `openTwin` for what it refuses. */
  async openTwin(opening: Opening, audit: readonly AuditRow[] = []): Promise<TwinDetail> {
    return twinDetail(await openTwin(this.#context, opening, audit), this.#now());
  }

  /** Closes a twin for good. */
  async closeTwin(id: string, reason: string, audit: readonly AuditRow[] = []): Promise<TwinDetail> {
    return twinDetail(await closeTwin(this.#context, id, reason, audit), this.#now());
  }

  /** Records observations and interventions, all or none. */
  async record(
    events: readonly (Observed | Intervened | Happened)[],
    audit: readonly AuditRow[] = [],
  ): Promise<readonly Appended[]> {
    return recordEvents(this.#context, events, audit);
  }

  /**
   * Those of these events that the record and the open twins of their subjects can take in, as appends for a commit of the caller's own, and
   * why the others cannot.
   */
  admit(events: readonly (Observed | Intervened | Happened)[]): ReturnType<typeof admitEvents> {
    return admitEvents(this.#context, events);
  }

  /** Takes back a reading or intervention entered in error. */
  async retract(retraction: Retraction, audit: readonly AuditRow[] = []): Promise<readonly Appended[]> {
    return retract(this.#context, retraction, audit);
  }

  /** Couples two twins, or ends their coupling. */
  async couple(coupling: Coupling, ended = false, audit: readonly AuditRow[] = []): Promise<void> {
    await coupleTwins(this.#context, coupling, ended, audit);
  }

  /** The overview, in the order in which the twins were opened. */
  summaries(): readonly TwinSummary[] {
    return [...this.#context.directory.all].map((entry) => twinSummary(entry, this.#now()));
  }

  /** One line of the overview. */
  summary(id: string): TwinSummary {
    return twinSummary(this.#entry(id), this.#now());
  }

  /** A twin with what its model declares. */
  detail(id: string): TwinDetail {
    return twinDetail(this.#entry(id), this.#now());
  }

  /** Readings, interventions and estimates; the last day if no bounds are given. */
  async history(
    id: string,
    { from, to }: { readonly from?: Instant | undefined; readonly to?: Instant | undefined } = {},
  ): Promise<HistoryView> {
    const entry = this.#entry(id);
    const until = to ?? this.#now();
    const state = await this.#loop.state(entry);
    return history(this.#context, entry, state, from ?? addSeconds(until, -86_400), until);
  }

  /** What a twin expected of readings at these places of the record, and what it estimated after each. */
  async takenIn(id: string, seqs: readonly number[]): Promise<readonly TakenInView[]> {
    const entry = this.#entry(id);
    return takenIn(entry, await this.#loop.state(entry), new Set(seqs));
  }

  /** What a twin believed, as its model keeps it, for views that only its kind has; `seq` is the last event taken in. */
  async stateOf(id: string, point: PastPoint = {}): Promise<Pick<TwinState, 'belief' | 'model' | 'seq'>> {
    return (await this.#standpoint(this.#entry(id), point)).state;
  }

  /** What the twin believed, at any point of its past. */
  async belief(id: string, point: PastPoint = {}): Promise<BeliefView> {
    const entry = this.#entry(id);
    const { state, now } = await this.#standpoint(entry, point);
    return beliefView(entry.model, state, point.knownAt ?? null, now);
  }

  /** What one cycle looks like to the twin, such as a heartbeat, or a close-up of it, at any point of its past. Throws `model.domain` if its model has none. */
  async cycle(id: string, asked: Pick<PastPoint, 'at'> & CycleAsked = {}): Promise<CycleView> {
    const entry = this.#entry(id);
    return cycle(this.#context, entry, await this.#standpoint(entry, asked), asked);
  }

  /** What the twin expects; from a past point, what it would have expected there. */
  async forecast(id: string, asked: PastPoint & Reach = {}, signal?: AbortSignalLike): Promise<ForecastView> {
    const entry = this.#entry(id);
    return forecast(this.#context, entry, await this.#standpoint(entry, asked), asked, signal);
  }

  /** A what-if beside its baseline; kept if asked. */
  async compare(id: string, whatIf: WhatIf & PastPoint, signal?: AbortSignalLike): Promise<ComparisonView> {
    const entry = this.#entry(id);
    return compare(this.#context, entry, await this.#standpoint(entry, whatIf), whatIf, signal);
  }

  /** The what-ifs that were kept for a twin. */
  async keptScenarios(id: string): Promise<readonly KeptScenario[]> {
    return this.#context.record.scenarios.list(this.#entry(id).opened.twin);
  }

  /** One kept what-if, or null. */
  async keptScenario(scenario: string): Promise<KeptScenario | null> {
    return this.#context.record.scenarios.byId(scenario);
  }

  /** Why the twin believes what it believes. */
  async explain(id: string): Promise<ExplanationView> {
    const entry = this.#entry(id);
    return explain(this.#context, entry, await this.#standpoint(entry, {}));
  }

  /** How the twin's forecasts came true; of the last `days` if given. */
  async trackRecord(id: string, days?: number): Promise<readonly TrackView[]> {
    const { twin } = this.#entry(id).opened;
    const since = days === undefined ? undefined : addSeconds(this.#now(), -days * 86_400);
    return trackViews(await this.#context.record.forecasts.trackRecord(twin, since));
  }

  /** How well the twin knows, by the forecasts of the last `days` and what its data can tell. */
  async knowledge(id: string, days: number): Promise<KnowledgeView> {
    const entry = this.#entry(id);
    return knowledge(this.#context, entry, await this.#standpoint(entry, {}), days);
  }

  /** The forecasts a twin issued, newest first, with their scores. */
  async issuedForecasts(id: string, limit: number): Promise<readonly ScoredForecast[]> {
    return issuedForecasts(this.#context, this.#entry(id), limit);
  }

  /** Folds twins (null: all) from the log alone and compares with their live states. */
  async replay(ids: readonly string[] | null, options?: ReplayOptions): Promise<readonly ReplayResult[]> {
    const { directory } = this.#context;
    const entries = ids === null ? [...directory.all] : ids.map((id) => directory.get(id));
    return replay(this.#context, this.#loop, entries, options);
  }

  /** Subjects with an open twin of a model. */
  subjectsOf(model: string): ReadonlySet<SubjectRef> {
    const open = [...this.#context.directory.all].filter(
      ({ opened, closed }) => closed === null && opened.model === model,
    );
    return new Set(open.map(({ opened }) => opened.subject.ref));
  }

  /** The twins an event concerns. */
  twinsOf(recorded: RecordedEvent): readonly TwinId[] {
    return this.#context.directory.concernedBy(recorded).map(({ opened }) => opened.twin);
  }

  /** Listens to every event recorded; returns the function that stops it. */
  onRecorded(listener: RecordedListener): () => void {
    return this.#push.onRecorded(listener);
  }

  /** Listens to changed summaries; returns the function that stops it. */
  onSummary(listener: SummaryListener): () => void {
    return this.#push.onSummary(listener);
  }

  /** Listens to turns that failed, for the log; returns the function that stops it. */
  onTrouble(listener: TroubleListener): () => void {
    return this.#push.onTrouble(listener);
  }

  /** Figures about the loop. */
  metrics(): RuntimeMetrics {
    const { directory, tally } = this.#context;
    return {
      twins: directory.size,
      hot: this.#loop.hot,
      lagging: this.#loop.lagging,
      failing: [...directory.all].filter(({ failures }) => failures > 0).length,
      ...tally,
      unreadable: directory.unreadable,
    };
  }

  /** Resolves when all that is recorded has been folded, forecast and scored. */
  async drain(): Promise<void> {
    await this.#loop.drain();
  }

  /** Stops taking turns and stores the twins in memory. The record and the pool are left to their owner. */
  async close(): Promise<void> {
    this.#stopListening();
    this.subjects.runs.close();
    await this.alerts.close();
    this.#push.close();
    await this.#loop.close();
  }

  #now(): Instant {
    return this.#context.clock.now();
  }

  #entry(id: string): TwinEntry {
    return this.#context.directory.get(id);
  }

  #learn(recorded: RecordedEvent): void {
    this.#context.directory.learn(recorded);
    this.#context.alerts.learn(recorded);
  }

  #committed(recorded: RecordedEvent): void {
    const { directory } = this.#context;
    this.#learn(recorded);
    this.subjects.recorded(recorded);
    for (const entry of directory.concernedBy(recorded)) this.#loop.hand(entry, recorded);
    const { event } = recorded;
    if (event.kind === 'coupling' && directory.has(event.coupling.from.twin)) {
      this.#loop.schedule(directory.get(event.coupling.from.twin));
    }
    this.#push.recorded(recorded, this.twinsOf(recorded));
  }

  #standpoint(entry: TwinEntry, point: PastPoint): Promise<Standpoint> {
    return standpointOf(this.#context, this.#loop, entry, point);
  }
}
