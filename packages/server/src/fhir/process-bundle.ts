// Bundles of type batch and transaction (FHIR R4, "http", Transaction processing rules).
import { randomUUID } from 'node:crypto';
import { isObject, type Json, type JsonObject, wordOf } from '@twinward/connect/fhir';
import { readJson } from '@twinward/connect/json';
import { TwinwardError } from '@twinward/contract';
import type { AuditRow } from '@twinward/record';
import { checkReplaces } from './condition.ts';
import type { FhirEndpoint, Prepared } from './fhir-endpoint.ts';
import { refusalOf } from './operation-outcome.ts';
import { resolveReferences } from './resolve-references.ts';
import { readEntry, type TransactionEntry } from './transaction-entry.ts';

/** Entries of one bundle at most. */
const MOST_ENTRIES = 10_000;
/** How often a transaction is tried again when another write came between. */
const TRIES = 4;

const PATCH = {
  what: 'the patch in the Binary',
  field: 'resource.data',
  remedy: 'send a JSON Patch in base64',
};

/** How single interactions of a bundle are carried out: GETs, and the entries of a batch. */
export type Interact = (entry: TransactionEntry) => Promise<JsonObject>;

/** The reply to a bundle. A transaction becomes durable with its audit rows in one commit, or leaves nothing. */
export async function processBundle(
  endpoint: FhirEndpoint,
  bundle: unknown,
  audit: readonly AuditRow[],
  interact: Interact,
): Promise<JsonObject> {
  if (!isObject(bundle) || bundle.resourceType !== 'Bundle') {
    throw new TwinwardError('request.invalid', 'the body is no Bundle', {
      field: 'resourceType',
      remedy: 'send a Bundle of type transaction or batch, or the resource to the address of its type',
    });
  }
  const list = bundle.entry === undefined ? [] : bundle.entry;
  if (!Array.isArray(list))
    throw new TwinwardError('request.invalid', 'the entries are no list', { field: 'entry' });
  if (list.length > MOST_ENTRIES) {
    throw new TwinwardError('request.too-large', `a bundle has at most ${MOST_ENTRIES} entries`, {
      field: 'entry',
    });
  }
  if (bundle.type === 'batch') {
    const entry: Json[] = [];
    for (const [index, one] of list.entries())
      entry.push(await alone(async () => interact(readEntry(one, index))));
    return { resourceType: 'Bundle', type: 'batch-response', entry };
  }
  if (bundle.type !== 'transaction') {
    throw new TwinwardError('request.invalid', 'only bundles of type transaction and batch are processed', {
      field: 'type',
    });
  }
  const entries = await Promise.all(list.map((one, i) => inRow(i, async () => readEntry(one, i))));
  const names = entries.flatMap(({ type, criteria }) => (criteria === '' ? [] : [`${type}?${criteria}`]));
  return endpoint.services.record.resources.exclusively([...new Set(names)].sort(), () =>
    transact(endpoint, entries, audit, interact),
  );
}

async function alone(work: () => Promise<JsonObject>): Promise<JsonObject> {
  try {
    return await work();
  } catch (error) {
    const { status, outcome } = refusalOf(error);
    return { response: { status: String(status), outcome } };
  }
}

async function transact(
  endpoint: FhirEndpoint,
  entries: readonly TransactionEntry[],
  audit: readonly AuditRow[],
  interact: Interact,
): Promise<JsonObject> {
  for (let tried = 1; ; tried++) {
    const planned = await plan(endpoint, entries);
    const writes = planned.flatMap(({ prepared }) => (prepared === null ? [] : [prepared]));
    try {
      const written = await endpoint.commit(writes, audit);
      const results = new Map(writes.map((one, i) => [one, written[i]!]));
      const entry: Json[] = [];
      for (const { source, prepared, found } of planned) {
        if (source.method === 'GET') entry.push(await interact(source));
        else if (prepared === null)
          entry.push({
            response: {
              status: source.method === 'DELETE' ? '204' : '200',
              ...(found === null ? {} : { location: found }),
            },
          });
        else {
          const { version, updatedAt, created } = results.get(prepared)!;
          const { type, id } = prepared.write;
          entry.push({
            response: {
              status: prepared.resource === null ? '204' : created ? '201' : '200',
              location: `${endpoint.base}/${type}/${id}/_history/${version}`,
              etag: `W/"${version}"`,
              lastModified: new Date(updatedAt).toISOString(),
            },
          });
        }
      }
      return { resourceType: 'Bundle', type: 'transaction-response', entry };
    } catch (error) {
      const again = error instanceof TwinwardError && error.code === 'resource.conflict';
      // A version asked for by the sender stays wrong; one that was read a moment ago is read again.
      if (!again || tried === TRIES || entries.some(({ condition }) => condition.expects !== undefined))
        throw error;
    }
  }
}

