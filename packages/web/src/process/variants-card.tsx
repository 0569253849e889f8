import type { ReactNode } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import type { MappedVariant, ProcessMap } from '../generated/types.ts';
import { formatNumber, formatSpan } from '../units/format.ts';
import styles from './process.module.css';
import { hoursOf } from './span-words.ts';

interface VariantsCardProps {
  readonly map: ProcessMap;
  /** Place of the variant that stands out on the map. */
  readonly chosen: number | null;
  readonly onChoose: (variant: number | null) => void;
}

/** The ways cases take from their first activity to their last, each with its share. */
export function VariantsCard({ map, chosen, onChoose }: VariantsCardProps): ReactNode {
  const { variants, variantCount, cases } = map;
  const [most] = variants;
  return (
    <ChartCard
      title="Variants"
      under={`${variantCount === 1 ? 'One way' : `${formatNumber(variantCount)} ways`} through; the commonest is taken by ${shareWords((most?.count ?? 0) / cases)} of cases. Choose one to see it on the map.`}
      file="process-variants"
      className={styles.variantsCard!}
      table={() => ({
        caption:
          variants.length < variantCount
            ? `The ${variants.length} commonest of ${variantCount} variants`
            : 'Variants, the commonest first',
        header: ['Variant', 'Cases', 'Share, %', 'Median hours', 'Fitness', 'Differs from the process'],
        rows: variants.map((variant) => [
          variant.activities.join(' > '),
          variant.count,
          Number(((100 * variant.count) / cases).toFixed(2)),
          hoursOf(variant.span.q50),
          Number(variant.fitness.toFixed(4)),
          deviationWords(variant),
        ]),
      })}
    >
      <ol className={styles.variants}>
        {variants.map((variant, i) => (
          <li key={variant.activities.join('>')}>
            <button
              type="button"
              className={styles.variant}
              aria-pressed={chosen === i}
              onClick={() => onChoose(chosen === i ? null : i)}
            >
              <span className={styles.variantHead}>
                <strong>{shareWords(variant.count / cases)}</strong>
                <span className="muted">
                  {formatNumber(variant.count)} {variant.count === 1 ? 'case' : 'cases'},{' '}
                  {formatSpan(variant.span.q50 * 1000)}
                </span>
              </span>
              <span className={styles.bar} aria-hidden>
                <span style={{ width: `${(100 * variant.count) / (most?.count ?? 1)}%` }} />
              </span>
              <span className={styles.trace}>{variant.activities.join(' → ')}</span>
              {variant.fitness < 1 && <span className={styles.leaves}>{deviationWords(variant)}</span>}
            </button>
          </li>
        ))}
      </ol>
    </ChartCard>
  );
}

/** Where a variant leaves the discovered process, in words; empty for one that keeps to it. */
export function deviationWords({ moves }: Pick<MappedVariant, 'moves'>): string {
  const named = (kind: 'log' | 'model'): string =>
    moves
      .filter((move) => move.kind === kind)
      .map(({ activity }) => activity)
      .join(', ');
  const [left, more] = [named('model'), named('log')];
  return [left === '' ? '' : `leaves out ${left}`, more === '' ? '' : `not foreseen: ${more}`]
    .filter((words) => words !== '')
    .join('; ');
}

function shareWords(share: number): string {
  return `${(100 * share).toLocaleString('en-GB', { maximumFractionDigits: 1 })}\u00a0%`;
}
