import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { KEYS } from '../api/keys.ts';
import { listComparisons } from '../generated/api.ts';
import type { KeptComparisonView } from '../generated/types.ts';
import { formatInstant } from '../units/format.ts';
import styles from './what-if-drawer.module.css';

interface KeptTrialsProps {
  readonly subject: string;
  readonly onOpen: (kept: KeptComparisonView) => void;
}

/** What-ifs of this person that someone kept: opened, they show what was computed then. */
export function KeptTrials({ subject, onOpen }: KeptTrialsProps): ReactNode {
  const list = useQuery({
    queryKey: KEYS.keptTogether(subject),
    queryFn: ({ signal }) => listComparisons({ subject }, signal),
  });
  const kept = list.data?.kept ?? [];
  if (kept.length === 0) return null;
  return (
    <details className={styles.kept}>
      <summary>
        Kept what-ifs <span className="muted">{kept.length}</span>
      </summary>
      <ul>
        {kept.map((one) => (
          <li key={one.id}>
            <button type="button" className="link-button" onClick={() => onOpen(one)}>
              {one.name}
            </button>
            <span className="muted small">
              {formatInstant(Date.parse(one.createdAt))} by {one.createdBy}:{' '}
              {one.result.interventions.map(({ label }) => label).join(', ')}
            </span>
          </li>
        ))}
      </ul>
    </details>
  );
}
