import { Button } from '@mantine/core';
import { IconAlertHexagon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Problem } from '../generated/types.ts';
import styles from './problem-panel.module.css';

interface ProblemPanelProps {
  readonly problem: Problem;
  readonly onRetry?: (() => void) | undefined;
  readonly retryLabel?: string;
}

/** What went wrong, where, and what to do about it. */
export function ProblemPanel({ problem, onRetry, retryLabel = 'Try again' }: ProblemPanelProps): ReactNode {
  const place = [
    problem.row === undefined ? null : `row ${problem.row}`,
    problem.field === undefined ? null : `“${problem.field}”`,
  ];
  const where = place.filter((part) => part !== null).join(', ');
  return (
    <section role="alert" className={`card ${styles.panel}`}>
      <IconAlertHexagon size={22} aria-hidden className={styles.icon} />
      <div className="stack">
        <div>
          <h2>{problem.title}</h2>
          <p>
            {sentence(problem.detail)}
            {where !== '' && <span className="muted"> ({where})</span>}
          </p>
          {problem.remedy !== undefined && (
            <p className={styles.remedy}>What helps: {sentence(problem.remedy, false)}</p>
          )}
        </div>
        <div className="row">
          {onRetry !== undefined && (
            <Button variant="default" size="xs" onClick={onRetry}>
              {retryLabel}
            </Button>
          )}
          <code className="muted">{problem.code}</code>
        </div>
      </div>
    </section>
  );
}

function sentence(text: string, capital = true): string {
  const first = capital ? text.charAt(0).toUpperCase() + text.slice(1) : text;
  return /[.!?]$/.test(first) ? first : `${first}.`;
}
