import type { ReactNode } from 'react';
import { DotPlot } from '../charts/dot-plot.tsx';
import type { AlertDetail, FindingView } from '../generated/types.ts';
import { formatShare } from '../units/format.ts';
import { percentWords } from './alert-words.ts';
import styles from './alerts.module.css';

/** What is claimed, how sure that is, why, when it may come, what is missing, and what guidance says to do. */
export function FindingCard({
  alert,
  finding,
}: {
  readonly alert: AlertDetail;
  readonly finding: FindingView;
}): ReactNode {
  const { interval, lead } = finding;
  return (
    <section className="card stack" aria-label="The finding">
      <p className={styles.claim}>{finding.claim}</p>
      <dl className={styles.figures}>
        {interval !== null && (
          <div>
            <dt>How likely</dt>
            <dd>
              <strong>{percentWords(finding.probability)}</strong>
              <span className="muted small">
                {' '}
                {percentWords(interval.low)} to {percentWords(interval.high)}
              </span>
              <DotPlot
                count={Math.round(50 * finding.probability)}
                side="above"
                pitch={5}
                label={`${Math.round(50 * finding.probability)} of 50 dots`}
              />
              <span className="muted small">
                {Math.round(50 * finding.probability)} of 50 alerts as rare were followed by it
              </span>
            </dd>
          </div>
        )}
        {lead !== null && (
          <div>
            <dt>How soon</dt>
            <dd>
              <strong>{lead.median} days</strong>
              <span className="muted small">
                {' '}
                half of those that came took {lead.low} to {lead.high} days from the alert
              </span>
            </dd>
          </div>
        )}
        {finding.perYear !== null && (
          <div>
            <dt>How rare</dt>
            <dd>
              <strong>{finding.perYear.toFixed(2)}</strong>
              <span className="muted small">
                {' '}
                times a year in people to whom nothing happens; budget {alert.budget}
              </span>
            </dd>
          </div>
        )}
      </dl>
      <div>
        <h3>Why</h3>
        <ul className={styles.reasons}>
          {finding.why.map(({ what, weight }) => (
            <li key={what}>
              <span>{what}</span>
              {weight !== null && (
                <span className={styles.share}>
                  <span className={styles.track} aria-hidden>
                    <span style={{ inlineSize: `${100 * weight}%` }} />
                  </span>
                  {formatShare(weight)}
                </span>
              )}
            </li>
          ))}
        </ul>
      </div>
      <div>
        <h3>What is missing</h3>
        {finding.missing.length === 0 ? (
          <p className="muted">Nothing: every signal was there on the last days.</p>
        ) : (
          <ul className={styles.plain}>
            {finding.missing.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        )}
      </div>
      {finding.suggestion !== null && (
        <div>
          <h3>What guidance says</h3>
          <p>{finding.suggestion}</p>
        </div>
      )}
    </section>
  );
}
