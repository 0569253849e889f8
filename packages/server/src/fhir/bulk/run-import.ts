// One portion of an import: lines of NDJSON that become durable together, each line refused on its own.
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { isObject, type JsonObject, wordOf } from '@twinward/connect/fhir';
import { readJson } from '@twinward/connect/json';
import { type StoredResource, TwinwardError } from '@twinward/contract';
import type { AuditRow, StateEntry } from '@twinward/record';
import type { FhirEndpoint, Prepared } from '../fhir-endpoint.ts';
import { refusalOf } from '../operation-outcome.ts';
import { saysTheSame } from '../says-the-same.ts';
import { appendLines } from './append-lines.ts';
import type { ImportJob } from './bulk-job.ts';

/** Bytes read for one portion; a longer line is read whole. */
const PORTION = 2 * 1024 * 1024;
const LONGEST_LINE = 16 * 1024 * 1024;
/** The file as it was sent. */
export const SENT = 'sent.ndjson';

const LINE = { what: 'the line', field: 'line', remedy: 'send one resource a line' };

interface Line {
  readonly number: number;
  readonly bytes: Uint8Array;
  /** Where the next one begins. */
  readonly end: number;
}

/** Takes the next lines in; the job comes back as it stands then, and stands so in the record by the same commit: no line is taken in twice, or counted twice. */
export async function importPortion(
  job: ImportJob,
  folder: string,
  endpoint: FhirEndpoint,
  audit: (target: string) => AuditRow,
  stateOf: (job: ImportJob) => StateEntry,
): Promise<ImportJob> {
  const bytes = await nextBytes(job, folder);
  if (bytes.length === 0) return { ...job, state: 'done' };
  const outcomes: string[] = [];
  const parsed = new Map<string, { readonly line: Line; readonly resource: JsonObject }>();
  let [place, lines] = [job.place, job.lines];
  for (const line of linesOf(bytes, job.lines)) {
    try {
      const resource = line.bytes.every(isBlank) ? null : resourceIn(line, endpoint);
      const name = resource === null ? '' : `${wordOf(resource.resourceType)}/${wordOf(resource.id)}`;
      // Said twice: the next portion begins here, and writes another version.
      if (parsed.has(name)) break;
      if (resource !== null) parsed.set(name, { line, resource });
    } catch (error) {
      outcomes.push(outcomeOf(error, line));
    }
    place = job.place + line.end;
    lines = line.number;
  }
  const found = await endpoint.services.record.resources.readMany(
    [...parsed.values()].map(({ resource }) => ({
      type: wordOf(resource.resourceType),
      id: wordOf(resource.id),
    })),
  );
  const standing = new Map(found.map((one) => [`${one.type}/${one.id}`, one]));
  const prepared = new Map<string, Prepared>();
  let unchanged = 0;
  for (const [name, { line, resource }] of parsed) {
    try {
      const before = standing.get(name) ?? (await deletedOne(endpoint, resource));
      // Sent again, as after a restart: what stands already is not written anew.
      if (before !== null && !before.deleted && saysTheSame(before, resource)) unchanged += 1;
      else
        prepared.set(
          name,
          endpoint.prepareOver(wordOf(resource.resourceType), wordOf(resource.id), resource, before),
        );
    } catch (error) {
      outcomes.push(outcomeOf(error, line));
    }
  }
  const writes = [...prepared.values()];
  const next: ImportJob = {
    ...job,
    files: await appendLines(job.files, { type: 'OperationOutcome', part: 'error' }, outcomes, folder),
    place,
    lines,
    written: job.written + writes.length,
    unchanged: job.unchanged + unchanged,
    refused: job.refused + outcomes.length,
  };
  await endpoint.commit(
    writes,
    [...prepared.keys()].map((name) => audit(name)),
    [stateOf(next)],
  );
  return next;
}

function resourceIn({ bytes }: Line, endpoint: FhirEndpoint): JsonObject {
  const value = readJson(bytes, LINE);
  if (!isObject(value) || typeof value.resourceType !== 'string' || typeof value.id !== 'string') {
    throw new TwinwardError('request.invalid', 'the line is no resource with an id', { field: 'id' });
  }
  endpoint.checkType(value.resourceType);
  if (value.resourceType === 'Subscription') {
    throw new TwinwardError('request.unsupported', 'a Subscription is asked for by its own request', {
      field: 'resourceType',
    });
  }
  return value;
}

/** Versions count on over a deletion. */
async function deletedOne(endpoint: FhirEndpoint, resource: JsonObject): Promise<StoredResource | null> {
  return endpoint.services.record.resources.read(wordOf(resource.resourceType), wordOf(resource.id));
}

function outcomeOf(error: unknown, { number }: Line): string {
  if (!(error instanceof TwinwardError)) throw error;
  const { outcome } = refusalOf(error);
  return JSON.stringify({
    ...outcome,
    extension: [{ url: 'https://twinward.org/fhir/StructureDefinition/line', valueInteger: number }],
  });
}

/** Whole lines from where the job stands; none at the end of the file. */
async function nextBytes({ place, size, lines }: ImportJob, folder: string): Promise<Uint8Array> {
  const handle = await open(join(folder, SENT), 'r');
  try {
    for (let length = PORTION; ; length *= 2) {
      const bytes = Buffer.alloc(Math.min(length, size - place));
      const { bytesRead } = await handle.read(bytes, 0, bytes.length, place);
      if (bytesRead < bytes.length) {
        throw new TwinwardError('file.invalid', 'the file in the data folder is shorter than it was sent', {
          row: lines + 1,
        });
      }
      const whole = place + bytes.length >= size;
      const end = whole ? bytes.length : bytes.lastIndexOf(0x0a) + 1;
      if (end === 0 && !whole) {
        if (length < LONGEST_LINE) continue;
        throw new TwinwardError('file.too-large', `line ${lines + 1} is longer than 16 MiB`, {
          row: lines + 1,
        });
      }
      return bytes.subarray(0, end);
    }
  } finally {
    await handle.close();
  }
}

/** The lines of whole bytes, after so many before them. */
function* linesOf(bytes: Uint8Array, before: number): Generator<Line> {
  for (let [start, number] = [0, before + 1]; start < bytes.length; number++) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed + 1;
    yield { number, bytes: bytes.subarray(start, feed < 0 ? end : feed), end };
    start = end;
  }
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || byte === 0x09 || byte === 0x0d;
}
