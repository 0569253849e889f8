// JSON Patch (RFC 6902) over JSON Pointer (RFC 6901).
import { TwinwardError } from '@twinward/contract';
import { cloneExact } from '../exact-json.ts';
import { equalJson, isObject, type Json, type JsonObject } from '../json.ts';

/**
 * A document after the operations of a patch, all or none; the document given is left as it was. Throws `request.invalid` naming the
 * operation (`row`) that is none, points nowhere, or tests something else.
 *
 * @example
 * applyJsonPatch({ a: 1 }, [{ op: 'replace', path: '/a', value: 2 }]).a; // 2
 */
export function applyJsonPatch(document: Json, patch: unknown): Json {
  if (!Array.isArray(patch)) throw refused('a JSON Patch is a list of operations', 0);
  // One property above the document, so that the whole of it can be replaced too.
  const holder: JsonObject = { '': cloneExact(document) };
  for (const [index, operation] of patch.entries()) {
    if (!isObject(operation)) throw refused('an operation is an object', index);
    apply(holder, operation, index);
  }
  return holder['']!;
}

function apply(holder: JsonObject, operation: JsonObject, index: number): void {
  const path = pointer(operation.path, index);
  const value = (): Json => {
    if (!Object.hasOwn(operation, 'value')) throw refused('the operation has no value', index);
    return cloneExact(operation.value!);
  };
  switch (operation.op) {
    case 'add':
      add(holder, path, value(), index);
      return;
    case 'remove':
      remove(holder, path, index);
      return;
    case 'replace': {
      const next = value();
      read(holder, path, index);
      const { parent, key } = parentOf(holder, path, index);
      if (Array.isArray(parent)) parent[placeIn(parent, key, false, index)] = next;
      else parent[key] = next;
      return;
    }
    case 'move': {
      const from = pointer(operation.from, index);
      if (path.length > from.length && from.every((part, i) => part === path[i])) {
        throw refused('a value cannot be moved into itself', index);
      }
      add(holder, path, remove(holder, from, index), index);
      return;
    }
    case 'copy':
      add(holder, path, cloneExact(read(holder, pointer(operation.from, index), index)), index);
      return;
    case 'test':
      if (!equalJson(read(holder, path, index), value())) throw refused('the test does not hold', index);
      return;
    default:
      throw refused('the operation is none of add, remove, replace, move, copy, test', index);
  }
}

function pointer(text: unknown, index: number): readonly string[] {
  if (typeof text !== 'string' || (text !== '' && !text.startsWith('/'))) {
    throw refused('a path begins with "/"', index);
  }
  return text.split('/').map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function parentOf(
  holder: JsonObject,
  path: readonly string[],
  index: number,
): { readonly parent: Json[] | JsonObject; readonly key: string } {
  const parent = path.length === 1 ? holder : read(holder, path.slice(0, -1), index);
  if (!Array.isArray(parent) && !isObject(parent)) throw refused('the path leads into a plain value', index);
  const key = path.at(-1)!;
  if (key === '__proto__') throw refused('the path is not allowed', index);
  return { parent, key };
}

function read(holder: JsonObject, path: readonly string[], index: number): Json {
  let at: Json = holder;
  for (const part of path) {
    if (Array.isArray(at)) at = at[placeIn(at, part, false, index)]!;
    else if (isObject(at) && Object.hasOwn(at, part)) at = at[part]!;
    else throw refused('the path leads nowhere', index);
  }
  return at;
}

function placeIn(list: readonly Json[], part: string, end: boolean, index: number): number {
  if (end && part === '-') return list.length;
  const place = /^(0|[1-9]\d*)$/.test(part) ? Number(part) : Number.NaN;
  if (!(place < list.length || (end && place === list.length)))
    throw refused('the path leads beyond the list', index);
  return place;
}

function add(holder: JsonObject, path: readonly string[], value: Json, index: number): void {
  const { parent, key } = parentOf(holder, path, index);
  if (Array.isArray(parent)) parent.splice(placeIn(parent, key, true, index), 0, value);
  else parent[key] = value;
}

function remove(holder: JsonObject, path: readonly string[], index: number): Json {
  if (path.length === 1) throw refused('the whole document cannot be removed', index);
  const value = read(holder, path, index);
  const { parent, key } = parentOf(holder, path, index);
  if (Array.isArray(parent)) parent.splice(placeIn(parent, key, false, index), 1);
  else delete parent[key];
  return value;
}

function refused(why: string, index: number): TwinwardError {
  return new TwinwardError('request.invalid', `JSON Patch, operation ${index + 1}: ${why}`, {
    field: 'patch',
    row: index + 1,
    remedy: 'see RFC 6902',
  });
}
