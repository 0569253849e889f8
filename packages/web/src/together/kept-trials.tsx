import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { keepComparison, listComparisons } from '../generated/api.ts';
import type { KeptComparisonView } from '../generated/types.ts';
import { formatInstant } from '../units/format.ts';
import styles from './what-if-drawer.module.css';

/** Keeps the result of a run under a name, as it was computed, for others to open. */
export function KeepTrial({ run, subject }: { readonly run: string; readonly subject: string }): ReactNode {
  const client = useQueryClient();
  const [name, setName] = useState('');
  const keep = useMutation({
    mutationFn: () => keepComparison({ run, body: { name: name.trim() } }),
    onSuccess() {
      setName('');
      return client.invalidateQueries({ queryKey: KEYS.keptTogether(subject) });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') keep.mutate();
  };
  return (
    <form className={styles.keep} onSubmit={submit}>
      <TextInput
        label="Keep it as"
        placeholder="for example: fluid before esmolol"
        value={name}
        maxLength={120}
        onChange={(event) => setName(event.currentTarget.value)}
        error={keep.isError ? asProblem(keep.error).detail : undefined}
      />
      <Button type="submit" variant="default" disabled={name.trim() === ''} loading={keep.isPending}>
        Keep
      </Button>
      <span role="status" className="muted small">
        {keep.isSuccess && 'Kept'}
      </span>
    </form>
  );
}

interface KeptTrialsProps {
  readonly subject: string;
  readonly onOpen: (kept: KeptComparisonView) => void;
}

/** What-ifs of this person that someone kept: opened, they show what was computed then. */
export function KeptTrials({ subject, onOpen }: KeptTrialsProps): ReactNode {
  const list = useQuery({
    queryKey: KEYS.keptTogether(subject),
    queryFn: ({ signal }) => listComparisons({ subject }, signal),
  });
  const kept = list.data?.kept ?? [];
  if (kept.length === 0) return null;
  return (
    <details className={styles.kept}>
      <summary>
        Kept what-ifs <span className="muted">{kept.length}</span>
      </summary>
      <ul>
        {kept.map((one) => (
          <li key={one.id}>
            <button type="button" className="link-button" onClick={() => onOpen(one)}>
              {one.name}
            </button>
            <span className="muted small">
              {formatInstant(Date.parse(one.createdAt))} by {one.createdBy}:{' '}
              {one.result.interventions.map(({ label }) => label).join(', ')}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
