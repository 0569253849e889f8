// All alerts and chosen budgets of the record, kept up by its events.
import {
  type BudgetChosen,
  EVERYONE,
  type RecordedEvent,
  type SubjectRef,
  type TwinId,
  TwinwardError,
} from '@twinward/contract';
import { type Alert, noteAlert } from './alert.ts';

/** Alerts by id and by twin, and who chose which budget. */
export class AlertBook {
  readonly #alerts = new Map<string, Alert>();
  readonly #ofTwin = new Map<TwinId, string[]>();
  readonly #budgets = new Map<string, BudgetChosen>();

  /** Takes note of an event; those of other kinds, and the same one twice, make no difference. */
  learn(recorded: RecordedEvent): void {
    const { event } = recorded;
    if (event.kind === 'alert-budget') this.#choose(event);
    if (event.kind !== 'alert') return;
    const before = this.#alerts.get(event.alert) ?? null;
    const after = noteAlert(before, recorded, event);
    if (after === null) return;
    this.#alerts.set(after.id, after);
    if (before !== null) return;
    const ids = this.#ofTwin.get(after.twin);
    if (ids === undefined) this.#ofTwin.set(after.twin, [after.id]);
    else ids.push(after.id);
  }

  get all(): IterableIterator<Alert> {
    return this.#alerts.values();
  }

  /** Throws `resource.missing`. */
  get(id: string): Alert {
    const alert = this.#alerts.get(id);
    if (alert !== undefined) return alert;
    throw new TwinwardError('resource.missing', `there is no alert "${id.slice(0, 100)}"`, {
      field: 'id',
      remedy: 'look up its id in the list of alerts',
    });
  }

  /** The alert of a twin that was raised last, open or not. */
  latestOf(twin: TwinId): Alert | null {
    let latest: Alert | null = null;
    for (const id of this.#ofTwin.get(twin) ?? []) {
      const alert = this.#alerts.get(id)!;
      if (latest === null || alert.raisedAt >= latest.raisedAt) latest = alert;
    }
    return latest;
  }

  /** What was chosen for exactly this subject and condition. */
  chosen(subject: SubjectRef, condition: string | null): BudgetChosen | null {
    return this.#budgets.get(budgetKey(subject, condition)) ?? null;
  }

  /** Every choice that stands. */
  get choices(): readonly BudgetChosen[] {
    return [...this.#budgets.values()];
  }

  /** The nearest choice: this subject and condition, this subject, everyone with this condition, everyone; null if nobody chose. */
  budgetFor(subject: SubjectRef, condition: string): BudgetChosen | null {
    return (
      this.chosen(subject, condition) ??
      this.chosen(subject, null) ??
      this.chosen(EVERYONE, condition) ??
      this.chosen(EVERYONE, null)
    );
  }

  #choose(choice: BudgetChosen): void {
    const key = budgetKey(choice.subject, choice.condition);
    const before = this.#budgets.get(key);
    if (before !== undefined && before.at > choice.at) return;
    if (choice.perYear === null) this.#budgets.delete(key);
    else this.#budgets.set(key, choice);
  }
}

function budgetKey(subject: SubjectRef, condition: string | null): string {
  return `${subject} ${condition ?? ''}`;
}
