import type { ReactNode } from 'react';
import { TableView } from '../charts/chart-card.tsx';
import styles from './hospital.module.css';
import type { ReportPiece } from './report-text.ts';

/** A piece of a report on screen. */
export function ReportBlock({
  block,
  label,
}: {
  readonly block: ReportPiece;
  readonly label: string;
}): ReactNode {
  if (block.kind === 'table')
    return <TableView table={{ caption: label, header: block.head, rows: block.rows }} />;
  return (
    <p className={styles.words}>
      {block.parts.map(({ text, strong }) =>
        strong ? <strong key={text}>{text}</strong> : <span key={text}>{text}</span>,
      )}
    </p>
  );
}
