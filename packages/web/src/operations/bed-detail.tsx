import { CloseButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { BedPatient, BedRow } from '../generated/types.ts';
import { formatInstant, formatSpan } from '../units/format.ts';
import { bedName, bedSigns, LOOK_WORDS, leavingWords } from './bed-signs.ts';
import styles from './beds.module.css';
import { shortChance } from './capacity-ribbon.ts';

/** One bed closely: who lies in it, since when, and when they will probably leave. */
export function BedDetail({
  row,
  at,
  onClose,
}: {
  readonly row: BedRow | null;
  readonly at: number;
  readonly onClose: () => void;
}): ReactNode {
  return (
    <aside
      className={`card ${styles.detail}`}
      data-open={row !== null}
      aria-label="The bed looked at"
      aria-live="polite"
    >
      {row === null ? (
        <p className="muted small">
          Choose a bed to see who lies in it and when they will probably leave. Tab goes from ward to ward,
          arrows from bed to bed.
        </p>
      ) : (
        <>
          <div className="row between">
            <h2>
              {row.unit} {bedName(row)}
            </h2>
            <CloseButton size="sm" aria-label="Close" onClick={onClose} />
          </div>
          <p className="muted small">
            {LOOK_WORDS[bedSigns(row, at).look]}
            {row.condition !== 'ready' && `, ${row.condition}`}, since {formatInstant(Date.parse(row.since))}
            {row.reserved && '; reserved'}
          </p>
          {row.claimedBy.length > 0 && (
            <p>
              <strong>Contradiction:</strong> messages put {row.claimedBy.join(', ')} into this bed too.
              Whoever is counted without a bed waits in the list above.
            </p>
          )}
          {row.patient !== null && <Patient patient={row.patient} at={at} />}
        </>
      )}
    </aside>
  );
}

function Patient({ patient, at }: { readonly patient: BedPatient; readonly at: number }): ReactNode {
  const { leaves, admittedAt, placedAt, plannedAt, leftAt } = patient;
  const facts: readonly (readonly [string, string | null])[] = [
    ['Visit', patient.visit],
    ['Specialty', patient.specialty],
    ['Sex', patient.sex],
    ['Isolation', patient.isolation ?? 'none'],
    ['Acuity', patient.acuity === null ? null : `${patient.acuity} of 5`],
    [
      'Admitted',
      admittedAt === null
        ? null
        : `${formatInstant(Date.parse(admittedAt))}, ${formatSpan(at - Date.parse(admittedAt))} ago`,
    ],
    ['In this bed', `for ${formatSpan(at - Date.parse(placedAt))}`],
    [
      'Announced',
      plannedAt === null ? 'no discharge announced' : `to leave ${formatInstant(Date.parse(plannedAt))}`,
    ],
    ['Left', leftAt === null ? null : formatInstant(Date.parse(leftAt))],
  ];
  return (
    <>
      <h3 style={{ marginTop: 12 }}>Has left with probability</h3>
      <ul className={styles.within}>
        {([24, 48, 72] as const).map((hours) => {
          const share = leaves[`within${hours}`];
          return (
            <li key={hours}>
              <span>{hours} h</span>
              <span className={styles.bar} aria-hidden>
                <span style={{ width: `${100 * share}%` }} />
              </span>
              <strong>{shortChance(share)}</strong>
            </li>
          );
        })}
      </ul>
      <p className="muted small" style={{ marginTop: 8 }}>
        Given{' '}
        {admittedAt === null
          ? 'the specialty'
          : `a stay of ${formatSpan(at - Date.parse(admittedAt))} so far`}
        {plannedAt !== null && ' and the discharge announced, as far as such announcements were kept'},{' '}
        {leavingWords(patient, at)}.
      </p>
      <dl className={styles.facts}>
        {facts
          .filter(([, value]) => value !== null)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
    </>
  );
}
