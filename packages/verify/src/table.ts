import { TwinwardError } from '@twinward/contract';
import { parse } from 'csv-parse/sync';

/** A table with a header: rows as records by column name. */
export type TableRow = Readonly<Record<string, string>>;

/** Reads comma-separated text with a header row; throws `usage` when the columns asked for are not there. */
export function readTable(text: string, columns: readonly string[], where: string): readonly TableRow[] {
  const rows = parse(text, { columns: true, skip_empty_lines: true, trim: true, bom: true }) as TableRow[];
  const missing = columns.filter((column) => rows.length === 0 || !(column in rows[0]!));
  if (missing.length === 0) return rows;
  throw new TwinwardError('usage', `${where} has no column ${missing.join(', ')}`, {
    field: missing[0]!,
    remedy: `its header must name ${columns.join(', ')}`,
  });
}

/** A cell as a number; throws `usage` naming row and column otherwise. */
export function numberIn(row: TableRow, column: string, index: number, where: string): number {
  const text = row[column] ?? '';
  const value = Number(text);
  if (text !== '' && Number.isFinite(value)) return value;
  throw new TwinwardError('usage', `${where}: "${text.slice(0, 20)}" is not a number`, {
    field: column,
    row: index + 2,
  });
}
