import type { ReactNode } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import type { DirectionView } from '../generated/types.ts';
import { formatShare } from '../units/format.ts';
import styles from './why.module.css';

interface DirectionsCardProps {
  readonly directions: readonly DirectionView[];
  readonly twin: string;
}

const VERDICTS = {
  informed: 'Pinned down',
  'partly informed': 'Partly told',
  'mostly prior': 'As assumed',
} as const;

/** What the data can tell: independent combinations of parameters, from pinned down to still as assumed. */
export function DirectionsCard({ directions, twin }: DirectionsCardProps): ReactNode {
  return (
    <ChartCard
      title="What the data can tell"
      under="Combinations of parameters that vary on their own; the bar is what is left of the uncertainty before any reading."
      file={`${twin}-directions`}
      table={() => ({
        caption: 'Independent combinations of parameters, best known first',
        header: ['Variance left', 'Made of'],
        rows: directions.map((one) => [Number(one.varianceRatio.toPrecision(3)), one.words]),
      })}
    >
      {directions.length === 0 ? (
        <p className="muted small">This model estimates no parameters of its subject.</p>
      ) : (
        <ol className={styles.directions}>
          {directions.map((one) => (
            <li key={one.words}>
              <span className={styles.track} aria-hidden>
                <span style={{ inlineSize: `${Math.min(100, 100 * Math.sqrt(one.varianceRatio))}%` }} />
              </span>
              <span>
                <strong>{VERDICTS[one.verdict]}</strong>{' '}
                <span className="muted">
                  {formatShare(Math.min(9.99, Math.sqrt(one.varianceRatio)))} of its width left
                </span>
                <br />
                {one.words}
              </span>
            </li>
          ))}
        </ol>
      )}
    </ChartCard>
  );
}
