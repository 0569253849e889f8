import type { ReactNode } from 'react';
import type { AppCall } from '../generated/types.ts';
import { formatLongInstant } from '../units/format.ts';
import styles from './apps.module.css';

/** The latest calls of connected systems. */
export function CallsTable({ calls }: { readonly calls: readonly AppCall[] }): ReactNode {
  if (calls.length === 0) {
    return (
      <div className={styles.empty}>
        <p className="muted small">Nobody has asked since the server started.</p>
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.calls} tabIndex={0} aria-label="Latest calls">
      <table>
        <thead>
          <tr>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">Given</th>
            <th scope="col">Took</th>
          </tr>
        </thead>
        <tbody>
          {calls.map(({ at, app, what, count, took }, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two calls may be alike in everything
            <tr key={`${at} ${i}`}>
              <th scope="row">{formatLongInstant(Date.parse(at))}</th>
              <td>{app}</td>
              <td>{what}</td>
              <td>{count}</td>
              <td>{took.toFixed(0)} ms</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
