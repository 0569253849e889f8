import type { ReactNode } from 'react';
import type { BedBoard, BedCount } from '../generated/types.ts';
import { formatNumber, formatSpan } from '../units/format.ts';
import styles from './operations.module.css';

/** The next day in three numbers: who comes, who leaves, who waits. */
export function NextDayCard({ board }: { readonly board: BedBoard }): ReactNode {
  const { movements, waiting, at } = board;
  const sum = (of: 'admitted' | 'left'): number =>
    movements.past.reduce((total, hour) => total + hour[of], 0);
  const longest = waiting[0];
  return (
    <section className="card" aria-labelledby="next-day">
      <h2 id="next-day">Next 24 h</h2>
      <dl className={styles.numbers}>
        <Expected what="will be admitted" count={movements.admissions24} before={sum('admitted')} />
        <Expected what="of those here will leave" count={movements.leaving24} before={sum('left')} />
        <div>
          <dt>{waiting.length === 1 ? 'waits for a bed now' : 'wait for a bed now'}</dt>
          <dd>
            <strong>{waiting.length}</strong>
            {longest !== undefined && (
              <span>longest {formatSpan(Date.parse(at) - Date.parse(longest.placedAt))}</span>
            )}
          </dd>
        </div>
      </dl>
    </section>
  );
}

function Expected({
  what,
  count,
  before,
}: {
  readonly what: string;
  readonly count: BedCount;
  readonly before: number;
}): ReactNode {
  return (
    <div>
      <dt>
        {what}
        <span>{before} in the last 24 h</span>
      </dt>
      <dd>
        <strong>{formatNumber(count.mean, 0)}</strong>
        <span>
          {count.low} to {count.high}
        </span>
      </dd>
    </div>
  );
}