interface Planned {
  readonly source: TransactionEntry;
  readonly prepared: Prepared | null;
  /** What a conditional create found instead. */
  readonly found: string | null;
}

/** Everything is checked before anything is written, in the order DELETE, POST, PUT and PATCH; replies keep the order sent. */
async function plan(
  endpoint: FhirEndpoint,
  entries: readonly TransactionEntry[],
): Promise<readonly Planned[]> {
  const targets = await Promise.all(entries.map((entry) => targetOf(endpoint, entry)));
  const names = new Map<string, string>();
  entries.forEach(({ fullUrl, type }, i) => {
    const target = targets[i];
    if (fullUrl === '' || target === null || target === undefined) return;
    // Which of two would a reference to it mean?
    if (names.has(fullUrl)) {
      throw new TwinwardError('request.invalid', `entry ${i + 1}: another entry has this fullUrl`, {
        field: 'fullUrl',
        row: i + 1,
        remedy: 'give each entry its own',
      });
    }
    names.set(fullUrl, `${type}/${target.id}`);
  });
  const taken = new Set<string>();
  const planned: Planned[] = new Array(entries.length);
  for (const method of ['DELETE', 'POST', 'PUT', 'PATCH', 'GET'] as const) {
    for (const [i, source] of entries.entries()) {
      if (source.method !== method) continue;
      planned[i] = await inRow(i, () => planEntry(endpoint, source, targets[i]!, names, taken));
    }
  }
  return planned;
}

interface Target {
  readonly id: string;
  readonly exists: boolean;
}

async function targetOf(endpoint: FhirEndpoint, entry: TransactionEntry): Promise<Target | null> {
  if (entry.method === 'GET') return null;
  if (entry.criteria === '') {
    return entry.method === 'POST' ? { id: randomUUID(), exists: false } : { id: entry.id, exists: true };
  }
  const found = await endpoint.matches(entry.type, entry.criteria);
  if (found.length > 1) {
    throw new TwinwardError('resource.conflict', 'several resources satisfy the condition', {
      field: entry.method === 'POST' ? 'If-None-Exist' : 'url',
      row: entry.index + 1,
      remedy: 'name one resource',
    });
  }
  const [one] = found;
  if (one !== undefined) return { id: one.id, exists: true };
  if (entry.method === 'PATCH') {
    throw new TwinwardError('resource.missing', 'no resource satisfies the condition', {
      row: entry.index + 1,
    });
  }
  const own = isObject(entry.resource) && typeof entry.resource.id === 'string' ? entry.resource.id : null;
  return { id: entry.method === 'PUT' && own !== null ? own : randomUUID(), exists: false };
}

async function planEntry(
  endpoint: FhirEndpoint,
  source: TransactionEntry,
  target: Target | null,
  names: ReadonlyMap<string, string>,
  taken: Set<string>,
): Promise<Planned> {
  if (target === null) return { source, prepared: null, found: null };
  const { method, type, criteria } = source;
  const name = `${type}/${target.id}`;
  if (method === 'POST' && target.exists)
    return { source, prepared: null, found: `${endpoint.base}/${name}` };
  if (taken.has(name)) {
    throw new TwinwardError('request.invalid', 'two entries are about the same resource', {
      field: 'request.url',
    });
  }
  taken.add(name);
  const { condition } = source;
  if (criteria !== '' && !target.exists) checkReplaces(condition);
  if (method === 'DELETE') {
    const gone = criteria !== '' && !target.exists;
    return {
      source,
      prepared: gone ? null : await endpoint.prepareDelete(type, target.id, condition),
      found: null,
    };
  }
  const { resource, slots } = source;
  if (slots.length > 0) await resolveReferences(endpoint, slots, names);
  if (method === 'PATCH') {
    return {
      source,
      prepared: await endpoint.preparePatch(type, target.id, patchOf(resource), condition),
      found: null,
    };
  }
  if (method === 'POST')
    return { source, prepared: endpoint.prepareCreate(type, resource, target.id), found: null };
  // An id of its own that is not that of what satisfies the condition is a contradiction, which the update refuses.
  const body =
    criteria !== '' && isObject(resource) ? { ...resource, id: resource.id ?? target.id } : resource;
  const asked = criteria !== '' && !target.exists ? { ...condition, absent: true } : condition;
  return { source, prepared: await endpoint.prepareUpdate(type, target.id, body, asked), found: null };
}

/** A JSON Patch travels in a Binary, a FHIRPath Patch as Parameters. */
function patchOf(resource: Json | undefined): Json {
  if (!isObject(resource) || resource.resourceType !== 'Binary') return resource ?? null;
  return readJson(Buffer.from(wordOf(resource.data), 'base64'), PATCH);
}

async function inRow<T>(index: number, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof TwinwardError) || error.constructor !== TwinwardError) throw error;
    throw new TwinwardError(error.code, `entry ${index + 1}: ${error.message}`, {
      ...error.place,
      row: index + 1,
    });
  }
}
