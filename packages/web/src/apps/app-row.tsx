import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { switchApp } from '../generated/api.ts';
import type { ConnectedApp } from '../generated/types.ts';
import { formatLongInstant } from '../units/format.ts';
import { APP_KINDS } from './app-kinds.ts';
import styles from './apps.module.css';

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
          {APP_KINDS[app.kind]} · {keyWords(app)} · let in by {app.addedBy} on{' '}
          {formatLongInstant(Date.parse(app.addedAt))}
        </p>
        {app.redirectUris.length > 0 && (
          <p className="muted small">Answered at {app.redirectUris.join(' ')}</p>
        )}
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

function keyWords({ keys }: ConnectedApp): string {
  if (keys.length === 0) return 'no key: known by its verifier (PKCE)';
  return `keys ${keys.map(({ kid, alg }) => (alg === null ? kid : `${kid} (${alg})`)).join(', ')}`;
}
