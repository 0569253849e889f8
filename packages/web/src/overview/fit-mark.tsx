import type { ReactNode } from 'react';
import type { FitView } from '../generated/types.ts';
import styles from './fit-mark.module.css';

interface FitMarkProps {
  readonly fit: FitView;
  readonly drifting?: boolean;
  readonly closed?: boolean;
}

/** Whether a twin fits its subject: a shape and a word, never a colour alone. */
export function FitMark({ fit, drifting = false, closed = false }: FitMarkProps): ReactNode {
  const state = closed ? 'closed' : fit.kind === 'fits' && drifting ? 'drifts' : fit.kind;
  const { words, shape } = STATES[state];
  return (
    <span className={styles.mark} data-state={state}>
      <svg
        width="12"
        height="12"
        viewBox="0 0 12 12"
        aria-hidden
        fill="none"
        stroke="currentColor"
        strokeWidth="1.7"
        strokeLinejoin="round"
        strokeLinecap="round"
      >
        <title>{words}</title>
        <path d={shape} />
      </svg>
      {words}
    </span>
  );
}

const STATES = {
  fits: { words: 'Fits', shape: 'M2.2 6.4 5 9l5-6' },
  'warming-up': { words: 'Warming up', shape: 'M6 1.5a4.5 4.5 0 1 1-4.5 4.5' },
  drifts: { words: 'Drifting', shape: 'M6 1.5 11 10.5H1Z' },
  abstains: { words: 'Abstains', shape: 'M6 1 11 6 6 11 1 6ZM4 6h4' },
  closed: { words: 'Closed', shape: 'M2.5 2.5h7v7h-7Z' },
} as const;
