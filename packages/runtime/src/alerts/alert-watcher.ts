// Follows a watching twin as it folds: raises an alert where one begins, once an episode, and ends it where it is over.
import {
  type AlertNoted,
  type AlertStep,
  EMPTY_SCHEDULE,
  formatInstant,
  type Instant,
  type RecordedEvent,
  type Watch,
} from '@twinward/contract';
import type { Append } from '@twinward/record';
import { philox } from '@twinward/simulate';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { dedupeKey } from '../dedupe-key.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { type Alert, noteAlert, urgencyRank } from './alert.ts';
import { budgetOf } from './budget-of.ts';

/** Who raises and ends alerts by rule. */
export const MONITOR = { id: 'monitor', role: 'model' } as const;

/** The alerts of one hot twin whose model watches. */
export class AlertWatcher {
  readonly #context: RuntimeContext;
  readonly #entry: TwinEntry;
  readonly #watch: Watch;
  #judged: Instant | null = null;
  #unsent: AlertNoted[] = [];
  /** The latest alert with what is not sent yet; undefined until it is looked up. */
  #latest: Alert | null | undefined;

  constructor(context: RuntimeContext, entry: TwinEntry, watch: Watch) {
    this.#context = context;
    this.#entry = entry;
    this.#watch = watch;
  }

  /** Judges a state that has just been folded, once for each stretch of time that the model judges as a whole. */
  read(state: TwinState): void {
    const budget = budgetOf(this.#context.alerts, this.#entry, this.#watch);
    const { at, level } = this.#watch.standing(state.belief, budget);
    if (this.#judged !== null && at <= this.#judged) return;
    this.#judged = at;
    const latest = this.#current();
    const open = latest !== null && latest.status !== 'resolved' ? latest : null;
    if (open === null && level === 'begins' && this.#mayBegin(latest, at)) {
      this.#note(this.#idAt(at), at, this.#found('raised', state, budget));
    } else if (open !== null && at > open.raisedAt) {
      if (level === 'clear') this.#end(open, at);
      else if (level === 'begins') this.#worsen(open, at, state, budget);
    }
  }

  /** Judges again from a state that was loaded or taken back. */
  rewound(): void {
    this.#judged = null;
    this.#unsent = [];
    this.#latest = undefined;
  }

  /** Judges what stands now: days that have ended without a reading have ended all the same. */
  look(state: TwinState, now: Instant): void {
    const { belief, seed } = state;
    const { model } = this.#entry;
    const ended =
      now > belief.at ? model.advance(belief, now, EMPTY_SCHEDULE, philox(seed).derive('look')) : belief;
    this.read({ ...state, belief: ended });
  }

  /** Records what was found. */
  async settle(): Promise<void> {
    if (this.#unsent.length === 0) return;
    const subject = this.#entry.opened.subject.ref;
    const appends = this.#unsent.map(
      (event): Append => ({ subject, event, dedupe: dedupeKey(subject, event) }),
    );
    this.#unsent = [];
    await this.#context.record.events.append(appends);
    this.#latest = undefined;
  }

  #current(): Alert | null {
    this.#latest ??= this.#context.alerts.latestOf(this.#entry.opened.twin);
    return this.#latest;
  }

  /** No second alert for one episode, and none for a time in which there was one, whatever has become known since. */
  #mayBegin(latest: Alert | null, at: Instant): boolean {
    return latest === null || at > (latest.endedAt ?? latest.raisedAt) + this.#watch.refractory * 1000;
  }

  #worsen(open: Alert, at: Instant, state: TwinState, budget: number): void {
    const { urgency } = this.#watch.standing(state.belief, budget);
    if (urgencyRank({ urgency }) >= urgencyRank(open.found.finding)) return;
    this.#note(open.id, at, this.#found('worsened', state, budget));
  }

  #end(open: Alert, at: Instant): void {
    this.#note(open.id, at, { kind: 'resolved', reason: 'the signals are back within what is usual' });
  }

  #found(kind: 'raised' | 'worsened', state: TwinState, budget: number): AlertStep {
    const finding = this.#watch.finding(state.belief, budget);
    const observations = state.innovations
      .latest(state.innovations.length)
      .filter((row) => row.at >= finding.since)
      .map((row) => row.seq);
    const { seq, model, modelVersion, seed } = state;
    return {
      kind,
      finding,
      budget: this.#watch.budget === null ? null : budget,
      provenance: { seq, model, modelVersion, seed, observations },
    };
  }

  #note(alert: string, at: Instant, step: AlertStep): void {
    const { twin, subject } = this.#entry.opened;
    const event: AlertNoted = {
      kind: 'alert',
      alert,
      twin,
      condition: this.#watch.condition,
      at,
      by: MONITOR,
      step,
    };
    const recordedAt = this.#context.clock.now();
    const provisional: RecordedEvent = { part: 0, seq: 0, subject: subject.ref, recordedAt, event };
    const current = step.kind === 'raised' ? null : this.#current();
    this.#latest = noteAlert(current, provisional, event) ?? current;
    this.#unsent.push(event);
  }

  #idAt(at: Instant): string {
    const minute = formatInstant(at).slice(0, 16).replace(/[-:]/g, '').replace('T', '-');
    return `${this.#entry.opened.twin}.${minute}`;
  }
}
