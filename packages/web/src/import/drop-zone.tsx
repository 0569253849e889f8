import { IconFileUpload } from '@tabler/icons-react';
import { type DragEvent, type ReactNode, useId, useState } from 'react';
import styles from './import.module.css';

interface DropZoneProps {
  readonly file: File | null;
  readonly onFile: (file: File) => void;
  /** Which files can be chosen, as a file field writes it. */
  readonly accept?: string;
  /** What becomes of the file. */
  readonly words?: string;
}

const TABLES = '.csv,.txt,.tsv,text/csv,text/plain,.xml,.json,.ndjson';
const WEARABLES =
  'Dexcom Clarity, LibreView, or any table with times and glucose; up to 200 MB. Names and birth dates in it are not kept.';

/** A file, dropped or chosen: the button does the same as the drop, for hands and keyboards that cannot drag. */
export function DropZone({ file, onFile, accept = TABLES, words = WEARABLES }: DropZoneProps): ReactNode {
  const [over, setOver] = useState(false);
  const inputId = useId();
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped !== undefined) onFile(dropped);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the file field inside does the same
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
      <IconFileUpload size={30} stroke={1.4} aria-hidden />
      {file === null ? (
        <p>Drop a file here</p>
      ) : (
        <p>
          <strong>{file.name}</strong> <span className="muted">{sizeWords(file.size)}</span>
        </p>
      )}
      <input
        id={inputId}
        className="visually-hidden"
        type="file"
        accept={accept}
        onChange={(event) => {
          const chosen = event.currentTarget.files?.[0];
          if (chosen !== undefined) onFile(chosen);
          event.currentTarget.value = '';
        }}
      />
      <label htmlFor={inputId} className={styles.choose}>
        {file === null ? 'Choose a file' : 'Choose another'}
      </label>
      <p className="muted small">{words}</p>
    </div>
  );
}

function sizeWords(bytes: number): string {
  return bytes < 1_000_000
    ? `${Math.max(1, Math.round(bytes / 1000))} kB`
    : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
