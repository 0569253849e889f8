import type { ReactNode } from 'react';
import type { BedBoard } from '../generated/types.ts';
import { formatSpan } from '../units/format.ts';
import { bedName } from './bed-signs.ts';
import styles from './beds.module.css';

/** Who waits for a bed, the longest first, and whose bed another lies in. */
export function WaitingList({ board }: { readonly board: BedBoard }): ReactNode {
  const { waiting, at } = board;
  return (
    <section className="card" aria-labelledby="waiting-for-bed">
      <h2 id="waiting-for-bed">
        {waiting.length === 0
          ? 'Nobody waits for a bed'
          : `${waiting.length} ${waiting.length === 1 ? 'waits' : 'wait'} for a bed`}
      </h2>
      {waiting.length > 0 && (
        <ul className={styles.waiting}>
          {waiting.map(({ visit, specialty, sex, isolation, unit, placedAt, disputed }) => (
            <li key={visit} data-disputed={disputed !== null}>
              <strong>{formatSpan(Date.parse(at) - Date.parse(placedAt))}</strong>{' '}
              {[specialty, sex, isolation === null ? null : `isolation: ${isolation}`, unit]
                .filter((word) => word !== null)
                .join(', ')}
              {disputed !== null &&
                ` · said to lie in ${disputed.unit} ${bedName(disputed)}, where another does`}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
