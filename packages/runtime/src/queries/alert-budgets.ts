import { addSeconds, EVERYONE, formatInstant, type Watch } from '@twinward/contract';
import type { RuntimeContext } from '../runtime-context.ts';
import type { AlertBudgetView } from '../views/alert-view.ts';

/** Days over which alerts are counted against the budget. */
const MONTH = 30;

/** The budget of every condition that is watched for, and what the last 30 days spent of it. */
export function alertBudgets({
  models,
  alerts,
  directory,
  clock,
}: RuntimeContext): readonly AlertBudgetView[] {
  const watches = new Map<string, Watch>();
  for (const { watch } of models.all) if (watch !== undefined) watches.set(watch.condition, watch);
  const now = clock.now();
  const since = addSeconds(now, -MONTH * 86_400);
  return [...watches.values()].map(({ condition, label, budget }) => {
    const watched = [...directory.all].filter(
      ({ model, closed }) => closed === null && model.watch?.condition === condition,
    );
    const everyone = alerts.chosen(EVERYONE, condition) ?? alerts.chosen(EVERYONE, null);
    const perYear = budget === null ? null : (everyone?.perYear ?? budget.initial);
    const raised = [...alerts.all].filter(
      (alert) => alert.condition === condition && alert.raisedAt >= since && alert.raisedAt <= now,
    );
    const own = watched.flatMap(({ opened }) => {
      const { ref } = opened.subject;
      const choice = alerts.chosen(ref, condition) ?? alerts.chosen(ref, null);
      return choice?.perYear == null ? [] : [{ ...choice, subject: ref, perYear: choice.perYear }];
    });
    const spendable =
      perYear === null
        ? null
        : own.reduce((sum, choice) => sum + choice.perYear, perYear * (watched.length - own.length));
    return {
      condition,
      label,
      perYear,
      least: budget?.least ?? null,
      most: budget?.most ?? null,
      initial: budget?.initial ?? null,
      chosen:
        budget === null || everyone === null
          ? null
          : { by: everyone.by.id, at: formatInstant(everyone.at), reason: everyone.reason },
      watched: watched.length,
      reading: watched.filter(({ digest }) => digest === null).length,
      raised: raised.length,
      allowed: spendable === null ? null : (spendable * MONTH) / 365,
      own: own.map(({ subject, perYear: own, by, at, reason }) => ({
        subject,
        perYear: own,
        by: by.id,
        at: formatInstant(at),
        reason,
      })),
    };
  });
}
