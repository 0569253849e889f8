import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { asProblem } from '../api/problem.ts';
import type { AlertDetail } from '../generated/types.ts';
import { OriginBadge } from '../overview/origin-badge.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { formatLongInstant } from '../units/format.ts';
import { AlarmMark } from './alarm-mark.tsx';
import { AlertActions } from './alert-actions.tsx';
import { useAlert } from './alert-queries.ts';
import { asks, deedWords, standingWords } from './alert-words.ts';
import styles from './alerts.module.css';
import { FindingCard } from './finding-card.tsx';
import { SignalsCard } from './signals-card.tsx';

/** One alert, whole: what changed, how sure, how soon, what to do, and what was done. */
export function AlertDetailView({ id, now }: { readonly id: string; readonly now: number }): ReactNode {
  const alert = useAlert(id);
  if (alert.isPending) return <Waiting height={520} label="Reading the alert" />;
  if (alert.isError) {
    return <ProblemPanel problem={asProblem(alert.error)} onRetry={() => void alert.refetch()} />;
  }
  return <Whole alert={alert.data} now={now} />;
}

function Whole({ alert, now }: { readonly alert: AlertDetail; readonly now: number }): ReactNode {
  const finding = alert.now ?? alert.finding;
  return (
    <article className="stack" aria-label={`Alert of ${alert.label}`}>
      <header className="card stack">
        <div className="row between">
          <AlarmMark urgency={alert.urgency} quiet={!asks(alert)} />
          <span className="muted small">Raised {formatLongInstant(Date.parse(alert.raisedAt))}</span>
        </div>
        <div>
          <h2 className={styles.name}>
            {alert.label} <OriginBadge origin={alert.origin} />
          </h2>
          <p className="muted">
            {alert.conditionLabel} · {standingWords(alert, now)}
          </p>
        </div>
        <AlertActions alert={alert} />
        <p className="row small">
          {alert.subject.startsWith('Patient/') && (
            <Link to={`/people/${encodeURIComponent(alert.subject.slice('Patient/'.length))}`}>
              The whole person
            </Link>
          )}
          <Link to={`/twins/${encodeURIComponent(alert.twin)}`}>The monitor as a twin</Link>
          <Link to={`/models/${encodeURIComponent(alert.provenance.model)}`}>Its model card</Link>
          <a href={`/api/v1/alerts/${encodeURIComponent(alert.id)}/resources`}>As FHIR resources</a>
        </p>
      </header>
      <FindingCard alert={alert} finding={finding} />
      <SignalsCard alert={alert} finding={finding} />
      <section className="card" aria-label="History of the alert">
        <h2>What was done</h2>
        <ol className={styles.deeds}>
          {[...alert.deeds].reverse().map((deed) => {
            const { what, who, when, why } = deedWords(deed);
            return (
              <li key={`${deed.kind} ${deed.recordedAt} ${deed.at}`}>
                <span className="strong">{what}</span> {who}
                <span className="muted small"> {when}</span>
                {why !== null && <span className={styles.reason}>{why}</span>}
              </li>
            );
          })}
        </ol>
        <p className="muted small">
          From {alert.provenance.observations.length} observations since the change began, up to position{' '}
          {alert.provenance.seq} of the record, by {alert.provenance.model} {alert.provenance.modelVersion}.
        </p>
      </section>
    </article>
  );
}
