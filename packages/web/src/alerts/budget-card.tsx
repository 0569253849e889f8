import { Button, NumberInput, Textarea } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { chooseAlertBudget } from '../generated/api.ts';
import type { AlertBudgetView } from '../generated/types.ts';
import { Dialog } from '../shell/dialog.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { useMay } from '../shell/session.ts';
import { useAlertBudgets } from './alert-queries.ts';
import styles from './alerts.module.css';

/** What may be spent on false alerts, what the last 30 days raised, and how to choose otherwise. */
export function BudgetCard(): ReactNode {
  const budgets = useAlertBudgets();
  const may = useMay('alert:budget');
  const [chosen, setChosen] = useState<AlertBudgetView | null>(null);
  if (budgets.data === undefined) return null;
  const watched = budgets.data.budgets.filter(({ watched }) => watched > 0);
  if (watched.length === 0) return null;
  return (
    <section className="card" aria-label="Alert budget">
      <h2>Budget of false alerts</h2>
      <ul className={styles.budgets}>
        {watched.map((budget) => (
          <li key={budget.condition}>
            <span className="strong">{budget.label}</span>
            <span className="small">
              {budget.raised} raised in 30 days, {watchedWords(budget.watched)}
              <span className="muted">
                {budget.perYear === null
                  ? '; a published limit decides'
                  : `; ${budget.perYear} false a person-year allow ${(budget.allowed ?? 0).toFixed(1)}`}
                {budget.own.length > 0 && `; ${budget.own.length} with a budget of their own`}
              </span>
            </span>
            {may && budget.perYear !== null && (
              <button type="button" className="link-button" onClick={() => setChosen(budget)}>
                Change<span className="visually-hidden"> the budget of {budget.label}</span>
              </button>
            )}
          </li>
        ))}
      </ul>
      <Dialog title={`Budget: ${chosen?.label ?? ''}`} open={chosen !== null} onClose={() => setChosen(null)}>
        {chosen !== null && <BudgetForm budget={chosen} onClose={() => setChosen(null)} />}
      </Dialog>
    </section>
  );
}

function watchedWords(count: number): string {
  return `${count} ${count === 1 ? 'person' : 'people'} watched`;
}

function BudgetForm({
  budget,
  onClose,
}: {
  readonly budget: AlertBudgetView;
  readonly onClose: () => void;
}): ReactNode {
  const client = useQueryClient();
  const [perYear, setPerYear] = useState(budget.perYear ?? 1.5);
  const [reason, setReason] = useState('');
  const sent = useMutation({
    mutationFn: () => chooseAlertBudget({ body: { condition: budget.condition, perYear, reason } }),
    onSuccess: () => {
      onClose();
      return client.invalidateQueries({ queryKey: KEYS.allAlerts });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() !== '') sent.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p className="muted">
        So many false alerts in a person-year are taken for everyone watched. Fewer means later and fewer true
        ones too.
        {budget.chosen !== null && ` Chosen by ${budget.chosen.by}: ${budget.chosen.reason}`}
      </p>
      <NumberInput
        label="False alerts in a person-year"
        value={perYear}
        min={budget.least ?? 0}
        max={budget.most ?? 10}
        step={0.25}
        onChange={(value) => setPerYear(Number(value))}
      />
      <Textarea
        label="Why"
        value={reason}
        maxLength={500}
        required
        withAsterisk={false}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {sent.isError && <ProblemPanel problem={asProblem(sent.error)} />}
      <div className="row">
        <Button type="submit" loading={sent.isPending}>
          Choose
        </Button>
        <Button variant="subtle" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
