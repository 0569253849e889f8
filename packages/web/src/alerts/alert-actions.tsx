import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { acknowledgeAlert, escalateAlert, resolveAlert, snoozeAlert } from '../generated/api.ts';
import type { AlertView } from '../generated/types.ts';
import { Dialog } from '../shell/dialog.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { useMay } from '../shell/session.ts';

type Act = 'snooze' | 'escalate' | 'resolve';
type Sent = UseMutationResult<AlertView, Error, () => Promise<AlertView>>;

const TITLES: Readonly<Record<Act, string>> = {
  snooze: 'Snooze the alert',
  escalate: 'Escalate the alert',
  resolve: 'Resolve the alert',
};
const HOURS = [
  { value: '4', label: '4 hours' },
  { value: '24', label: 'A day' },
  { value: '72', label: '3 days' },
  { value: '168', label: 'A week' },
  { value: '336', label: '2 weeks' },
];

/** Acknowledge, snooze, escalate, resolve: by button, or by the keys A, S, E and R. */
export function AlertActions({ alert }: { readonly alert: AlertView }): ReactNode {
  const may = useMay('alert:act');
  const client = useQueryClient();
  const [act, setAct] = useState<Act | null>(null);
  const sent: Sent = useMutation({
    mutationFn: (send: () => Promise<AlertView>) => send(),
    onSuccess: () => {
      setAct(null);
      return client.invalidateQueries({ queryKey: KEYS.allAlerts });
    },
  });
  const over = alert.status === 'resolved';
  const known = alert.status === 'acknowledged';
  const acknowledge = (): void => {
    if (!known) sent.mutate(() => acknowledgeAlert({ id: alert.id, body: {} }));
  };
  useEffect(() => {
    if (!may || over) return;
    const onKey = (event: KeyboardEvent): void => {
      const typing = (event.target as HTMLElement).closest('input, textarea, select, dialog') !== null;
      if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
      const acts: Readonly<Record<string, Act>> = { s: 'snooze', e: 'escalate', r: 'resolve' };
      if (event.key === 'a') acknowledge();
      else if (acts[event.key] !== undefined) setAct(acts[event.key]!);
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  });
  if (!may || over) return null;
  return (
    <>
      <div className="row">
        <Button
          onClick={acknowledge}
          disabled={known}
          loading={sent.isPending && act === null}
          aria-keyshortcuts="a"
        >
          {known ? 'Acknowledged' : 'Acknowledge'}
        </Button>
        <Button variant="default" onClick={() => setAct('snooze')} aria-keyshortcuts="s">
          Snooze
        </Button>
        <Button variant="default" onClick={() => setAct('escalate')} aria-keyshortcuts="e">
          Escalate
        </Button>
        <Button variant="default" onClick={() => setAct('resolve')} aria-keyshortcuts="r">
          Resolve
        </Button>
        <span className="muted small">Keys A, S, E, R</span>
      </div>
      {sent.isError && act === null && <ProblemPanel problem={asProblem(sent.error)} />}
      <Dialog title={act === null ? '' : TITLES[act]} open={act !== null} onClose={() => setAct(null)}>
        {act !== null && <ActForm alert={alert} act={act} sent={sent} onClose={() => setAct(null)} />}
      </Dialog>
    </>
  );
}

function ActForm({
  alert,
  act,
  sent,
  onClose,
}: {
  readonly alert: AlertView;
  readonly act: Act;
  readonly sent: Sent;
  readonly onClose: () => void;
}): ReactNode {
  const [reason, setReason] = useState('');
  const [hours, setHours] = useState('24');
  const [to, setTo] = useState(alert.escalates?.to ?? alert.escalatedTo ?? '');
  const { id } = alert;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (reason.trim() === '') return;
    const until = new Date(Date.now() + Number(hours) * 3_600_000 - 1000).toISOString();
    sent.mutate(() =>
      act === 'snooze'
        ? snoozeAlert({ id, body: { until, reason } })
        : act === 'escalate'
          ? escalateAlert({ id, body: { to, reason } })
          : resolveAlert({ id, body: { reason } }),
    );
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p className="muted">
        {act === 'snooze' && 'It is silent until then, and returns earlier if the person worsens.'}
        {act === 'escalate' && 'It stays open and asks for attention until somebody acknowledges it.'}
        {act === 'resolve' && 'The episode is over. If the person worsens again, a new alert will be raised.'}
      </p>
      {act === 'snooze' && (
        <NativeSelect
          label="For how long"
          value={hours}
          data={HOURS}
          onChange={(event) => setHours(event.currentTarget.value)}
        />
      )}
      {act === 'escalate' && (
        <TextInput
          label="To whom"
          value={to}
          maxLength={80}
          required
          withAsterisk={false}
          onChange={(event) => setTo(event.currentTarget.value)}
        />
      )}
      <Textarea
        label="Why"
        value={reason}
        maxLength={500}
        required
        withAsterisk={false}
        data-autofocus
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      {sent.isError && <ProblemPanel problem={asProblem(sent.error)} />}
      <div className="row">
        <Button type="submit" loading={sent.isPending}>
          {TITLES[act].split(' ')[0]}
        </Button>
        <Button variant="subtle" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}
