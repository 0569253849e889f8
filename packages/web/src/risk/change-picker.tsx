import { NativeSelect } from '@mantine/core';
import type { ReactNode } from 'react';
import type { RiskChange } from '../generated/types.ts';
import styles from './risk.module.css';

const KINDS: readonly (readonly [kind: string, label: string])[] = [
  ['statin', 'Statin'],
  ['pressure', 'Against pressure'],
  ['glucose', 'Against high glucose'],
  ['weight', 'Weight'],
  ['smoking', 'Smoking'],
];

interface ChangePickerProps {
  readonly changes: readonly RiskChange[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** What to change, one of a kind; each with its source once chosen. */
export function ChangePicker({ changes, chosen, onChange }: ChangePickerProps): ReactNode {
  return (
    <div className={styles.fields}>
      {KINDS.map(([kind, label]) => {
        const own = changes.filter((change) => change.kind === kind);
        const now = own.find(({ id }) => chosen.includes(id));
        const others = chosen.filter((id) => !own.some((change) => change.id === id));
        return (
          <div key={kind}>
            <NativeSelect
              label={label}
              value={now?.id ?? ''}
              data={[
                { value: '', label: 'As it is' },
                ...own.map((change) => ({ value: change.id, label: change.label })),
              ]}
              onChange={(event) => {
                const { value } = event.currentTarget;
                onChange(value === '' ? others : [...others, value]);
              }}
            />
            {now !== undefined && <p className={`muted ${styles.source}`}>{now.source}</p>}
          </div>
        );
      })}
    </div>
  );
}
