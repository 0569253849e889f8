import { TwinwardError } from '@twinward/contract';
import { csvRows } from '../wearables/csv-rows.ts';
import type { OpenBytes } from '../wearables/import-options.ts';

/** A table with a header row, all of it text. */
export interface TextTable {
  readonly header: readonly string[];
  readonly rows: readonly Readonly<Record<string, string>>[];
}

const DELIMITERS = [',', ';', '\t'] as const;
/** Bytes among which the header row is looked for. */
const HEAD = 65_536;

/**
 * Reads a delimited file whole: the delimiter is the one that divides its header into most columns, empty rows are passed over. Throws
 * `file.invalid` for a file that is empty or no text, a header that names a column twice or not at all, and by its row for one with
 * another number of cells; `file.too-large` above `maxBytes`.
 *
 * @example
 * const table = await readTextTable(openText('case;activity\nNA;triage\n'), 1000);
 * table.rows[0].case; // 'NA'
 */
export async function readTextTable(open: OpenBytes, maxBytes: number): Promise<TextTable> {
  const delimiter = await delimiterOf(open);
  let header: readonly string[] | null = null;
  const rows: Record<string, string>[] = [];
  for await (const chunk of csvRows(open(), delimiter, maxBytes)) {
    for (const [i, cells] of chunk.rows.entries()) {
      if (cells.every((cell) => cell.trim() === '')) continue;
      if (header === null) {
        header = checkedHeader(cells.map((cell) => cell.trim()));
        continue;
      }
      if (cells.length !== header.length) {
        refuse(`row ${chunk.first + i} has ${cells.length} cells, the header ${header.length}`, {
          row: chunk.first + i,
          remedy: 'write as many cells in every row as in the header',
        });
      }
      rows.push(Object.fromEntries(header.map((name, column) => [name, cells[column]!.trim()])));
    }
  }
  if (header === null) refuse('the file is empty', { remedy: 'choose a file with a header row' });
  return { header, rows };
}

async function delimiterOf(open: OpenBytes): Promise<string> {
  let head = '';
  for await (const chunk of open()) {
    if (chunk.includes(0))
      refuse('the file is binary or encoded in UTF-16', { remedy: 'save it as CSV in UTF-8' });
    head += new TextDecoder().decode(chunk.subarray(0, HEAD));
    if (head.length >= HEAD || /[\r\n]/.test(head.trimStart())) break;
  }
  const first = head.trimStart().split(/[\r\n]/, 1)[0] ?? '';
  const columns = (delimiter: string): number => first.split(delimiter).length;
  return DELIMITERS.reduce((best, one) => (columns(one) > columns(best) ? one : best));
}

function checkedHeader(names: readonly string[]): readonly string[] {
  for (const [i, name] of names.entries()) {
    if (name === '') refuse(`column ${i + 1} has no name`, { remedy: 'name every column in the header row' });
    if (names.indexOf(name) < i)
      refuse(`two columns have the name "${name.slice(0, 40)}"`, {
        remedy: 'give every column a name of its own',
      });
  }
  return names;
}

function refuse(why: string, place: { readonly row?: number; readonly remedy: string }): never {
  throw new TwinwardError('file.invalid', why, { field: 'file', ...place });
}
