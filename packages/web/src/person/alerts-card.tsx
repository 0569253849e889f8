import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { acknowledgeAlert, listAlerts } from '../generated/api.ts';
import type { AlertView } from '../generated/types.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { useMay } from '../shell/session.ts';
import { formatInstant, formatNumber } from '../units/format.ts';
import styles from './alerts-card.module.css';

/** Urgency as shape, stars and word, beside its colour (practice of IEC 60601-1-8). */
const URGENCY = {
  high: { words: 'high', stars: '***', shape: 'M7 1 13 13H1Z' },
  medium: { words: 'medium', stars: '**', shape: 'M7 1 13 7 7 13 1 7Z' },
  low: { words: 'low', stars: '*', shape: 'M2 2h10v10H2Z' },
} as const;

/** The alerts of a person that are not over: what is claimed, how sure, why, and a way to take it in hand. */
export function AlertsCard({ subject }: { readonly subject: string }): ReactNode {
  const may = useMay('alert:read');
  const alerts = useQuery({
    queryKey: KEYS.alerts('open', subject),
    queryFn: ({ signal }) => listAlerts({ query: { subject } }, signal),
    enabled: may,
    refetchInterval: 60_000,
  });
  if (!may || alerts.isPending) return null;
  if (alerts.isError)
    return <ProblemPanel problem={asProblem(alerts.error)} onRetry={() => void alerts.refetch()} />;
  const open = alerts.data.alerts.filter(({ status }) => status !== 'resolved');
  return (
    <section className="card stack" aria-labelledby="alerts-title">
      <h2 id="alerts-title">Alerts</h2>
      {open.length === 0 ? (
        <p className="muted small">None is open.</p>
      ) : (
        <ul className={styles.alerts}>
          {open.map((alert) => (
            <Alert key={alert.id} alert={alert} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Alert({ alert }: { readonly alert: AlertView }): ReactNode {
  const client = useQueryClient();
  const may = useMay('alert:act');
  const take = useMutation({
    mutationFn: () => acknowledgeAlert({ id: alert.id, body: {} }),
    onSuccess: () => client.invalidateQueries({ queryKey: KEYS.allAlerts }),
  });
  const { words, stars, shape } = URGENCY[alert.urgency];
  const { finding } = alert;
  return (
    <li data-urgency={alert.urgency}>
      <svg width="14" height="14" viewBox="0 0 14 14" aria-hidden>
        <title>{words}</title>
        <path d={shape} />
      </svg>
      <div>
        <p>
          <strong>{finding.claim}</strong>
        </p>
        <p className="muted small">
          {alert.conditionLabel}, {words} {stars}; {Math.round(finding.probability * 50)} of 50, since{' '}
          {formatInstant(Date.parse(finding.since))}
          {finding.lead === null
            ? ''
            : `; typically ${formatNumber(finding.lead.median, 0)} (${formatNumber(finding.lead.low, 0)} to ${formatNumber(finding.lead.high, 0)}) days ahead`}
        </p>
        {finding.why.length > 0 && (
          <p className="small">
            {finding.why
              .slice(0, 3)
              .map(({ what }) => what)
              .join('; ')}
          </p>
        )}
        {take.isError && <p className="small">{asProblem(take.error).detail}</p>}
        {alert.status === 'acknowledged' ? (
          <span className="muted small">Somebody has it in hand.</span>
        ) : (
          may && (
            <button
              type="button"
              className="link-button"
              disabled={take.isPending}
              onClick={() => take.mutate()}
            >
              Take in hand<span className="visually-hidden">: {finding.claim}</span>
            </button>
          )
        )}
      </div>
    </li>
  );
}
