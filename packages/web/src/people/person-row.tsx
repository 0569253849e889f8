import { type MemoExoticComponent, memo, type ReactNode } from 'react';
import { Link } from 'react-router';
import { DotPlot } from '../charts/dot-plot.tsx';
import type { TwinSummary } from '../generated/types.ts';
import { ageOf } from '../overview/age-of.ts';
import { FitMark } from '../overview/fit-mark.tsx';
import { drifts } from '../overview/order-twins.ts';
import { OriginBadge } from '../overview/origin-badge.tsx';
import { organOf, organWord } from '../person/organ.ts';
import { OrganIcon } from '../person/organ-icon.tsx';
import { formatSpan, formatValue } from '../units/format.ts';
import { type GlucoseChoice, measureOf } from '../units/measure.ts';
import { forReader } from '../units/words.ts';
import type { Person } from './group-people.ts';
import styles from './person-row.module.css';

interface PersonRowProps {
  readonly person: Person;
  readonly now: number;
  readonly choice: GlucoseChoice;
}

/** One person of the list: who, what each organ's twin last saw and whether it can be believed, and what may come. */
export const PersonRow: MemoExoticComponent<(props: PersonRowProps) => ReactNode> = memo(function PersonRow({
  person,
  now,
  choice,
}) {
  const { risk } = person;
  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <h2>
          <Link to={`/people/${encodeURIComponent(person.key)}`} className={styles.link}>
            {person.label}
          </Link>
        </h2>
        <div className="row">
          <OriginBadge origin={person.origin} />
          <span className="muted small">
            {person.latestAt === null ? 'no reading yet' : `${formatSpan(now - person.latestAt)} ago`}
          </span>
        </div>
      </div>
      <div className={styles.risk}>
        {risk === null ? (
          <span className="muted small">No forecast yet</span>
        ) : (
          <>
            <DotPlot
              count={risk.risk.count}
              side={risk.risk.side}
              pitch={6}
              label={`${risk.risk.count} of 50 dots`}
            />
            <span>
              <strong data-none={risk.risk.count === 0}>{risk.risk.count} of 50</strong> futures{' '}
              {forReader(risk.risk.words, choice)}
            </span>
          </>
        )}
      </div>
      <ul className={styles.organs} aria-label={`Twins of ${person.label}`}>
        {person.twins.map((twin) => (
          <OrganChip key={twin.id} twin={twin} now={now} choice={choice} />
        ))}
      </ul>
    </li>
  );
});

function OrganChip({
  twin,
  now,
  choice,
}: {
  readonly twin: TwinSummary;
  readonly now: number;
  readonly choice: GlucoseChoice;
}): ReactNode {
  const { latest } = twin;
  const organ = organOf(twin.model);
  const stale = ageOf(twin, now)?.stale ?? false;
  const measure = latest === null ? null : measureOf({ ...latest, name: latest.observable }, choice);
  return (
    <li className={styles.chip} data-stale={stale} title={twin.modelTitle}>
      <OrganIcon organ={organ} />
      <span className={styles.words}>
        <span className={styles.name}>{organWord(twin)}</span>
        <span>
          {latest === null || measure === null ? (
            'no reading yet'
          ) : (
            <>
              <strong>{formatValue(latest.value, measure)}</strong> {measure.unit}
              {stale && <span className="muted"> old</span>}
            </>
          )}
        </span>
      </span>
      <FitMark fit={twin.fit} drifting={drifts(twin)} closed={twin.closedAt !== null} />
    </li>
  );
}
