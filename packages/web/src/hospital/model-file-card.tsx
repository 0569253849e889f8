import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { saveText } from '../charts/csv.ts';
import { addHospital, readHospitalFile, readHospitalNeeds } from '../generated/api.ts';
import type { Hospital, HospitalFile } from '../generated/types.ts';
import { DropZone } from '../import/drop-zone.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { DrawingForm } from './drawing-form.tsx';

const FORMATS = [
  { format: 'json', label: 'Save as JSON', type: 'application/json' },
  { format: 'bpmn', label: 'Save as BPMN 2.0', type: 'application/xml' },
] as const;

/** The hospital as a file to take along, and a file of one's own to run here. */
export function ModelFileCard({
  hospital,
  mayRun,
  onBrought,
}: {
  readonly hospital: Hospital;
  readonly mayRun: boolean;
  readonly onBrought: (id: string) => void;
}): ReactNode {
  const client = useQueryClient();
  const [file, setFile] = useState<File | null>(null);
  const save = useMutation({
    mutationFn: async ({ format, type }: (typeof FORMATS)[number]) => {
      const { text } = await readHospitalFile({ id: hospital.id, query: { format } });
      saveText(`${hospital.id}.${format}`, text, type);
    },
  });
  const bring = useMutation({
    mutationFn: (body: HospitalFile) => addHospital({ body }),
    onSuccess: async ({ id }) => {
      await client.invalidateQueries({ queryKey: KEYS.hospitals });
      setFile(null);
      read.reset();
      onBrought(id);
    },
  });
  const read = useMutation({
    mutationFn: async (chosen: File) => {
      const body = { name: chosen.name, text: await chosen.text() };
      return { body, drawing: await readHospitalNeeds({ body }) };
    },
    onSuccess: ({ body, drawing: { needs } }) => {
      if (needs.length === 0) bring.mutate(body);
    },
  });
  return (
    <section className="card stack" aria-labelledby="hospital-file">
      <div className="row between">
        <div>
          <h2 id="hospital-file">The model as a file</h2>
          <p className="muted small">
            The same model either way: what BPMN has no words for stands in its documentation. A drawing from
            another tool runs once you have said how long its tasks take and who goes which way.
          </p>
        </div>
        <div className="row">
          {FORMATS.map((one) => (
            <button
              key={one.format}
              type="button"
              className="link-button"
              onClick={() => save.mutate(one)}
              disabled={save.isPending}
            >
              {one.label}
            </button>
          ))}
        </div>
      </div>
      {save.isError && <ProblemPanel problem={asProblem(save.error)} />}
      {mayRun && (
        <DropZone
          file={file}
          accept=".json,.bpmn,.xml,application/json,application/xml,text/xml"
          words="A hospital of your own as JSON or BPMN 2.0. It is checked, can be run, and is kept until you remove it."
          onFile={(chosen) => {
            setFile(chosen);
            bring.reset();
            read.mutate(chosen);
          }}
        />
      )}
      {(read.isPending || bring.isPending) && <p className="muted">Checking {file?.name}</p>}
      {read.data !== undefined && read.data.drawing.needs.length > 0 && (
        <DrawingForm
          key={read.submittedAt}
          drawing={read.data.drawing}
          pending={bring.isPending}
          onGiven={(values) => bring.mutate({ ...read.data.body, values })}
        />
      )}
      {read.isError && <ProblemPanel problem={asProblem(read.error)} />}
      {bring.isError && <ProblemPanel problem={asProblem(bring.error)} />}
    </section>
  );
}
