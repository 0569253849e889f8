import { Button, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { asProblem } from '../api/problem.ts';
import styles from './keep-form.module.css';

interface KeepFormProps {
  readonly example: string;
  /** Keeps it under a name; what it throws is shown at the name. */
  readonly onKeep: (name: string) => Promise<unknown>;
}

/** Keeps what was computed under a name, as it was computed, for others to open. */
export function KeepForm({ example, onKeep }: KeepFormProps): ReactNode {
  const [name, setName] = useState('');
  const keep = useMutation({ mutationFn: onKeep, onSuccess: () => setName('') });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() !== '') keep.mutate(name.trim());
  };
  return (
    <form className={styles.keep} onSubmit={submit}>
      <TextInput
        label="Keep it as"
        placeholder={`for example: ${example}`}
        value={name}
        maxLength={120}
        onChange={(event) => setName(event.currentTarget.value)}
        error={keep.isError ? asProblem(keep.error).detail : undefined}
      />
      <Button type="submit" disabled={name.trim() === ''} loading={keep.isPending}>
        Keep
      </Button>
      <span role="status" className="muted small">
        {keep.isSuccess && 'Kept'}
      </span>
    </form>
  );
}
