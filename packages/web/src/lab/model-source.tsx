import { Button } from '@mantine/core';
import { type DragEvent, type ReactNode, useId, useState } from 'react';
import oralDose from './examples/oral-dose.xml?url';
import outbreak from './examples/outbreak.xml?url';
import repressilator from './examples/repressilator.xml?url';
import styles from './lab.module.css';

/** Models that come with the application, and how long they are worth watching. */
const EXAMPLES = [
  { address: oralDose, label: 'An oral dose, twice', end: 48 },
  { address: repressilator, label: 'Repressilator', end: 600 },
  { address: outbreak, label: 'An outbreak', end: 160 },
] as const;
/** What a file of one's own is first simulated for, in its own unit of time. */
const END = 100;

interface ModelSourceProps {
  readonly name: string | null;
  readonly onOpen: (name: string, text: string, end: number) => void;
}

/** Where a model comes from: an example, a file chosen, or a file dropped. */
export function ModelSource({ name, onOpen }: ModelSourceProps): ReactNode {
  const [over, setOver] = useState(false);
  const inputId = useId();
  const read = async (file: File | undefined): Promise<void> => {
    if (file !== undefined) onOpen(file.name, await file.text(), END);
  };
  const fetchExample = async ({ address, label, end }: (typeof EXAMPLES)[number]): Promise<void> => {
    const reply = await fetch(address);
    onOpen(label, await reply.text(), end);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    void read(event.dataTransfer.files[0]);
  };
  return (
    <section className="card" aria-labelledby="lab-model">
      <h2 id="lab-model">Model</h2>
      <div className={styles.sources}>
        {EXAMPLES.map((example) => (
          <Button
            key={example.label}
            variant={name === example.label ? 'light' : 'default'}
            size="xs"
            aria-pressed={name === example.label}
            onClick={() => void fetchExample(example)}
          >
            {example.label}
          </Button>
        ))}
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the file field inside does the same */}
      <div
        className={styles.drop}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <span className="muted">Drop an SBML file here, or </span>
        <input
          id={inputId}
          className="visually-hidden"
          type="file"
          accept=".xml,.sbml,text/xml,application/xml"
          onChange={(event) => {
            void read(event.currentTarget.files?.[0]);
            event.currentTarget.value = '';
          }}
        />
        <label htmlFor={inputId} className={styles.choose}>
          choose one
        </label>
      </div>
    </section>
  );
}
