import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { problemWords } from '../api/problem-words.ts';
import { addApp } from '../generated/api.ts';
import type { AppRequest } from '../generated/types.ts';
import { APP_KINDS } from './app-kinds.ts';
import styles from './apps.module.css';
import { plainId, wordsIn } from './plain-id.ts';

const NOTHING = { name: '', issuer: '', keys: '', scopes: '', redirectUris: '', launchUrl: '' };

type Draft = typeof NOTHING;

/** Lets a system in: one that shows cards, one that acts on its own behalf, or an app that our users open. */
export function AppForm(): ReactNode {
  const client = useQueryClient();
  const [kind, setKind] = useState<AppRequest['kind']>('cds-client');
  const [draft, setDraft] = useState(NOTHING);
  const add = useMutation({
    mutationFn: async () => addApp({ body: requestOf(kind, draft) }),
    onSuccess: () => {
      setDraft(NOTHING);
      return client.invalidateQueries({ queryKey: KEYS.apps });
    },
  });
  const field = (name: keyof Draft) => ({
    value: draft[name],
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      const { value } = event.currentTarget;
      setDraft((now) => ({ ...now, [name]: value }));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  const app = kind === 'smart-app';
  return (
    <details>
      <summary>Let a system in</summary>
      <form className={styles.form} onSubmit={submit} aria-label="Let a system in">
        <NativeSelect
          label="What it does"
          value={kind}
          data={Object.entries(APP_KINDS).map(([value, label]) => ({ value, label }))}
          onChange={(event) => setKind(event.currentTarget.value as AppRequest['kind'])}
        />
        <TextInput label="Name" placeholder="Ward EHR" maxLength={120} required {...field('name')} />
        <TextInput
          label={kind === 'cds-client' ? 'Issuer' : 'Client id'}
          description={
            kind === 'cds-client' ? 'The iss of its tokens' : 'As it calls itself when it signs in'
          }
          placeholder={kind === 'cds-client' ? 'https://ehr.example/fhir' : 'growth-chart'}
          maxLength={300}
          required
          {...field('issuer')}
        />
        {kind !== 'cds-client' && (
          <TextInput
            label="Scopes it may be granted"
            description="Of SMART 2, with spaces between"
            placeholder={app ? 'patient/*.rs user/Patient.rs' : 'system/Observation.rs system/Patient.r'}
            required
            {...field('scopes')}
          />
        )}
        {app && (
          <>
            <Textarea
              label="Addresses at which it is answered"
              description="redirect_uri to the letter, one a line; https, or http on this machine"
              placeholder="https://app.example/back"
              autosize
              minRows={2}
              required
              {...field('redirectUris')}
            />
            <TextInput
              label="Where it begins when opened from a patient"
              description="Left empty if it only begins on its own"
              placeholder="https://app.example/launch"
              {...field('launchUrl')}
            />
          </>
        )}
        <Textarea
          label="Public keys"
          description={
            app
              ? 'One JSON Web Key, or a set; left empty, the app is known by its verifier alone (PKCE)'
              : 'One JSON Web Key, or a set; ES384 or RS384'
          }
          placeholder='{"kty":"EC","crv":"P-384","kid":"k1","x":"…","y":"…"}'
          autosize
          minRows={3}
          required={!app}
          {...field('keys')}
        />
        {add.isError && <p role="alert">{problemWords(add.error)}</p>}
        {add.isSuccess && (
          <p role="status" className="small">
            {add.data.name} is let in.
          </p>
        )}
        <Button type="submit" loading={add.isPending} style={{ alignSelf: 'flex-start' }}>
          Let in
        </Button>
      </form>
    </details>
  );
}

function requestOf(kind: AppRequest['kind'], draft: Draft): AppRequest {
  const { name, issuer, keys, scopes, redirectUris, launchUrl } = draft;
  const app = kind === 'smart-app';
  return {
    id: plainId(name),
    name,
    kind,
    issuer,
    keys: (app && keys.trim() === '' ? [] : keysIn(keys)) as AppRequest['keys'],
    ...(kind === 'cds-client' ? {} : { scopes: wordsIn(scopes) }),
    ...(app ? { redirectUris: wordsIn(redirectUris), launchUrl: launchUrl.trim() || null } : {}),
  };
}

function keysIn(text: string): readonly unknown[] {
  const read = readJson(text);
  return Array.isArray(read) ? read : [read];
}

function readJson(text: string): unknown {
  try {
    const read: unknown = JSON.parse(text);
    return typeof read === 'object' && read !== null && 'keys' in read ? read.keys : read;
  } catch {
    throw new Error('The public keys are not JSON; paste a JSON Web Key or a set of them.');
  }
}
