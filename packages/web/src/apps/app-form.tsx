import { Button, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { addApp } from '../generated/api.ts';
import type { AppRequest } from '../generated/types.ts';
import styles from './apps.module.css';

const NOTHING = { name: '', issuer: '', keys: '' };

/** Lets a system in. */
export function AppForm(): ReactNode {
  const client = useQueryClient();
  const [draft, setDraft] = useState(NOTHING);
  const add = useMutation({
    mutationFn: () => addApp({ body: requestOf(draft) }),
    onSuccess: () => {
      setDraft(NOTHING);
      return client.invalidateQueries({ queryKey: KEYS.apps });
    },
  });
  const field = (name: keyof typeof NOTHING) => ({
    value: draft[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      const { value } = event.currentTarget;
      setDraft((now) => ({ ...now, [name]: value }));
    },
    required: true,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <details>
      <summary>Let a system in</summary>
      <form className={styles.form} onSubmit={submit}>
        <TextInput label="Name" placeholder="Ward EHR" maxLength={120} {...field('name')} />
        <TextInput
          label="Issuer"
          description="The iss of its tokens"
          placeholder="https://ehr.example/fhir"
          maxLength={300}
          {...field('issuer')}
        />
        <Textarea
          label="Public keys"
          description="One JSON Web Key, or a set; ES384 or RS384"
          placeholder='{"kty":"EC","crv":"P-384","kid":"k1","x":"…","y":"…"}'
          autosize
          minRows={3}
          {...field('keys')}
        />
        {add.isError && <p role="alert">{asProblem(add.error).detail}</p>}
        <Button type="submit" loading={add.isPending} style={{ alignSelf: 'flex-start' }}>
          Let in
        </Button>
      </form>
    </details>
  );
}

function requestOf({ name, issuer, keys }: typeof NOTHING): AppRequest {
  const read = readJson(keys);
  const list = Array.isArray(read) ? read : [read];
  return {
    id: name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, ''),
    name,
    kind: 'cds-client',
    issuer,
    keys: list as AppRequest['keys'],
  };
}

function readJson(text: string): unknown {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && 'keys' in read ? read.keys : read;
  } catch {
    throw new Error('The public keys are not JSON; paste a JSON Web Key or a set of them.');
  }
}
