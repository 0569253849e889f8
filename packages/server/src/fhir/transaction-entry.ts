import { isObject, type Json, type JsonObject, wordOf } from '@twinward/connect/fhir';
import { TwinwardError } from '@twinward/contract';
import { type ReferenceSlot, referenceSlots } from './resolve-references.ts';

/** An entry of a batch or transaction, its address taken apart. */
export interface TransactionEntry {
  readonly index: number;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly type: string;
  /** Empty where the address names none. */
  readonly id: string;
  /** Of a conditional write: from the address or `ifNoneExist`. */
  readonly criteria: string;
  readonly fullUrl: string;
  readonly resource: Json | undefined;
  /** Where the resource may refer to other entries. */
  readonly slots: readonly ReferenceSlot[];
  /** `If-Match`, as sent. */
  readonly version: string | null;
  readonly url: string;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Reads an entry. Throws `request.invalid` naming the row and the field. */
export function readEntry(entry: Json, index: number): TransactionEntry {
  const request = isObject(entry) ? entry.request : undefined;
  if (!isObject(entry) || !isObject(request)) return refuse(index, 'request', 'the entry has no request');
  const method = METHODS.find((one) => one === request.method);
  if (method === undefined) return refuse(index, 'request.method', 'the method is not supported');
  const url = wordOf(request.url).replace(/^\//, '');
  const [path = '', query = ''] = url.split('?');
  const [type = '', id = '', ...more] = path.split('/');
  const posts = method === 'POST';
  if (method !== 'GET' && (type === '' || more.length > 0 || (posts && (id !== '' || query !== '')))) {
    return refuse(index, 'request.url', 'the address does not fit the method');
  }
  if (method !== 'GET' && !posts && (id === '') === (query === '')) {
    return refuse(index, 'request.url', 'the address names one resource or one condition');
  }
  const resource: JsonObject | Json | undefined = entry.resource;
  if (method !== 'GET' && method !== 'DELETE' && !isObject(resource)) {
    return refuse(index, 'resource', 'the entry has no resource');
  }
  return {
    index,
    method,
    type,
    id: method === 'GET' ? '' : id,
    criteria: posts ? wordOf(request.ifNoneExist).replace(/^.*\?/, '') : method === 'GET' ? '' : query,
    fullUrl: typeof entry.fullUrl === 'string' ? entry.fullUrl : '',
    resource,
    slots: referenceSlots(resource),
    version: typeof request.ifMatch === 'string' ? request.ifMatch : null,
    url,
  };
}

/** The version an `If-Match` asks for (`W/"3"`). Throws `request.invalid` where it names none. */
export function ifMatch(header: string | null | undefined): { readonly expects?: number } {
  if (header === null || header === undefined) return {};
  const version = /^(?:W\/)?"?([1-9]\d{0,8})"?$/.exec(header.trim())?.[1];
  if (version === undefined) {
    throw new TwinwardError('request.invalid', 'If-Match names no version', {
      field: 'If-Match',
      remedy: 'send W/"3" for version 3',
    });
  }
  return { expects: Number(version) };
}

function refuse(index: number, field: string, why: string): never {
  throw new TwinwardError('request.invalid', `entry ${index + 1}: ${why}`, {
    field,
    row: index + 1,
    remedy: 'an entry has request.method, and request.url such as Patient or Patient/ID',
  });
}
