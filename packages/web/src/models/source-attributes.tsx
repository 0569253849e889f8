import type { ReactNode } from 'react';
import type { SourceAttribute } from '../generated/types.ts';
import styles from './models.module.css';

/** The source attributes by group; a missing one stays in the list and says that it is missing. */
export function SourceAttributes({
  attributes,
}: {
  readonly attributes: readonly SourceAttribute[];
}): ReactNode {
  const groups = [...new Set(attributes.map((attribute) => attribute.group))];
  const missing = attributes.filter((attribute) => attribute.text === null).length;
  return (
    <>
      <p className="small">
        <strong>{attributes.length - missing}</strong> given, <strong>{missing}</strong> missing.
      </p>
      {groups.map((group) => (
        <section key={group} className={styles.group}>
          <h3>{group}</h3>
          <dl className={styles.facts}>
            {attributes
              .filter((attribute) => attribute.group === group)
              .map((attribute) => (
                <div key={attribute.id} className={styles.attribute}>
                  <dt>{attribute.label}</dt>
                  <dd>{attribute.text ?? <span className={styles.missing}>missing</span>}</dd>
                </div>
              ))}
          </dl>
        </section>
      ))}
    </>
  );
}
