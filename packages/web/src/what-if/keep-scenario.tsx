import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { compareScenario } from '../generated/api.ts';
import { useMay } from '../shell/session.ts';
import type { Draft } from '../twin/drafts.ts';
import styles from './keep-scenario.module.css';

interface KeepScenarioProps {
  readonly twin: string;
  readonly at: string | null;
  readonly drafts: readonly Draft[];
}

/** Keeps a what-if under a name, as it was computed, for others to open. */
export function KeepScenario({ twin, at, drafts }: KeepScenarioProps): ReactNode {
  const client = useQueryClient();
  const may = useMay('twin:simulate');
  const [name, setName] = useState('');
  const keep = useMutation({
    mutationFn: () =>
      compareScenario({
        id: twin,
        body: { interventions: [...drafts], keep: true, name: name.trim(), ...(at === null ? {} : { at }) },
      }),
    onSuccess() {
      setName('');
      return client.invalidateQueries({ queryKey: KEYS.scenarios(twin) });
    },
  });
  if (!may) return null;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') keep.mutate();
  };
  return (
    <form className={styles.keep} onSubmit={submit}>
      <TextInput
        label="Keep it as"
        placeholder="for example: 15 g now"
        value={name}
        maxLength={120}
        onChange={(event) => setName(event.currentTarget.value)}
        error={keep.isError ? asProblem(keep.error).detail : undefined}
      />
      <Button type="submit" disabled={name.trim() === ''} loading={keep.isPending}>
        Keep scenario
      </Button>
      <span role="status" className="visually-hidden">
        {keep.isSuccess && 'Kept'}
      </span>
    </form>
  );
}
