// Finds out from the first bytes what kind of file this is: its delimiter, its header row, the meaning of its columns.
import { TwinwardError } from '@twinward/contract';
import { parse } from 'csv-parse/sync';
import { CSV_DIALECT } from './csv-rows.ts';
import type { ImportOptions } from './import-options.ts';
import { recogniseClarity } from './recognise-clarity.ts';
import { recogniseLibreview } from './recognise-libreview.ts';
import { recogniseGeneric, recogniseRecording } from './recognise-table.ts';
import type { WearableLayout } from './wearable-layout.ts';

/** How many bytes of the beginning `sniff` looks at. */
export const HEAD_BYTES: number = 65_536;

/** Rows among which the header row is looked for. */
const HEADER_ROWS = 40;

const DELIMITERS = [',', ';', '\t'] as const;

/**
 * The layout of the file that begins with these bytes. Throws `file.invalid` for what is no table of glucose (UTF-16, a
 * workbook, an unknown delimiter, no header row), `unit.unknown` for glucose in another unit, and `file.ambiguous` naming
 * `unit` or `columns` where the file leaves them open and the options do not say.
 */
export function sniff(
  head: Uint8Array,
  options: Pick<ImportOptions, 'format' | 'delimiter' | 'unit' | 'columns'> = {},
): WearableLayout {
  refuseWhatIsNoText(head);
  const tried = options.delimiter === undefined ? DELIMITERS : [options.delimiter];
  for (const delimiter of tried) {
    const layout = headerAmong(firstRows(head, delimiter), delimiter, options);
    if (layout !== null) return withUnit(layout, options);
  }
  const right = DELIMITERS.find((d) => headerAmong(firstRows(head, d), d, options) !== null);
  throw new TwinwardError(
    'file.invalid',
    right === undefined
      ? 'no header row with a column of times and a column of glucose was found'
      : 'the file is delimited otherwise than said',
    {
      field: right === undefined ? 'header' : 'delimiter',
      remedy:
        right === undefined
          ? 'give an export of Dexcom Clarity or LibreView, or a table with a header row, delimited by comma, semicolon or tab; or name its columns'
          : 'leave the delimiter out: it is recognised from the header row',
    },
  );
}

function headerAmong(
  rows: readonly (readonly string[])[],
  delimiter: WearableLayout['delimiter'],
  { format, columns }: Pick<ImportOptions, 'format' | 'columns'>,
): WearableLayout | null {
  const wanted = columns === undefined ? format : 'generic';
  for (const [i, row] of rows.entries()) {
    const header = row.map((cell) => cell.trim());
    const found =
      (wanted === undefined || wanted === 'clarity' ? recogniseClarity(header) : null) ??
      (wanted === undefined || wanted === 'libreview' ? recogniseLibreview(header) : null) ??
      (wanted === undefined || wanted === 'recording' ? recogniseRecording(header) : null) ??
      (wanted === undefined || wanted === 'generic' ? recogniseGeneric(header, columns) : null);
    if (found !== null) return { ...found, delimiter, headerRow: i + 1 };
  }
  return null;
}

function withUnit(layout: WearableLayout, options: Pick<ImportOptions, 'unit'>): WearableLayout {
  const stated = layout.format === 'recording' ? null : layout.unit;
  if (stated !== null && options.unit !== undefined && stated !== options.unit) {
    throw new TwinwardError(
      'file.invalid',
      `the header row says ${stated}, the import says ${options.unit}`,
      {
        field: 'unit',
        row: layout.headerRow,
        remedy: 'leave the unit out, or correct the header row if it is wrong',
      },
    );
  }
  if (layout.columns.unit !== -1 && options.unit === undefined && stated === null) return layout;
  const unit = options.unit ?? layout.unit;
  if (unit === null) {
    throw new TwinwardError('file.ambiguous', 'the file does not say whether glucose is in mg/dL or mmol/L', {
      field: 'unit',
      row: layout.headerRow,
      remedy: 'say which unit the glucose column is in',
    });
  }
  return { ...layout, unit };
}

function firstRows(head: Uint8Array, delimiter: string): readonly (readonly string[])[] {
  const rows: string[][] = [];
  try {
    parse(head, {
      ...CSV_DIALECT,
      delimiter,
      to: HEADER_ROWS,
      on_record: (row: string[]) => {
        rows.push(row);
        return row;
      },
    });
  } catch {
    // The head may end inside a quoted field; the rows before it are what is wanted.
    return rows;
  }
  return rows;
}

function refuseWhatIsNoText(head: Uint8Array): void {
  const refuse = (message: string, remedy: string): never => {
    throw new TwinwardError('file.invalid', message, { field: 'file', remedy });
  };
  if (head.length === 0) refuse('the file is empty', 'choose the file the export wrote');
  const [a, b] = [head[0], head[1]];
  if ((a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff)) {
    refuse('the file is encoded in UTF-16', 'save it as CSV in UTF-8');
  }
  if (a === 0x50 && b === 0x4b)
    refuse('the file is a workbook or archive, not CSV', 'save it as CSV in UTF-8');
  if (head.includes(0)) refuse('the file is binary or encoded in UTF-16', 'save it as CSV in UTF-8');
}
