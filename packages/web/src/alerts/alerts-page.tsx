import { NativeSelect } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { asProblem } from '../api/problem.ts';
import type { AlertPage } from '../generated/types.ts';
import { useNow } from '../live/use-now.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { Waiting } from '../shell/waiting.tsx';
import { AlertDetailView } from './alert-detail.tsx';
import { type AlertShow, stillRead, useAlertBudgets, useAlerts } from './alert-queries.ts';
import { AlertRow } from './alert-row.tsx';
import { asks } from './alert-words.ts';
import styles from './alerts.module.css';
import { BudgetCard } from './budget-card.tsx';

const SHOWS: readonly { readonly value: AlertShow; readonly label: string }[] = [
  { value: 'open', label: 'Open' },
  { value: 'resolved', label: 'Over' },
  { value: 'all', label: 'All' },
];

/** Whom to look at next: alerts by urgency, and the one that is chosen. */
export function AlertsPage(): ReactNode {
  usePageTitle('Alerts');
  const { id } = useParams();
  const [search, setSearch] = useSearchParams();
  const show = SHOWS.find(({ value }) => value === search.get('show'))?.value ?? 'open';
  const condition = search.get('condition') ?? '';
  const alerts = useAlerts(show, condition === '' ? {} : { condition });
  const budgets = useAlertBudgets();
  const now = useNow();
  const put = (name: string, value: string, usual: string): void =>
    setSearch(
      (before) => {
        const next = new URLSearchParams(before);
        if (value === usual) next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  useStep(alerts.data, id, search.toString());
  if (alerts.isPending) return <Waiting height={420} label="Reading the alerts" />;
  if (alerts.isError)
    return <ProblemPanel problem={asProblem(alerts.error)} onRetry={() => void alerts.refetch()} />;
  const list = alerts.data.alerts;
  const chosen = id ?? list[0]?.id;
  const reading = budgets.data === undefined ? 0 : stillRead(budgets.data);
  return (
    <div className="stack">
      <div className="page-head">
        <div>
          <h1>{titleWords(alerts.data, reading)}</h1>
          <p className="muted">
            The most pressing first. Each is a person whose own signals have left what is usual for them.
          </p>
        </div>
        <search className="row">
          <NativeSelect
            aria-label="Show"
            value={show}
            data={SHOWS}
            onChange={(event) => put('show', event.currentTarget.value, 'open')}
          />
          <NativeSelect
            aria-label="Condition"
            value={condition}
            data={[
              { value: '', label: 'Any condition' },
              ...(budgets.data?.budgets ?? []).map(({ condition, label }) => ({ value: condition, label })),
            ]}
            onChange={(event) => put('condition', event.currentTarget.value, '')}
          />
        </search>
      </div>
      {reading > 0 && (
        <p className="card" role="status">
          {reading === 1 ? 'The record of one person' : `The records of ${reading} people`} watched{' '}
          {reading === 1 ? 'is' : 'are'} still being read after a start. Alerts of theirs stand here as soon
          as they have caught up.
        </p>
      )}
      {list.length === 0 && id === undefined ? (
        reading === 0 && (
          <section className="card">
            <h2>{show === 'open' ? 'No alert is open' : 'No alert was raised'}</h2>
            <p className="muted">
              {(budgets.data?.budgets ?? []).some(({ watched }) => watched > 0)
                ? 'Everyone watched is as they usually are, as far as their signals tell.'
                : 'Nobody is watched yet: open a monitor of a person through one of the monitor models.'}{' '}
              <Link to="/models">To the models</Link>
            </p>
          </section>
        )
      ) : (
        <div className={styles.columns} data-chosen={id !== undefined}>
          <div className={`stack ${styles.side}`}>
            {list.length > 0 && (
              <ul className="card rows" aria-label="Alerts">
                {list.map((alert) => (
                  <AlertRow
                    key={alert.id}
                    alert={alert}
                    now={now}
                    search={search.toString()}
                    here={alert.id === chosen}
                  />
                ))}
              </ul>
            )}
            <BudgetCard />
          </div>
          {chosen !== undefined && (
            <div className={styles.detail}>
              {id !== undefined && (
                <Link to={{ pathname: '/alerts', search: search.toString() }} className={styles.back}>
                  All alerts
                </Link>
              )}
              <AlertDetailView key={chosen} id={chosen} now={now} />
            </div>
          )}
        </div>
      )}
    </div>
  );
}

/** J and K go down and up the list. */
function useStep(page: AlertPage | undefined, id: string | undefined, search: string): void {
  const go = useNavigate();
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const typing = (event.target as HTMLElement).closest('input, textarea, select, dialog') !== null;
      if (typing || page === undefined || (event.key !== 'j' && event.key !== 'k')) return;
      const at = Math.max(
        0,
        page.alerts.findIndex((alert) => alert.id === id),
      );
      const next = page.alerts[at + (event.key === 'j' ? (id === undefined ? 0 : 1) : -1)];
      if (next !== undefined) void go({ pathname: `/alerts/${encodeURIComponent(next.id)}`, search });
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
}

function titleWords({ alerts, open }: AlertPage, reading: number): string {
  const count = open.high + open.medium + open.low;
  if (count === 0) return reading === 0 ? 'No open alerts' : 'No open alerts yet';
  const waiting = alerts.filter(asks).length;
  return `${count} open ${count === 1 ? 'alert' : 'alerts'}, ${waiting === 0 ? 'all in hand' : `${waiting} nobody has in hand`}`;
}
