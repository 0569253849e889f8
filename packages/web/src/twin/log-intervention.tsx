import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { recordIntervention } from '../generated/api.ts';
import type { TwinDetail } from '../generated/types.ts';
import { Dialog } from '../shell/dialog.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { formatInstant } from '../units/format.ts';
import { defaultAmounts, InterventionFields } from './intervention-fields.tsx';

interface LogInterventionProps {
  readonly twin: TwinDetail;
  readonly open: boolean;
  readonly onClose: () => void;
}

/** Enters into the record what was really done. A what-if never does. */
export function LogIntervention({ twin, open, onClose }: LogInterventionProps): ReactNode {
  return (
    <Dialog title="Log something really done" open={open} onClose={onClose}>
      <LogForm twin={twin} onClose={onClose} />
    </Dialog>
  );
}

function LogForm({ twin, onClose }: Omit<LogInterventionProps, 'open'>): ReactNode {
  const client = useQueryClient();
  const [type, setType] = useState(twin.interventions[0]!);
  const [amounts, setAmounts] = useState(() => defaultAmounts(type));
  const [at, setAt] = useState(() => localInput(Date.now()));
  const [id] = useState(() => crypto.randomUUID());
  const sent = useMutation({
    mutationFn: () =>
      recordIntervention({
        body: {
          subject: twin.subject,
          type: type.name,
          at: new Date(at).toISOString(),
          amounts,
          source: { system: 'web', id },
        },
      }),
    onSuccess: () => client.invalidateQueries({ queryKey: KEYS.twin(twin.id) }),
  });
  if (sent.isSuccess) {
    return (
      <div className="stack" role="status">
        <p>
          <strong>{type.label}</strong> at {formatInstant(Date.parse(at))} is in the record. Every twin of{' '}
          {twin.label} now counts with it.
        </p>
        <div>
          <Button onClick={onClose}>Done</Button>
        </div>
      </div>
    );
  }
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!Number.isNaN(Date.parse(at))) sent.mutate();
  };
  return (
    <form className="stack" onSubmit={submit}>
      <p className="muted">
        This enters the record of {twin.label} and stays there: only what was really given, eaten or done. To
        try something out, use the what-if instead.
      </p>
      <NativeSelect
        label="What"
        value={type.name}
        data={twin.interventions.map((one) => ({ value: one.name, label: one.label }))}
        onChange={(event) => {
          const next = twin.interventions.find((one) => one.name === event.currentTarget.value)!;
          setType(next);
          setAmounts(defaultAmounts(next));
        }}
      />
      <InterventionFields type={type} amounts={amounts} onChange={setAmounts} />
      <TextInput
        label="When, in your local time"
        type="datetime-local"
        required
        withAsterisk={false}
        value={at}
        onChange={(event) => setAt(event.currentTarget.value)}
      />
      {sent.isError && <ProblemPanel problem={asProblem(sent.error)} />}
      <div className="row">
        <Button type="submit" loading={sent.isPending}>
          Enter into the record
        </Button>
        <Button variant="subtle" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

function localInput(at: number): string {
  return new Date(at - new Date(at).getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
