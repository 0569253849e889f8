import type { ReactNode } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import type { Hospital } from '../generated/types.ts';
import styles from './hospital.module.css';

/** Every value of the hospital with where it comes from. */
export function ValuesCard({ hospital }: { readonly hospital: Hospital }): ReactNode {
  const { parameters } = hospital;
  return (
    <ChartCard
      title="Every value, and where it comes from"
      under={basisWords(hospital)}
      file={`${hospital.id}-values`}
      table={() => ({
        caption: 'Values of the model',
        header: ['Value', 'Is', 'Unit', 'Basis', 'Source', 'Note'],
        rows: parameters.map(({ name, value, unit, basis, source, note }) => [
          name,
          value,
          unit,
          basis,
          source,
          note,
        ]),
      })}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={styles.scroll} aria-label="Values" tabIndex={0}>
        <ul className={styles.values}>
          {parameters.map(({ name, value, unit, basis, source, note }) => (
            <li key={name}>
              <span className="strong">{name}</span>
              <span className={styles.value}>
                {value}
                {unit !== null && unit !== '1' && ` ${unit}`}
              </span>
              <span>
                <span className={styles.basis} data-basis={basis}>
                  {basis}
                </span>
              </span>
              <span className="muted small">
                {[source, note].filter((words) => words !== null).join('; ')}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </ChartCard>
  );
}

/** How many values are published, derived, assumed, unverified. */
export function basisWords({ parameters }: Pick<Hospital, 'parameters'>): string {
  return (['published', 'derived', 'assumed', 'unverified'] as const)
    .map((basis) => [parameters.filter((one) => one.basis === basis).length, basis] as const)
    .filter(([count]) => count > 0)
    .map(([count, basis]) => `${count} ${basis}`)
    .join(', ');
}
