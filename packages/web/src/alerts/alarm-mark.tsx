import type { ReactNode } from 'react';
import type { AlertView } from '../generated/types.ts';
import styles from './alarm-mark.module.css';

type Urgency = AlertView['urgency'];

const MARKS: Readonly<
  Record<Urgency, { readonly words: string; readonly stars: string; readonly shape: string }>
> = {
  high: { words: 'High', stars: '***', shape: 'M8 1.2 15.2 14.4H.8Z' },
  medium: { words: 'Medium', stars: '**', shape: 'M8 .9 15.1 8 8 15.1.9 8Z' },
  low: { words: 'Low', stars: '*', shape: 'M8 1.6a6.4 6.4 0 1 1 0 12.8A6.4 6.4 0 1 1 8 1.6Z' },
};

/** How pressing an alert is: a shape, stars and a word, and only then a colour (IEC 60601-1-8). */
export function AlarmMark({
  urgency,
  quiet = false,
}: {
  readonly urgency: Urgency;
  /** In hand, asleep or over: the shape stays, hollow. */
  readonly quiet?: boolean;
}): ReactNode {
  const { words, stars, shape } = MARKS[urgency];
  return (
    <span className={styles.mark} data-urgency={urgency} data-quiet={quiet}>
      <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden strokeLinejoin="round">
        <path d={shape} />
      </svg>
      <span className={styles.stars} aria-hidden>
        {stars}
      </span>
      {words}
    </span>
  );
}
