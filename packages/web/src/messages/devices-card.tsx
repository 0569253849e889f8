import type { ReactNode } from 'react';
import type { DeviceAssociation } from '../generated/types.ts';
import { formatLongInstant } from '../units/format.ts';
import { useDevices } from './message-queries.ts';
import styles from './messages.module.css';

/** Devices that may publish, and whose they are. */
export function DevicesCard(): ReactNode {
  const devices = useDevices();
  if (devices.data === undefined) return null;
  const list = devices.data.devices;
  return (
    <section className="card" aria-labelledby="devices">
      <h2 id="devices">Devices</h2>
      {list.length === 0 ? (
        <p className="muted small">
          No device yet. <code>npm run twinward -- device add monitor-3</code> lets the first one in, and
          prints its secret once.
        </p>
      ) : (
        <ul className={styles.plain}>
          {list.map(({ id, label, disabled, associations }) => (
            <li key={id}>
              <strong>{label}</strong> <code>{id}</code>
              {disabled && <span className="muted"> shut out</span>}
              <p className="muted small">{whose(associations[0])}</p>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function whose(latest: DeviceAssociation | undefined): string {
  if (latest === undefined) return 'Bound to nobody yet: its readings wait for a person.';
  const since = formatLongInstant(Date.parse(latest.from));
  return latest.to === null
    ? `Of ${latest.subject} since ${since}`
    : `Was of ${latest.subject} until ${formatLongInstant(Date.parse(latest.to))}; bound to nobody now`;
}
