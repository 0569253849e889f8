import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { ConnectorView } from '../generated/types.ts';
import { formatLongInstant, formatNumber } from '../units/format.ts';
import { connectorWords, lagWords } from './message-words.ts';
import styles from './messages.module.css';

/** One way in: whether it runs, how much comes, how fast it takes effect, what waits and what went wrong last. */
export function ConnectorCard({ connector }: { readonly connector: ConnectorView }): ReactNode {
  const { name, title, state, address, perMinute, lagMedian, lagSlow, kept, waiting, lastError, lastAt } =
    connector;
  return (
    <li className={`card ${styles.connector}`}>
      <div className={styles.top}>
        <h2>{title}</h2>
        <span className={styles.state} data-state={state}>
          <span aria-hidden>{state === 'running' ? '●' : state === 'off' ? '○' : '▲'}</span>{' '}
          {connectorWords(connector)}
        </span>
      </div>
      <dl className={styles.figures}>
        <Figure label="in the last minute" value={formatNumber(perMinute)} />
        <Figure
          label="to durable effect"
          value={lagWords(lagMedian)}
          more={lagSlow === null ? '' : `99 % within ${lagWords(lagSlow)}`}
        />
        <Figure label="kept" value={formatNumber(kept)} />
        <div>
          <dt>wait for a person</dt>
          <dd>
            {waiting === 0 ? (
              <strong>0</strong>
            ) : (
              <Link to={`/messages?connector=${name}&state=refused`}>
                <strong>{formatNumber(waiting)}</strong>
                <span className="visually-hidden"> messages of {title} wait</span>
              </Link>
            )}
          </dd>
        </div>
      </dl>
      <p className="muted small">
        {state === 'running' && <code>{address}</code>}
        {state === 'off' && (
          <>
            Start it with <code>npm start -- --{name} PORT</code>.
          </>
        )}{' '}
        {lastAt !== null && `Latest ${formatLongInstant(Date.parse(lastAt))}.`}
      </p>
      {lastError !== null && (
        <p className={`small ${styles.error}`}>
          <strong>Last refusal</strong> {formatLongInstant(Date.parse(lastError.at))}: {lastError.why}
        </p>
      )}
    </li>
  );
}

function Figure({
  label,
  value,
  more = '',
}: {
  readonly label: string;
  readonly value: string;
  readonly more?: string;
}): ReactNode {
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <strong>{value}</strong>
        {more !== '' && <span className={`muted ${styles.more}`}>{more}</span>}
      </dd>
    </div>
  );
}
