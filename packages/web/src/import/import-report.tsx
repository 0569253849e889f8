import type { ReactNode } from 'react';
import { TableView } from '../charts/chart-card.tsx';
import type { ImportView } from '../generated/types.ts';
import { formatLongInstant } from '../units/format.ts';
import styles from './import.module.css';

const FORMATS: Readonly<Record<string, string>> = {
  clarity: 'Dexcom Clarity export',
  libreview: 'LibreView export',
  generic: 'table of times and values',
  recording: 'published recording',
  'apple-health': 'export of Apple Health',
  'open-mhealth': 'file of Open mHealth documents',
};

/** What a file holds: counts, the time it covers, what was decided on the way, and what is wrong with it by row and field. */
export function ImportReport({ report }: { readonly report: ImportView }): ReactNode {
  const counts: readonly (readonly [string, number])[] = [
    ['rows', report.rows],
    ['readings', report.readings],
    ['of these censored', report.censored],
    ['of these without a value', report.absent],
    ['meals and insulin', report.interventions],
    ['repeated rows', report.duplicates],
    ['rows with problems', report.problemCount],
  ];
  return (
    <div className="stack">
      <p>
        Recognised as a <strong>{FORMATS[report.format] ?? report.format}</strong>
        {report.unit !== '' && ` in ${report.unit}`}
        {report.zone !== null && `, local times of ${report.zone.replace(/_/g, ' ')}`}
        {report.from !== null && report.to !== null && (
          <>
            , from <strong>{formatLongInstant(Date.parse(report.from))}</strong> to{' '}
            <strong>{formatLongInstant(Date.parse(report.to))}</strong>
          </>
        )}
        .
      </p>
      <dl className={styles.counts}>
        {counts.map(([name, count]) => (
          <div key={name} data-none={count === 0}>
            <dd>{count.toLocaleString('en-GB')}</dd>
            <dt>{name}</dt>
          </div>
        ))}
      </dl>
      {(report.notes.length > 0 || report.skipped.length > 0) && (
        <ul className="small muted" style={{ margin: 0, paddingInlineStart: 18 }}>
          {report.notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
          {report.skipped.map((one) => (
            <li key={one.why}>
              {one.rows.toLocaleString('en-GB')} rows left out: {one.why}
            </li>
          ))}
        </ul>
      )}
      {report.problems.length > 0 && (
        <TableView
          table={{
            caption:
              report.problems.length < report.problemCount
                ? `The first ${report.problems.length} of ${report.problemCount.toLocaleString('en-GB')} problems`
                : 'Problems by row and field',
            header: ['Row', 'Field', 'What is wrong', 'What helps'],
            rows: report.problems.map((problem) => [
              problem.row,
              problem.field,
              problem.detail,
              problem.remedy,
            ]),
          }}
        />
      )}
    </div>
  );
}
