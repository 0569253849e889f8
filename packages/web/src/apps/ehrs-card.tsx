import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { problemWords } from '../api/problem-words.ts';
import { addEhr, changeEhr, listEhrs } from '../generated/api.ts';
import type { EhrChange, EhrRequest, RegisteredEhr } from '../generated/types.ts';
import { useMay } from '../shell/session.ts';
import styles from './apps.module.css';
import { plainId, wordsIn } from './plain-id.ts';

/** EHRs whose users may open a twin from a patient, and what to register there. */
export function EhrsCard(): ReactNode {
  const mayWrite = useMay('app:write');
  const ehrs = useQuery({ queryKey: KEYS.ehrs, queryFn: ({ signal }) => listEhrs(signal), staleTime: 0 });
  return (
    <section className="card" aria-labelledby="ehrs">
      <h2 id="ehrs">EHRs that may open our pages</h2>
      <p className="muted small">
        From a patient there to the same patient here, by an identifier that both bear (SMART App Launch).
        {ehrs.data !== undefined && (
          <>
            {' '}
            Register there: launch <code>{ehrs.data.launchUrl}</code>, redirect{' '}
            <code>{ehrs.data.redirectUri}</code>.
          </>
        )}
      </p>
      {ehrs.isError && <p role="alert">{problemWords(ehrs.error)}</p>}
      {ehrs.data?.ehrs.length === 0 && (
        <div className={styles.empty}>
          <p className="muted small">No EHR is registered.</p>
        </div>
      )}
      {ehrs.data !== undefined && ehrs.data.ehrs.length > 0 && (
        <ul className={styles.apps}>
          {ehrs.data.ehrs.map((ehr) => (
            <EhrRow key={ehr.id} ehr={ehr} mayWrite={mayWrite} />
          ))}
        </ul>
      )}
      {mayWrite && <EhrForm />}
    </section>
  );
}

function EhrRow({ ehr, mayWrite }: { readonly ehr: RegisteredEhr; readonly mayWrite: boolean }): ReactNode {
  const client = useQueryClient();
  const [sure, setSure] = useState(false);
  const change = useMutation({
    mutationFn: (body: EhrChange) => changeEhr({ id: ehr.id, body }),
    onSuccess: () => client.invalidateQueries({ queryKey: KEYS.ehrs }),
  });
  // To see more is asked twice, to see less is not.
  const changeSight = (): void => {
    setSure(!ehr.seesAll && !sure);
    if (ehr.seesAll || sure) change.mutate({ seesAll: !ehr.seesAll });
  };
  return (
    <li className={styles.app}>
      <div>
        <h3>{ehr.name}</h3>
        <p className="small">
          <code>{ehr.iss}</code>
        </p>
        <p className="muted small">
          Its users are {ehr.role} here and see{' '}
          {ehr.seesAll ? 'everybody whom that role sees' : 'the launched patient alone'} · patients by{' '}
          {ehr.identifierSystems.join(', ')} · {ehr.signs ? 'we sign in with our key' : 'public client'}
        </p>
        {change.isError && <p role="alert">{problemWords(change.error)}</p>}
      </div>
      <div className="row">
        <span className={styles.state} data-off={ehr.disabled}>
          {ehr.disabled ? '✕ shut out' : '✓ let in'}
        </span>
        {mayWrite && (
          <button
            type="button"
            className="link-button"
            disabled={change.isPending}
            onClick={() => change.mutate({ disabled: !ehr.disabled })}
          >
            {ehr.disabled ? 'Let in again' : 'Shut out'}
            <span className="visually-hidden"> {ehr.name}</span>
          </button>
        )}
        {mayWrite && (
          <button
            type="button"
            className="link-button"
            disabled={change.isPending}
            onClick={changeSight}
            onBlur={() => setSure(false)}
          >
            {ehr.seesAll
              ? 'Let them see the launched patient alone'
              : sure
                ? 'Yes, everybody whom that role sees'
                : 'Let them see everybody'}
            <span className="visually-hidden"> {ehr.name}</span>
          </button>
        )}
        <span className="muted small" aria-live="polite">
          {sure && 'at once, in sessions that are open too'}
        </span>
      </div>
    </li>
  );
}

const NOTHING = { name: '', iss: '', client: '', identifierSystems: '' };

function EhrForm(): ReactNode {
  const client = useQueryClient();
  const [draft, setDraft] = useState(NOTHING);
  const [role, setRole] = useState<NonNullable<EhrRequest['role']>>('clinician');
  const [signs, setSigns] = useState(false);
  const [seesAll, setSeesAll] = useState(false);
  const add = useMutation({
    mutationFn: () => {
      const { name, iss, client: known, identifierSystems } = draft;
      const systems = wordsIn(identifierSystems);
      return addEhr({
        body: {
          id: plainId(name),
          name,
          iss,
          client: known,
          role,
          signs,
          seesAll,
          identifierSystems: systems,
        },
      });
    },
    onSuccess: () => {
      setDraft(NOTHING);
      setSeesAll(false);
      return client.invalidateQueries({ queryKey: KEYS.ehrs });
    },
  });
  const field = (name: keyof typeof NOTHING) => ({
    value: draft[name],
    required: true,
    onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
      const { value } = event.currentTarget;
      setDraft((now) => ({ ...now, [name]: value }));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <details>
      <summary>Register an EHR</summary>
      <form className={styles.form} onSubmit={submit} aria-label="Register an EHR">
        <TextInput label="Name of the EHR" placeholder="Ward EHR" maxLength={120} {...field('name')} />
        <TextInput
          label="FHIR address"
          description="The iss of its launches"
          placeholder="https://ehr.example/fhir"
          maxLength={500}
          {...field('iss')}
        />
        <TextInput label="Our client id there" placeholder="twinward" maxLength={300} {...field('client')} />
        <TextInput
          label="Systems of identifiers that both know"
          description="With spaces between"
          placeholder="urn:oid:1.2.3.4"
          {...field('identifierSystems')}
        />
        <NativeSelect
          label="What its users are here"
          value={role}
          data={['clinician', 'operations', 'researcher']}
          onChange={(event) => setRole(event.currentTarget.value as NonNullable<EhrRequest['role']>)}
        />
        <NativeSelect
          label="How we sign in there"
          value={signs ? 'key' : 'public'}
          data={[
            { value: 'public', label: 'As a public client (PKCE alone)' },
            { value: 'key', label: 'With our key (/.well-known/jwks.json)' },
          ]}
          onChange={(event) => setSigns(event.currentTarget.value === 'key')}
        />
        <NativeSelect
          label="Whom its users see here"
          value={seesAll ? 'all' : 'launched'}
          data={[
            { value: 'launched', label: 'The launched patient alone' },
            { value: 'all', label: 'Everybody whom their role sees' },
          ]}
          onChange={(event) => setSeesAll(event.currentTarget.value === 'all')}
        />
        {add.isError && <p role="alert">{problemWords(add.error)}</p>}
        <Button type="submit" loading={add.isPending} style={{ alignSelf: 'flex-start' }}>
          Register
        </Button>
      </form>
    </details>
  );
}
