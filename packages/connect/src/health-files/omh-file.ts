// A file of Open mHealth or IEEE 1752 documents: one, a list of them, or one a line.
import { TwinwardError } from '@twinward/contract';
import type { DeviceReadings } from '../devices/device-reading.ts';
import { isObject } from '../fhir/json.ts';
import { readJson } from '../json/read-json.ts';
import { isDataPoint, readDataPoint, type SchemaSet } from '../open-mhealth/index.ts';

const SENDER = 'file';
const REMEDY = 'give documents with header and body: one, a list, or one a line';
const FILE = { what: 'the file', field: 'file', remedy: REMEDY };

/** The readings of a file, document by document or line by line. Throws as `readDataPoint` does, with the row of the document at fault. */
export async function* readOmhFile(
  bytes: AsyncIterable<Uint8Array>,
  schemas: SchemaSet,
): AsyncGenerator<DeviceReadings> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [left, row, lines] = ['', 0, true];
  const read = (given: () => unknown): DeviceReadings => {
    row += 1;
    try {
      const document = given();
      if (!isObject(document) || !isDataPoint(document)) throw notOne();
      return readDataPoint(document, SENDER, schemas);
    } catch (error) {
      if (!(error instanceof TwinwardError)) throw error;
      throw new TwinwardError(error.code, `document ${row}: ${error.message}`, { ...error.place, row });
    }
  };
  for await (const chunk of bytes) {
    try {
      left += decoder.decode(chunk, { stream: true });
    } catch {
      throw notOne();
    }
    // A list, or a document over several lines, is read when it is whole.
    if (row === 0 && lines) lines = /^\s*\{[^\n]*\}\s*(\n|$)/.test(left) || !left.includes('\n');
    if (!lines || left.trimStart().startsWith('[')) continue;
    const whole = left.split('\n');
    left = whole.pop() ?? '';
    for (const line of whole) if (line.trim() !== '') yield read(() => readJson(line, FILE));
  }
  if (left.trim() === '') return;
  const rest = readJson(left, FILE);
  for (const document of Array.isArray(rest) ? rest : [rest]) yield read(() => document);
}

function notOne(): TwinwardError {
  return new TwinwardError('file.invalid', 'it is no Open mHealth document', {
    field: 'file',
    remedy: REMEDY,
  });
}
