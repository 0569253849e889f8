import { TwinwardError } from '@twinward/contract';

/** One row of a tab-separated table: its cells by column, its one-based number below the heading. */
export interface TabRow {
  readonly file: string;
  readonly row: number;
  /** The cell, trimmed; empty where the column or the cell is missing. */
  readonly cell: (column: string) => string;
}

/** A tab-separated table with a heading. */
export interface TabTable {
  readonly columns: readonly string[];
  readonly rows: readonly TabRow[];
}

/**
 * Reads a tab-separated table. Throws `file.invalid` naming the file, and the row or column at fault: a needed column that is
 * missing, a column given twice, a row with more cells than the heading.
 *
 * @example
 * tabSeparated('a\tb\n1\t2\n', 'rates.tsv', ['a']).rows[0].cell('b'); // 2
 */
export function tabSeparated(text: string, file: string, needed: readonly string[]): TabTable {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const columns = (lines[0] ?? '').split('\t').map((name) => name.trim());
  const refuse = (why: string, field: string, row?: number): never => {
    throw new TwinwardError('file.invalid', `${file}: ${why}`, {
      field,
      ...(row === undefined ? {} : { row }),
    });
  };
  for (const name of needed) if (!columns.includes(name)) refuse(`the column ${name} is missing`, name);
  const at = new Map<string, number>();
  columns.forEach((name, index) => {
    if (name === '') return;
    if (at.has(name)) refuse(`the column ${name} stands twice`, name);
    at.set(name, index);
  });
  const rows: TabRow[] = [];
  lines.slice(1).forEach((line, index) => {
    if (line.trim() === '') return;
    const cells = line.split('\t');
    const row = index + 1;
    if (cells.slice(columns.length).some((cell) => cell.trim() !== '')) {
      refuse(`row ${row} has ${cells.length} cells, the heading ${columns.length}`, columns[0] ?? '', row);
    }
    rows.push({ file, row, cell: (column) => cells[at.get(column) ?? -1]?.trim() ?? '' });
  });
  return { columns, rows };
}
