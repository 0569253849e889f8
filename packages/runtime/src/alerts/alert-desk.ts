// The alerts as their callers see them, and the rounds in which snoozed ones return and forgotten ones are escalated.
import type { AlertActor, AlertNoted, AlertStep, Instant } from '@twinward/contract';
import { EMPTY_SCHEDULE } from '@twinward/contract';
import type { AuditRow } from '@twinward/record';
import { philox } from '@twinward/simulate';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { type BudgetChoice, chooseBudget } from '../commands/choose-budget.ts';
import { type AlertAct, noteAlertAct } from '../commands/note-alert.ts';
import { dedupeKey } from '../dedupe-key.ts';
import type { TwinState } from '../fold/twin-state.ts';
import { alertBudgets } from '../queries/alert-budgets.ts';
import { type AlertFilter, listAlerts } from '../queries/list-alerts.ts';
import { pastState } from '../queries/past-state.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { alertView, courseView, escalationAt, findingView } from '../show/alert-view.ts';
import type { AlertBudgetView, AlertDetail, AlertPage, AlertView } from '../views/alert-view.ts';
import type { Alert } from './alert.ts';
import { MONITOR } from './alert-watcher.ts';
import { budgetOf } from './budget-of.ts';

/** Milliseconds of the wall clock between rounds, and of the twins' time between two looks at a silent subject. */
const ROUND_EVERY = 5000;
const LOOK_EVERY = 3_600_000;

/** What the desk needs of the loop. */
export interface AlertSources {
  state(entry: TwinEntry): Promise<TwinState>;
  /** Gives a twin a turn, in which it is looked at. */
  schedule(entry: TwinEntry): void;
}

/** Alerts of all subjects: read, act on, budget. */
export class AlertDesk {
  readonly #context: RuntimeContext;
  readonly #sources: AlertSources;
  readonly #timer: NodeJS.Timeout;
  readonly #looked = new WeakMap<TwinEntry, Instant>();
  #round: Promise<void> | null = null;

  constructor(context: RuntimeContext, sources: AlertSources) {
    this.#context = context;
    this.#sources = sources;
    // A round that fails is made up for by the next.
    this.#timer = setInterval(() => void this.round().catch(() => undefined), ROUND_EVERY).unref();
  }

  /** A page of alerts, the most pressing first; see `listAlerts`. */
  list(filter?: AlertFilter): AlertPage {
    return listAlerts(this.#context, filter);
  }

  /** One alert with the course of its signals: as they are while it is open, as they were when it ended. Throws `resource.missing`. */
  async detail(id: string): Promise<AlertDetail> {
    const alert = this.#context.alerts.get(id);
    const entry = this.#context.directory.get(alert.twin);
    const { watch } = entry.model;
    const view = alertView(alert, entry);
    if (watch === undefined) return { ...view, courses: [], now: null };
    const belief = await this.#beliefFor(alert, entry);
    const budget = budgetOf(this.#context.alerts, entry, watch);
    const open = alert.status !== 'resolved';
    return {
      ...view,
      courses: watch.course(belief).map(courseView),
      now: open ? findingView(watch.finding(belief, budget)) : null,
    };
  }

  /** Acknowledges, snoozes, escalates or resolves an alert; see `noteAlertAct` for what is refused. */
  async act(id: string, act: AlertAct, by: AlertActor, audit: readonly AuditRow[] = []): Promise<AlertView> {
    const alert = await noteAlertAct(this.#context, id, act, by, audit);
    return alertView(alert, this.#context.directory.get(alert.twin));
  }

  /** What may be spent on false alerts, and what was. */
  budgets(): readonly AlertBudgetView[] {
    return alertBudgets(this.#context);
  }

  /** Chooses a budget; see `chooseBudget` for what is refused. */
  async choose(choice: BudgetChoice, by: AlertActor, audit: readonly AuditRow[] = []): Promise<void> {
    await chooseBudget(this.#context, choice, by, audit);
    for (const entry of this.#context.directory.all) {
      const { condition } = entry.model.watch ?? {};
      if (condition === undefined || (choice.condition !== null && condition !== choice.condition)) continue;
      this.#sources.schedule(entry);
    }
  }

  /** Lets snoozed alerts return, escalates those nobody acknowledged in time, and has silent subjects looked at. */
  async round(): Promise<void> {
    this.#round ??= this.#goRound().finally(() => {
      this.#round = null;
    });
    await this.#round;
  }

  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.#round?.catch(() => undefined);
  }

  async #goRound(): Promise<void> {
    const { alerts, directory, clock } = this.#context;
    const now = clock.now();
    for (const alert of [...alerts.all]) {
      if (alert.status === 'resolved' || !directory.has(alert.twin)) continue;
      const due = dueStep(alert, directory.get(alert.twin), now);
      if (due !== null) await this.#note(alert, due.at, due.step);
    }
    for (const entry of directory.all) {
      if (entry.model.watch === undefined || entry.closed !== null) continue;
      const looked = this.#looked.get(entry);
      if (looked !== undefined && now - looked < LOOK_EVERY) continue;
      this.#looked.set(entry, now);
      this.#sources.schedule(entry);
    }
  }

  async #note(alert: Alert, at: Instant, step: AlertStep): Promise<void> {
    const { id, twin, condition, subject } = alert;
    const event: AlertNoted = { kind: 'alert', alert: id, twin, condition, at, by: MONITOR, step };
    await this.#context.record.events.append([{ subject, event, dedupe: dedupeKey(subject, event) }]);
  }

  async #beliefFor(alert: Alert, entry: TwinEntry): Promise<TwinState['belief']> {
    if (alert.endedAt === null) {
      const { belief, seed } = await this.#sources.state(entry);
      const now = this.#context.clock.now();
      if (now <= belief.at) return belief;
      return entry.model.advance(belief, now, EMPTY_SCHEDULE, philox(seed).derive('look'));
    }
    return (await pastState(this.#context, entry, { at: alert.endedAt })).state.belief;
  }
}

function dueStep(
  alert: Alert,
  { model }: TwinEntry,
  now: Instant,
): { readonly at: Instant; readonly step: AlertStep } | null {
  const { snoozedUntil } = alert;
  if (snoozedUntil !== null && snoozedUntil <= now) return { at: snoozedUntil, step: { kind: 'returned' } };
  const at = escalationAt(alert, model);
  if (at === null || at > now || model.watch === undefined) return null;
  return {
    at,
    step: { kind: 'escalated', to: model.watch.escalation.to, reason: 'nobody acknowledged it in time' },
  };
}
