import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { KEYS } from '../api/keys.ts';
import { problemWords } from '../api/problem-words.ts';
import { listFollowers, lookAtServer, switchFollower } from '../generated/api.ts';
import type { Follower } from '../generated/types.ts';
import { useMay } from '../shell/session.ts';
import { formatLongInstant, formatNumber } from '../units/format.ts';
import styles from './messages.module.css';

const OFTEN = 5000;

/** Other FHIR servers that are followed: how far, what was refused, and what is not seen of them. */
export function FollowersCard(): ReactNode {
  const followers = useQuery({
    queryKey: KEYS.followers,
    queryFn: ({ signal }) => listFollowers(signal),
    refetchInterval: OFTEN,
    staleTime: 0,
  });
  if (followers.data === undefined || followers.data.followers.length === 0) return null;
  return (
    <section className="card" aria-labelledby="followers">
      <h2 id="followers">FHIR servers that are followed</h2>
      <ul className={styles.plain}>
        {followers.data.followers.map((follower) => (
          <FollowerRow key={follower.settings.id} follower={follower} />
        ))}
      </ul>
    </section>
  );
}

function FollowerRow({ follower }: { readonly follower: Follower }): ReactNode {
  const { settings, disabled, written, deleted, refused, lastLookAt, lastProblem, blind } = follower;
  const { id, url, types } = settings;
  const client = useQueryClient();
  const onSuccess = (): Promise<void> => client.invalidateQueries({ queryKey: KEYS.followers });
  const look = useMutation({ mutationFn: () => lookAtServer({ id }), onSuccess });
  const change = useMutation({
    mutationFn: () => switchFollower({ id, body: { disabled: !disabled } }),
    onSuccess,
  });
  const [mayAct, mayWrite] = [useMay('connector:act'), useMay('app:write')];
  const failed = [look, change].find(({ isError }) => isError);
  const unseen = Object.entries(blind);
  return (
    <li>
      <strong>{id}</strong> <code>{url}</code>{' '}
      <span className="muted">
        {disabled ? '○ stopped' : lastProblem === null ? '● followed' : '▲ cannot be read'}
      </span>
      <p className="muted small">
        {types.join(', ')} · {formatNumber(written)} written, {formatNumber(deleted)} deleted,{' '}
        {formatNumber(refused)} refused
        {lastLookAt !== null && ` · looked ${formatLongInstant(Date.parse(lastLookAt))}`}
      </p>
      {lastProblem !== null && <p className={`small ${styles.error}`}>{lastProblem}</p>}
      {unseen.map(([type, why]) => (
        <p key={type} className={`small ${styles.error}`}>
          <strong>Deletions of {type} are not seen:</strong> {why}
        </p>
      ))}
      <div className="row">
        {mayAct && !disabled && (
          <button
            type="button"
            className="link-button"
            disabled={look.isPending}
            onClick={() => look.mutate()}
          >
            Look now<span className="visually-hidden"> at {id}</span>
          </button>
        )}
        {mayWrite && (
          <button
            type="button"
            className="link-button"
            disabled={change.isPending}
            onClick={() => change.mutate()}
          >
            {disabled ? 'Go on' : 'Stop'}
            <span className="visually-hidden"> following {id}</span>
          </button>
        )}
      </div>
      {failed !== undefined && <p role="alert">{problemWords(failed.error)}</p>}
    </li>
  );
}
