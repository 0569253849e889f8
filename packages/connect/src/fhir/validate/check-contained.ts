import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Findings } from './findings.ts';

/** Contained resources (dom-2 to dom-5), references into them, and ids of elements that are given twice. */
export function checkContained(resource: JsonObject, path: string, findings: Findings): void {
  const contained = Array.isArray(resource.contained) ? resource.contained.filter(isObject) : [];
  const references = new Set<string>();
  const ids = new Set<string>();
  let twice = false;
  const look = (value: Json, inside: boolean): void => {
    if (Array.isArray(value)) {
      for (const one of value) look(one, inside);
      return;
    }
    if (!isObject(value)) {
      if (typeof value === 'string' && value.startsWith('#')) references.add(value);
      return;
    }
    if (typeof value.id === 'string' && value.resourceType === undefined && !inside) {
      if (ids.has(value.id)) twice = true;
      ids.add(value.id);
    }
    for (const [name, one] of Object.entries(value)) {
      // Resources of a bundle are looked through on their own.
      if (name === 'resource' && isObject(one) && one.resourceType !== undefined) continue;
      if (typeof one === 'object' || typeof one === 'string') look(one, inside || name === 'contained');
    }
  };
  look(resource, false);
  // A StructureDefinition names each element in both of its lists.
  if (twice && resource.resourceType !== 'StructureDefinition')
    findings.add('business-rule', path, 'an id of an element is given twice');
  if (contained.length > 0) {
    const known = new Set(contained.map(({ id }) => `#${id}`));
    contained.forEach((one, i) => {
      const at = `${path}.contained[${i}]`;
      if (one.contained !== undefined)
        findings.add('invariant', at, 'dom-2: contained resources hold no others');
      const meta = isObject(one.meta) ? one.meta : {};
      if (meta.versionId !== undefined || meta.lastUpdated !== undefined) {
        findings.add('invariant', at, 'dom-4: a contained resource has no version of its own');
      }
      if (meta.security !== undefined)
        findings.add('invariant', at, 'dom-5: a contained resource has no security label');
      const back = JSON.stringify(one).includes('"#"');
      if (!references.has(`#${one.id}`) && !back) {
        findings.add(
          'invariant',
          at,
          'dom-3: a contained resource is referred to from the resource that holds it',
        );
      }
    });
    refuseDangling(resource, known, path, findings);
  } else refuseDangling(resource, new Set(), path, findings);
}

function refuseDangling(
  resource: JsonObject,
  known: ReadonlySet<string>,
  path: string,
  findings: Findings,
): void {
  const look = (value: Json): boolean => {
    if (Array.isArray(value)) return value.some(look);
    if (!isObject(value)) return false;
    const { reference } = value;
    if (
      typeof reference === 'string' &&
      reference.length > 1 &&
      reference.startsWith('#') &&
      !known.has(reference)
    )
      return true;
    return Object.entries(value).some(
      ([name, one]) => typeof one === 'object' && !(name === 'resource' && isObject(one)) && look(one),
    );
  };
  if (look(resource)) findings.add('structure', path, 'ref-1: a reference into the resource leads nowhere');
}
