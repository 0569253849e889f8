import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { removeHospital, renameHospital } from '../generated/api.ts';
import type { Hospital } from '../generated/types.ts';
import { Dialog } from '../shell/dialog.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { formatLongInstant } from '../units/format.ts';

/** A hospital that was brought: by whom and when; whoever brought it names it anew or removes it. */
export function BroughtCard({
  hospital,
  brought,
  onRemoved,
}: {
  readonly hospital: Hospital;
  readonly brought: NonNullable<Hospital['brought']>;
  readonly onRemoved: () => void;
}): ReactNode {
  const client = useQueryClient();
  const [name, setName] = useState(hospital.name);
  const [asking, setAsking] = useState(false);
  const refresh = () => client.invalidateQueries({ queryKey: KEYS.hospitals });
  const rename = useMutation({
    mutationFn: () => renameHospital({ id: hospital.id, body: { name: name.trim() } }),
    onSuccess: refresh,
  });
  const remove = useMutation({
    mutationFn: () => removeHospital({ id: hospital.id }),
    onSuccess: async () => {
      onRemoved();
      await refresh();
    },
  });
  return (
    <section className="card stack" aria-labelledby="hospital-brought">
      <div>
        <h2 id="hospital-brought">Brought here</h2>
        <p className="muted small">
          By {brought.by} on {formatLongInstant(Date.parse(brought.at))}; kept until it is removed.
        </p>
      </div>
      {hospital.mayChange && (
        <form
          className="row"
          onSubmit={(event) => {
            event.preventDefault();
            rename.mutate();
          }}
        >
          <TextInput
            aria-label="Name of the hospital"
            value={name}
            maxLength={120}
            required
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button
            type="submit"
            variant="default"
            loading={rename.isPending}
            disabled={name.trim() === '' || name.trim() === hospital.name}
          >
            Rename
          </Button>
          <Button variant="subtle" onClick={() => setAsking(true)}>
            Remove
          </Button>
        </form>
      )}
      {rename.isError && <ProblemPanel problem={asProblem(rename.error)} />}
      <Dialog title="Remove this hospital?" open={asking} onClose={() => setAsking(false)}>
        <div className="stack">
          <p>“{hospital.name}” goes for everybody. Save it as a file first if it may be needed again.</p>
          <div className="row">
            <Button loading={remove.isPending} onClick={() => remove.mutate()}>
              Remove
            </Button>
            <Button variant="default" onClick={() => setAsking(false)} data-autofocus>
              Keep
            </Button>
          </div>
          {remove.isError && <ProblemPanel problem={asProblem(remove.error)} />}
        </div>
      </Dialog>
    </section>
  );
}
