// Streams the rows of a delimited file in bounded memory, with any chunking, line end and quoting.
import { TwinwardError } from '@twinward/contract';
import { CsvError, parse } from 'csv-parse';

/** How all files are read: every kind of line end, stray quotes kept as text, no row above 64 KiB. */
export const CSV_DIALECT: {
  bom: true;
  record_delimiter: string[];
  relax_quotes: true;
  relax_column_count: true;
  max_record_size: number;
} = {
  bom: true,
  record_delimiter: ['\r\n', '\n', '\r'],
  relax_quotes: true,
  relax_column_count: true,
  max_record_size: 65_536,
};

/** A chunk of consecutive rows; `first` is the one-based number of the first, counting every row of the file. */
export interface RowChunk {
  readonly first: number;
  readonly rows: readonly (readonly string[])[];
}

/** Bytes parsed at a time. */
const SLICE = 65_536;

/**
 * The rows of a file, chunk by chunk. Throws `file.too-large` as soon as more than `maxBytes` have come, and `file.invalid`
 * with the row where a quote is not closed or a row does not end.
 */
export async function* csvRows(
  bytes: AsyncIterable<Uint8Array>,
  delimiter: string,
  maxBytes: number,
): AsyncGenerator<RowChunk> {
  let rows: string[][] = [];
  let seen = 0;
  let total = 0;
  const parser = parse({
    ...CSV_DIALECT,
    delimiter,
    on_record: (row: string[]) => {
      rows.push(row);
      return null;
    },
  });
  let failed: Error | null = null;
  parser.on('error', (error) => {
    failed = error;
  });
  parser.resume();
  const step = async (slice: Uint8Array | null): Promise<RowChunk> => {
    await new Promise<void>((resolve) => {
      const done = (): void => resolve();
      if (slice === null) parser.end(done);
      else parser.write(slice, done);
    });
    if (failed !== null) throw unreadable(failed, seen + rows.length + 1);
    const chunk = { first: seen + 1, rows };
    seen += rows.length;
    rows = [];
    return chunk;
  };
  try {
    for await (const chunk of bytes) {
      total += chunk.length;
      if (total > maxBytes) throw tooLarge(maxBytes);
      for (let at = 0; at < chunk.length; at += SLICE) yield await step(chunk.subarray(at, at + SLICE));
    }
    yield await step(null);
  } finally {
    parser.destroy();
  }
}

function tooLarge(maxBytes: number): TwinwardError {
  const size = maxBytes >= 1 << 20 ? `${Math.floor(maxBytes / (1 << 20))} MiB` : `${maxBytes} bytes`;
  return new TwinwardError('file.too-large', `the file is larger than ${size}`, {
    field: 'file',
    remedy: 'export a shorter period, or split the file; every part needs the header row',
  });
}

function unreadable(error: Error, row: number): TwinwardError {
  const open = error instanceof CsvError && error.code === 'CSV_QUOTE_NOT_CLOSED';
  return new TwinwardError(
    'file.invalid',
    open ? 'a quoted field does not end' : 'the row is too long to be a row of a table',
    {
      row,
      field: 'row',
      remedy: 'open the file in an editor and close the quotation mark in or before this row',
    },
  );
}
