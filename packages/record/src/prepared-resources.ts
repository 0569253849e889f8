// Resources made ready to be stored: checked here, once, for every adapter.
import { type IndexEntry, TwinwardError } from '@twinward/contract';
import type { ResourceWrite } from './ports/resource-store.ts';

const ID = /^[A-Za-z0-9\-.]{1,64}$/;
const TYPE = /^[A-Z][A-Za-z]{1,63}$/;

/** The writes, with texts any database takes. Throws `request.invalid` for ids and types that are none, and for one resource written twice. */
export function preparedWrites(writes: readonly ResourceWrite[]): readonly ResourceWrite[] {
  const seen = new Set<string>();
  return writes.map((write, i) => {
    if (!TYPE.test(write.type) || !ID.test(write.id)) refuse('the type or id of a resource is none', i);
    const name = `${write.type}/${write.id}`;
    if (seen.has(name)) refuse(`${name} is written twice`, i);
    seen.add(name);
    return { ...write, index: write.index.map(storableEntry) };
  });
}

/** JSON on one line, as the store takes it; NUL inside a text stays escaped. */
export function bodyLine(body: string): string {
  if (body === '' || /[\n\0]/.test(body)) {
    throw new TwinwardError('request.invalid', 'the JSON of a resource stands on one line', {
      field: 'body',
    });
  }
  return body;
}

/** What a write meets that expected another version. */
export function versionConflict(write: ResourceWrite, standing: number): TwinwardError {
  return new TwinwardError(
    'resource.conflict',
    write.expects === 0
      ? `${write.type}/${write.id} is there already`
      : `${write.type}/${write.id} is at version ${standing}, not ${write.expects}`,
    { field: 'If-Match', remedy: 'read the current version and change that' },
  );
}

function storableEntry(entry: IndexEntry): IndexEntry {
  switch (entry.kind) {
    case 'token':
      return isStorable(entry.system) && isStorable(entry.code)
        ? entry
        : { ...entry, system: storable(entry.system), code: storable(entry.code) };
    case 'string':
      return isStorable(entry.text) && isStorable(entry.plain)
        ? entry
        : { ...entry, text: storable(entry.text), plain: storable(entry.plain) };
    case 'range':
      return isStorable(entry.unit) ? entry : { ...entry, unit: storable(entry.unit) };
  }
}

/** An index entry has an end: this many characters. */
const LONGEST = 1000;

/** Most texts hold no NUL and nothing beyond the basic plane: told by one quick look. */
function isStorable(text: string): boolean {
  return text.length <= LONGEST && !/[\0\ud800-\udfff]/.test(text);
}

function storable(text: string): string {
  return text.slice(0, LONGEST).replace(/[\0\p{Surrogate}]/gu, '\uFFFD');
}

function refuse(why: string, index: number): never {
  throw new TwinwardError('request.invalid', why, { row: index + 1, remedy: 'send each resource once' });
}
