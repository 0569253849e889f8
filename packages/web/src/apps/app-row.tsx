import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { switchApp } from '../generated/api.ts';
import type { ConnectedApp } from '../generated/types.ts';
import { formatLongInstant } from '../units/format.ts';
import styles from './apps.module.css';

const KINDS: Readonly<Record<ConnectedApp['kind'], string>> = {
  'cds-client': 'Shows cards to its users',
  backend: 'Acts on its own behalf',
  'smart-app': 'Opened by our users',
};

/** One connected system, with a switch to shut it out. */
export function AppRow({
  app,
  mayWrite,
}: {
  readonly app: ConnectedApp;
  readonly mayWrite: boolean;
}): ReactNode {
  const client = useQueryClient();
  const change = useMutation({
    mutationFn: () => switchApp({ id: app.id, body: { disabled: !app.disabled } }),
    onSuccess: () => client.invalidateQueries({ queryKey: KEYS.apps }),
  });
  return (
    <li className={styles.app}>
      <div>
        <h3>{app.name}</h3>
        <p className="small">
          <code>{app.issuer}</code>
        </p>
        <p className="muted small">
          {KINDS[app.kind]} · keys{' '}
          {app.keys.map(({ kid, alg }) => (alg === null ? kid : `${kid} (${alg})`)).join(', ')} · let in by{' '}
          {app.addedBy} on {formatLongInstant(Date.parse(app.addedAt))}
        </p>
        {app.scopes.length > 0 && <p className="muted small">Scopes {app.scopes.join(' ')}</p>}
        {change.isError && <p role="alert">{asProblem(change.error).detail}</p>}
      </div>
      <div className="row">
        <span className={styles.state} data-off={app.disabled}>
          {app.disabled ? '✕ shut out' : '✓ let in'}
        </span>
        {mayWrite && (
          <button
            type="button"
            className="link-button"
            disabled={change.isPending}
            onClick={() => change.mutate()}
          >
            {app.disabled ? 'Let in again' : 'Shut out'}
            <span className="visually-hidden"> {app.name}</span>
          </button>
        )}
      </div>
    </li>
  );
}
