import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { problemWords } from '../api/problem-words.ts';
import { plainId } from '../apps/plain-id.ts';
import { addDevice } from '../generated/api.ts';
import { useMay } from '../shell/session.ts';
import { DeviceRow } from './device-row.tsx';
import { useDevices } from './message-queries.ts';
import styles from './messages.module.css';
import { SecretOnce } from './secret-once.tsx';

/** Devices that may publish, whose they are, and what a person can change about that. */
export function DevicesCard(): ReactNode {
  const devices = useDevices();
  const mayAct = useMay('connector:act');
  if (devices.data === undefined) return null;
  const list = devices.data.devices;
  return (
    <section className="card" aria-labelledby="devices">
      <h2 id="devices">Devices</h2>
      {list.length === 0 ? (
        <p className="muted small">
          No device yet. A device is let in by a name and a secret of its own, and bound to a person for as
          long as it is theirs.
        </p>
      ) : (
        <ul className={styles.plain}>
          {list.map((device) => (
            <DeviceRow key={device.id} device={device} mayAct={mayAct} />
          ))}
        </ul>
      )}
      {mayAct && <DeviceForm />}
    </section>
  );
}

/** Lets a device in; its secret is shown once, here. */
function DeviceForm(): ReactNode {
  const client = useQueryClient();
  const [label, setLabel] = useState('');
  const [id, setId] = useState('');
  const chosen = id === '' ? plainId(label) : id;
  const add = useMutation({
    mutationFn: () => addDevice({ body: { id: chosen, label } }),
    onSuccess: () => {
      setLabel('');
      setId('');
      return client.invalidateQueries({ queryKey: KEYS.devices });
    },
  });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    add.mutate();
  };
  return (
    <>
      {add.data !== undefined && (
        <SecretOnce device={add.data.id} secret={add.data.secret} onDone={add.reset} />
      )}
      <details className={styles.form}>
        <summary>Let a device in</summary>
        <form className={styles.mend} onSubmit={submit} aria-label="Let a device in">
          <TextInput
            label="What people call it"
            placeholder="Monitor of bed 3"
            maxLength={120}
            required
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
          />
          <TextInput
            label="Name it signs in with"
            description="Lower-case letters, digits, - and ."
            placeholder={plainId(label) || 'monitor-3'}
            maxLength={48}
            value={id}
            onChange={(event) => setId(event.currentTarget.value)}
          />
          {add.isError && <p role="alert">{problemWords(add.error)}</p>}
          <Button type="submit" loading={add.isPending} style={{ alignSelf: 'flex-start' }}>
            Let in
          </Button>
        </form>
      </details>
    </>
  );
}
