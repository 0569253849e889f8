import { isObject, type Json, type JsonObject, wordOf } from '@twinward/connect/fhir';
import { TwinwardError } from '@twinward/contract';
import { ifNoneExist, splitAddress, type WriteCondition, writeCondition } from './condition.ts';
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
  /** Of its `ifMatch` and `ifNoneMatch`. */
  readonly condition: WriteCondition;
  /** As sent. */
  readonly request: JsonObject;
  readonly url: string;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'] as const;

/** Reads an entry. Throws `request.invalid` naming the field. */
export function readEntry(entry: Json, index: number): TransactionEntry {
  const request = isObject(entry) ? entry.request : undefined;
  if (!isObject(entry) || !isObject(request)) return refuse('request', 'the entry has no request');
  const method = METHODS.find((one) => one === request.method);
  if (method === undefined) return refuse('request.method', 'the method is not supported');
  const url = wordOf(request.url).replace(/^\//, '');
  const [path, query] = splitAddress(url);
  const [type = '', id = '', ...more] = path.split('/');
  const posts = method === 'POST';
  if (method !== 'GET' && (type === '' || more.length > 0 || (posts && (id !== '' || query !== '')))) {
    return refuse('request.url', 'the address does not fit the method');
  }
  if (method !== 'GET' && !posts && (id === '') === (query === '')) {
    return refuse('request.url', 'the address names one resource or one condition');
  }
  const resource: JsonObject | Json | undefined = entry.resource;
  if (method !== 'GET' && method !== 'DELETE' && !isObject(resource)) {
    return refuse('resource', 'the entry has no resource');
  }
  return {
    index,
    method,
    type,
    id: method === 'GET' ? '' : id,
    criteria: posts ? ifNoneExist(request.ifNoneExist) : method === 'GET' ? '' : query,
    fullUrl: typeof entry.fullUrl === 'string' ? entry.fullUrl : '',
    resource,
    slots: referenceSlots(resource),
    condition: method === 'GET' ? {} : writeCondition(request.ifMatch, request.ifNoneMatch),
    request,
    url,
  };
}

function refuse(field: string, why: string): never {
  throw new TwinwardError('request.invalid', why, {
    field,
    remedy: 'an entry has request.method, and request.url such as Patient or Patient/ID',
  });
}
