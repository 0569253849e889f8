import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useId, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { addRecording } from '../generated/api.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import styles from './monitor.module.css';
import { packTar } from './pack-tar.ts';

/** Brings in a recording of one's own: the header, the files it names, annotations; or an archive of them. */
export function ImportRecording(): ReactNode {
  const client = useQueryClient();
  const ids = [useId(), useId(), useId(), useId()] as const;
  const [files, setFiles] = useState<readonly File[]>([]);
  const [about, setAbout] = useState({ title: '', attribution: '', licence: '' });
  const add = useMutation({
    mutationFn: async () => {
      const archive = files.length === 1 && /\.(zip|tar)$/i.test(files[0]!.name);
      const body = archive ? files[0]! : await packTar(files);
      const stated = Object.fromEntries(Object.entries(about).filter(([, text]) => text.trim() !== ''));
      return addRecording({ query: stated, body });
    },
    onSuccess: () => void client.invalidateQueries({ queryKey: KEYS.recordings }),
  });
  const field = (id: string, name: keyof typeof about, label: string): ReactNode => (
    <label htmlFor={id}>
      {label}
      <input
        id={id}
        className={styles.select}
        value={about[name]}
        maxLength={300}
        onChange={(event) => setAbout({ ...about, [name]: event.currentTarget.value })}
      />
    </label>
  );
  return (
    <section className="card stack" aria-labelledby={`${ids[0]}-title`}>
      <h2 id={`${ids[0]}-title`}>Bring in a recording</h2>
      <p className="muted small">
        A WFDB record: its header (.hea), the files the header names (.dat) and, if there are, annotations
        (.atr); or a .zip or .tar of them. Formats 16, 80 and 212. All of it is read first; a wrong checksum
        or a missing file is named, and then nothing is kept.
      </p>
      <label htmlFor={ids[0]} className="small">
        Files
        <input
          id={ids[0]}
          type="file"
          multiple
          accept=".hea,.dat,.atr,.zip,.tar"
          className={styles.file}
          onChange={(event) => {
            add.reset();
            setFiles([...(event.currentTarget.files ?? [])]);
          }}
        />
      </label>
      <div className={styles.form}>
        {field(ids[1], 'title', 'What it is')}
        {field(ids[2], 'attribution', 'Whose it is')}
        {field(ids[3], 'licence', 'Licence')}
        <Button disabled={files.length === 0} loading={add.isPending} onClick={() => add.mutate()}>
          Read and keep it
        </Button>
      </div>
      <div aria-live="polite">
        {add.error !== null && <ProblemPanel problem={asProblem(add.error)} />}
        {add.data !== undefined && (
          <p>
            Recording <strong>{add.data.name}</strong> is there, with {add.data.signals.length} signals. Open
            the monitor of a subject to play it.
          </p>
        )}
      </div>
    </section>
  );
}
