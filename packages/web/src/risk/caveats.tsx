import type { ReactNode } from 'react';
import styles from './risk.module.css';

interface CaveatsProps {
  readonly limits: readonly string[];
  readonly sources: readonly string[];
  /** By which the draws can be repeated; null where nothing was drawn. */
  readonly seed: string | null;
}

/** What the result does not say, and where it comes from. */
export function Caveats({ limits, sources, seed }: CaveatsProps): ReactNode {
  return (
    <section className={`card ${styles.caveats}`} aria-label="How far this can be trusted">
      <h2>How far this can be trusted</h2>
      <ul>
        {limits.map((limit) => (
          <li key={limit}>{limit}</li>
        ))}
      </ul>
      <p className="muted small">
        {sources.join(' · ')}
        {seed !== null && (
          <>
            {' '}
            · seed <code>{seed}</code>
          </>
        )}
      </p>
    </section>
  );
}
