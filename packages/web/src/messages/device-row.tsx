import { Button, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useId, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { problemWords } from '../api/problem-words.ts';
import {
  associateDevice,
  disableDevice,
  endDeviceAssociation,
  listTwins,
  renewDeviceSecret,
} from '../generated/api.ts';
import type { Device, DeviceAssociation } from '../generated/types.ts';
import { groupPeople } from '../people/group-people.ts';
import { useMay } from '../shell/session.ts';
import { formatLongInstant } from '../units/format.ts';
import styles from './messages.module.css';
import { SecretOnce } from './secret-once.tsx';

/** One device: whose it is, and what can be changed about that. */
export function DeviceRow({
  device,
  mayAct,
}: {
  readonly device: Device;
  readonly mayAct: boolean;
}): ReactNode {
  const { id, label, disabled, associations } = device;
  return (
    <li>
      <strong>{label}</strong> <code>{id}</code>
      {disabled && <span className="muted"> shut out</span>}
      <p className="muted small">{whose(associations[0])}</p>
      {mayAct && <DeviceActions device={device} />}
    </li>
  );
}

function DeviceActions({
  device: { id, label, disabled, associations },
}: {
  readonly device: Device;
}): ReactNode {
  const client = useQueryClient();
  const [binding, setBinding] = useState(false);
  const onSuccess = (): Promise<void> => client.invalidateQueries({ queryKey: KEYS.devices });
  const end = useMutation({ mutationFn: () => endDeviceAssociation({ id, body: {} }), onSuccess });
  const renew = useMutation({ mutationFn: () => renewDeviceSecret({ id }), onSuccess });
  const shut = useMutation({
    mutationFn: () => disableDevice({ id, body: { disabled: !disabled } }),
    onSuccess,
  });
  const bound = associations[0]?.to === null;
  const failed = [end, renew, shut].find(({ isError }) => isError);
  const busy = end.isPending || renew.isPending || shut.isPending;
  const action = (words: string, act: () => void): ReactNode => (
    <button type="button" className="link-button" disabled={busy} onClick={act}>
      {words}
      <span className="visually-hidden"> {label}</span>
    </button>
  );
  return (
    <>
      <div className="row">
        {bound
          ? action('End it', () => end.mutate())
          : action(binding ? 'Leave it unbound' : 'Bind to a person', () => setBinding(!binding))}
        {action('New secret', () => renew.mutate())}
        {action(disabled ? 'Let in again' : 'Shut out', () => shut.mutate())}
      </div>
      {binding && !bound && <BindForm device={id} label={label} onDone={() => setBinding(false)} />}
      {failed !== undefined && <p role="alert">{problemWords(failed.error)}</p>}
      {renew.data !== undefined && (
        <SecretOnce key={renew.data.secret} device={id} secret={renew.data.secret} onDone={renew.reset} />
      )}
    </>
  );
}

/** Binds a device to a person from now on. */
function BindForm({
  device,
  label,
  onDone,
}: {
  readonly device: string;
  readonly label: string;
  readonly onDone: () => void;
}): ReactNode {
  const client = useQueryClient();
  const people = useId();
  const [subject, setSubject] = useState('');
  const mayRead = useMay('twin:read');
  const twins = useQuery({
    queryKey: KEYS.twins,
    queryFn: ({ signal }) => listTwins(signal),
    enabled: mayRead,
  });
  const bind = useMutation({
    mutationFn: () => {
      const plain = subject.trim();
      return associateDevice({
        id: device,
        body: { subject: plain.includes('/') ? plain : `Patient/${plain}` },
      });
    },
    onSuccess: async () => {
      await client.invalidateQueries({ queryKey: KEYS.devices });
      onDone();
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    bind.mutate();
  };
  return (
    <form className={styles.mend} onSubmit={submit} aria-label={`Bind ${label} to a person`}>
      <TextInput
        label="Person"
        description="Whose its readings are from now on, until it is ended"
        placeholder="Patient/ana"
        list={people}
        required
        data-autofocus
        value={subject}
        onChange={(event) => setSubject(event.currentTarget.value)}
      />
      <datalist id={people}>
        {groupPeople(twins.data?.twins ?? []).map(({ subject: one, label: name }) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </datalist>
      {bind.isError && <p role="alert">{problemWords(bind.error)}</p>}
      <Button type="submit" size="xs" loading={bind.isPending} style={{ alignSelf: 'flex-start' }}>
        Bind
      </Button>
    </form>
  );
}

function whose(latest: DeviceAssociation | undefined): string {
  if (latest === undefined) return 'Bound to nobody yet: its readings wait for a person.';
  const since = formatLongInstant(Date.parse(latest.from));
  return latest.to === null
    ? `Of ${latest.subject} since ${since}`
    : `Was of ${latest.subject} until ${formatLongInstant(Date.parse(latest.to))}; bound to nobody now`;
}
