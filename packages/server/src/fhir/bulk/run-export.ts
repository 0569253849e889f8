// One page of an export (FHIR Bulk Data Access 2): read, kept or left out, written to its file.
import { type JsonObject, parseExact, parseSearch, searchParameters } from '@twinward/connect/fhir';
import type { IndexEntry, ResourceTest, StoredResource } from '@twinward/contract';
import { satisfies } from '@twinward/record';
import type { FhirEndpoint } from '../fhir-endpoint.ts';
import { appendLines } from './append-lines.ts';
import type { ExportJob } from './bulk-job.ts';

const PAGE = 500;

/** Does the next page; the job comes back as it stands then, its files durable up to what it says. */
export async function exportPage(job: ExportJob, folder: string, endpoint: FhirEndpoint): Promise<ExportJob> {
  const type = job.types[job.typeIndex];
  if (type === undefined) return { ...job, state: 'done' };
  const page = await endpoint.services.record.resources.standing({
    type,
    limit: PAGE,
    ...(job.since === null ? {} : { since: job.since }),
    ...(job.after === null ? {} : { after: job.after }),
  });
  const last = page.at(-1);
  if (last === undefined) return { ...job, typeIndex: job.typeIndex + 1, after: null };
  const tests = filtersOf(job, type, endpoint);
  const kept: string[] = [];
  const deleted: string[] = [];
  for (const stored of page) {
    // Of what was deleted before the first export nobody needs to hear.
    if (stored.deleted && job.since === null) continue;
    const said = stored.deleted
      ? await endpoint.services.record.resources.readVersion(type, stored.id, stored.version - 1)
      : stored;
    if (said === null || said.deleted || !concerns(job, said, tests, endpoint)) continue;
    if (stored.deleted) deleted.push(deletion(type, stored.id));
    else kept.push(stored.body);
  }
  let files = await appendLines(job.files, { type, part: 'output' }, kept, folder);
  files = await appendLines(files, { type: 'Bundle', part: 'deleted' }, deleted, folder);
  return {
    ...job,
    files,
    after: { updatedAt: last.updatedAt, id: last.id },
    read: job.read + page.length,
  };
}

function filtersOf(job: ExportJob, type: string, endpoint: FhirEndpoint): readonly ResourceTest[] {
  return job.filters
    .filter((filter) => filter.startsWith(`${type}?`))
    .map(
      (filter) =>
        parseSearch(type, [...new URLSearchParams(filter.slice(type.length + 1))], endpoint.searchContext())
          .query.test,
    );
}

function concerns(
  job: ExportJob,
  stored: StoredResource,
  tests: readonly ResourceTest[],
  endpoint: FhirEndpoint,
): boolean {
  if (job.about === 'system' && tests.length === 0) return true;
  const index = endpoint.indexOf(parseExact(stored.body) as JsonObject);
  if (tests.length > 0 && !tests.some((test) => satisfies(test, { stored, index }, () => []))) return false;
  return job.about === 'system' || ofPatients(job.about, stored, index, endpoint);
}

/** Whether a resource lies in the compartment of one of these patients, or of any. */
function ofPatients(
  about: 'patients' | readonly string[],
  { type, id }: StoredResource,
  index: readonly IndexEntry[],
  { definitions }: FhirEndpoint,
): boolean {
  const wanted = (patient: string): boolean => about === 'patients' || about.includes(patient);
  if (type === 'Patient') return wanted(id);
  const { byCode } = searchParameters(type, definitions);
  const numbers = new Set(
    (definitions.patientCompartment[type] ?? []).map((code) => byCode.get(code)?.number),
  );
  return index.some(
    (entry) =>
      entry.kind === 'token' && entry.system === 'Patient' && numbers.has(entry.param) && wanted(entry.code),
  );
}

function deletion(type: string, id: string): string {
  return JSON.stringify({
    resourceType: 'Bundle',
    type: 'transaction',
    entry: [{ request: { method: 'DELETE', url: `${type}/${id}` } }],
  });
}
