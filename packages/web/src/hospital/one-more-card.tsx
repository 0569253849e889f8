import type { ReactNode } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import type { HospitalRun } from '../generated/types.ts';
import { formatNumber } from '../units/format.ts';
import styles from './hospital.module.css';

/** What one more unit of each resource would do to how many wait: bottlenecks by effect, not by how busy they look. */
export function OneMoreCard({ run }: { readonly run: HospitalRun }): ReactNode {
  const { oneMore, waiting, replications, loads } = run;
  const most = Math.max(1e-9, ...oneMore.map(({ change }) => Math.abs(change.mean)));
  const busy = new Map(loads.map(({ resource, ratio }) => [resource, ratio]));
  return (
    <ChartCard
      title="What one more unit would do"
      under={`${waitingWords(waiting)}${oneMore.length === 0 ? '' : ` Bottlenecks by effect, not by how busy they look: ${replications} paired runs, 95 % intervals that hold together.`}`}
      file="hospital-one-more-unit"
      table={() => ({
        caption: 'Change of how many wait at a time with one more unit, paired, 95 % intervals',
        header: ['Resource', 'Change', 'Low', 'High', 'Offered load over capacity'],
        rows: oneMore.map(({ resource, change }) => [
          resource,
          Number(change.mean.toFixed(3)),
          Number(change.low.toFixed(3)),
          Number(change.high.toFixed(3)),
          Number((busy.get(resource) ?? Number.NaN).toFixed(3)),
        ]),
      })}
    >
      {oneMore.length === 0 && waiting.mean !== null && (
        <p className="muted small">
          This run did not ask for it. Tick “and what one more unit would do” above and run again: each
          resource that is waited for is then given one more, and the same replications run anew.
        </p>
      )}
      <ul className={styles.effects}>
        {oneMore.map(({ resource, change }) => (
          <li key={resource}>
            <span className="strong">{resource}</span>
            <span className={styles.effect} aria-hidden>
              <span
                style={{ width: `${(100 * Math.abs(change.mean)) / most}%` }}
                data-worse={change.mean > 0}
              />
            </span>
            <span className={styles.number}>
              <strong>{signed(change.mean)}</strong>{' '}
              <span className="muted">
                ({signed(change.low)} to {signed(change.high)})
              </span>
            </span>
            <span className="muted small">
              {change.high < 0 ? 'fewer wait' : change.low > 0 ? 'more wait further on' : 'no clear effect'}
            </span>
          </li>
        ))}
      </ul>
    </ChartCard>
  );
}

function waitingWords({ mean, low, high, why }: HospitalRun['waiting']): string {
  return mean === null || low === null || high === null
    ? `How many wait ${why}. Without a mean nothing can be compared: first give that resource more units.`
    : `${formatNumber(mean)} wait at a time, on average (${formatNumber(low)} to ${formatNumber(high)}).`;
}

/** A change with its sign. */
export function signed(value: number): string {
  const text = formatNumber(value, Math.abs(value) < 10 ? 2 : 1);
  return value > 0 ? `+${text}` : text;
}
