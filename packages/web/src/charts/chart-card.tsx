import { type ReactNode, useId, useState } from 'react';
import styles from './chart-card.module.css';
import { type Cell, csvText, saveText } from './csv.ts';

/** The table behind a chart: the same numbers, readable by everyone. */
export interface ChartTable {
  readonly caption: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

interface ChartCardProps {
  readonly title: string;
  readonly under?: ReactNode;
  /** Further controls below the title. */
  readonly controls?: ReactNode;
  /** Further buttons beside `Table`. */
  readonly tools?: ReactNode;
  /** Made only when the table is asked for. */
  readonly table: () => ChartTable;
  /** Name of the exported file, without its ending. */
  readonly file: string;
  readonly children: ReactNode;
  readonly className?: string;
}

/** A chart with its title, its table, and its numbers as a file. No chart of the application stands without this. */
export function ChartCard({
  title,
  under,
  controls,
  tools,
  table,
  file,
  children,
  className = '',
}: ChartCardProps): ReactNode {
  const [asTable, setAsTable] = useState(false);
  const titleId = useId();
  const save = (): void => {
    const { header, rows } = table();
    saveText(`${file}.csv`, csvText(header, rows));
  };
  return (
    <section className={`card ${className}`} aria-labelledby={titleId}>
      <div className={styles.head}>
        <div>
          <h2 id={titleId}>{title}</h2>
          {under !== undefined && <div className={styles.under}>{under}</div>}
        </div>
        <div className={styles.exports}>
          {tools}
          <button
            type="button"
            className="link-button"
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          >
            Table<span className="visually-hidden"> of {title}</span>
          </button>
          <button type="button" className="link-button" onClick={save}>
            CSV<span className="visually-hidden"> of {title}</span>
          </button>
        </div>
      </div>
      {controls !== undefined && <div className={styles.controls}>{controls}</div>}
      {asTable ? <TableView table={table()} /> : children}
    </section>
  );
}

/** Rows shown at once; the file holds all. */
const MOST_ROWS = 400;

/** A table of numbers in a region that scrolls and can be reached by keyboard. */
export function TableView({ table }: { readonly table: ChartTable }): ReactNode {
  const shown = table.rows.slice(0, MOST_ROWS);
  const keys = uniqueKeys(shown);
  const numeric = table.header.map((_, column) => table.rows.some((row) => typeof row[column] === 'number'));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={styles.scroll} aria-label={table.caption} tabIndex={0}>
      <table>
        <caption>
          {table.caption}
          {table.rows.length > MOST_ROWS &&
            `. The first ${MOST_ROWS} of ${table.rows.length} rows; the CSV file holds all.`}
        </caption>
        <thead>
          <tr>
            {table.header.map((name, column) => (
              <th key={name} scope="col" className={numeric[column] ? 'number' : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, i) => (
            <tr key={keys[i]}>
              {row.map((cell, column) =>
                column === 0 ? (
                  <th key={table.header[column]} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={table.header[column]} className={numeric[column] ? 'number' : undefined}>
                    {cell === null ? <span className="muted">–</span> : cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function uniqueKeys(rows: ChartTable['rows']): readonly string[] {
  const seen = new Map<string, number>();
  return rows.map((row) => {
    const name = row.join('|');
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return `${name} ${times}`;
  });
}
