import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { KEYS } from '../api/keys.ts';
import { readBelief } from '../generated/api.ts';
import type { TwinSummary } from '../generated/types.ts';
import { useNow } from '../live/use-now.ts';
import { formatSpan } from '../units/format.ts';
import { plainUnit } from '../units/measure.ts';
import styles from './monitor.module.css';

const SHOWN: readonly string[] = ['cardiac-output', 'stroke-volume', 'mean-pressure', 'vascular-resistance'];

/** What a twin of the same subject makes of these signals, each estimate with its interval. */
export function OutputCard({ twin }: { readonly twin: TwinSummary }): ReactNode {
  const now = useNow(5000);
  const belief = useQuery({
    queryKey: [...KEYS.twin(twin.id), 'belief'],
    queryFn: ({ signal }) => readBelief({ id: twin.id }, signal),
  });
  const outputs = belief.data?.outputs ?? [];
  const shown = SHOWN.flatMap((name) => outputs.find((one) => one.name === name) ?? []);
  const chosen = shown.length > 0 ? shown : outputs.slice(0, 4);
  const reading = twin.latest === null ? null : Math.max(0, now - Date.parse(twin.latest.at));
  return (
    <section className={`card ${styles.twin}`} aria-label={`What ${twin.label} estimates`}>
      <div className="row between">
        <h2>Estimated by the twin</h2>
        <Link to={`/twins/${encodeURIComponent(twin.id)}`} className="small">
          {twin.modelTitle}
        </Link>
      </div>
      {twin.fit.kind !== 'fits' && (
        <p className="small">
          The twin {twin.fit.kind === 'abstains' ? 'abstains' : 'is still learning'}
          {twin.fit.reason === null ? '.' : `: ${twin.fit.reason}.`}
        </p>
      )}
      <dl className={styles.estimates} data-stale={twin.fit.kind === 'abstains'}>
        {chosen.map(({ name, label, unit, q05, q50, q95 }) => {
          const digits = q50 < 0.1 ? 3 : q50 < 20 ? 1 : 0;
          return (
            <div key={name}>
              <dt>{label}</dt>
              <dd>
                <strong>{q50.toFixed(digits)}</strong> <span className="muted">{plainUnit(unit)}</span>
                <span className={styles.interval}>
                  90 % interval {q05.toFixed(digits)} to {q95.toFixed(digits)}
                </span>
              </dd>
            </div>
          );
        })}
      </dl>
      <p className="muted small">
        {reading === null
          ? 'No reading has reached the twin yet.'
          : `From readings up to ${formatSpan(reading)} ago. An estimate, not a measurement.`}
      </p>
    </section>
  );
}
