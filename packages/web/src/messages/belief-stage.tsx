import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { InboundDetail, TakenIn } from '../generated/types.ts';
import { formatNumber } from '../units/format.ts';
import styles from './messages.module.css';

/** What the twins expected, what they were told, and what they estimate since. */
export function BeliefStage({ message }: { readonly message: InboundDetail }): ReactNode {
  if (message.beliefs.length === 0)
    return <p className="muted small">No open twin mirrors this person or this hospital.</p>;
  return (
    <>
      {message.beliefs.some(({ readings }) => readings.length > 0) && (
        <p className="muted small">
          Above: where 19 of 20 readings were expected. The line: what was told. Below: what is estimated
          since.
        </p>
      )}
      <ul className={styles.plain}>
        {message.beliefs.map(({ twin, label, model, taken, readings }) => (
          <li key={twin}>
            <Link to={`/twins/${encodeURIComponent(twin)}`}>{label}</Link>{' '}
            <span className="muted">
              {model}, {taken ? 'has taken it in' : 'takes it in soon'}
            </span>
            {readings.map((reading) => (
              <Reading key={reading.seq} reading={reading} />
            ))}
          </li>
        ))}
      </ul>
    </>
  );
}

/** The reading on the band within which 19 of 20 were expected, and what is estimated after it. */
function Reading({ reading }: { readonly reading: TakenIn }): ReactNode {
  const { label, unit, observed, expected, after } = reading;
  const [low, high] = [expected.mean - 2 * expected.sd, expected.mean + 2 * expected.sd];
  const [from, to] = [
    Math.min(low, observed, after.mean - 2 * after.sd),
    Math.max(high, observed, after.mean + 2 * after.sd),
  ];
  const place = (value: number): number => (to > from ? 4 + (192 * (value - from)) / (to - from) : 100);
  const words = `expected ${shown(expected.mean)} ± ${shown(2 * expected.sd)}, told ${shown(observed)}, now ${shown(after.mean)} ± ${shown(2 * after.sd)}`;
  return (
    <div className={styles.reading}>
      <svg width="200" height="26" viewBox="0 0 200 26" aria-hidden>
        <rect
          x={place(low)}
          y="4"
          width={Math.max(1, place(high) - place(low))}
          height="7"
          rx="3"
          className={styles.expected}
        />
        <rect
          x={Math.min(place(after.mean - 2 * after.sd), place(after.mean) - 2.5)}
          y="15"
          width={Math.max(5, place(after.mean + 2 * after.sd) - place(after.mean - 2 * after.sd))}
          height="7"
          rx="3"
          className={styles.after}
        />
        <line x1={place(observed)} x2={place(observed)} y1="1" y2="25" className={styles.told} />
      </svg>
      <span className="small">
        <strong>{label}</strong> {words} <span className="muted">{unit}</span>
      </span>
    </div>
  );
}

function shown(value: number): string {
  return formatNumber(value, Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 1 ? 1 : 2);
}
