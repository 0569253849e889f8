import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Findings } from './findings.ts';

/** Contained resources (dom-2 to dom-5), references into them, and ids of elements that are given twice. */
export function checkContained(resource: JsonObject, path: string, findings: Findings): void {
  const contained = Array.isArray(resource.contained) ? resource.contained.filter(isObject) : [];
  const references = new Set<string>();
  /** Of those, the ones that stand where a reference does. */
  const pointed = new Set<string>();
  const ids = new Set<string>();
  let twice = false;
  const look = (value: Json, inside: boolean): void => {
    if (Array.isArray(value)) {
      for (const one of value) look(one, inside);
      return;
    }
    if (typeof value === 'string') {
      if (value.startsWith('#')) references.add(value);
      return;
    }
    if (!isObject(value)) return;
    const { reference } = value;
    if (typeof reference === 'string' && reference.length > 1 && reference.startsWith('#'))
      pointed.add(reference);
    if (typeof value.id === 'string' && value.resourceType === undefined && !inside) {
      if (ids.has(value.id)) twice = true;
      ids.add(value.id);
    }
    for (const name in value) {
      const one = value[name]!;
      // Resources of a bundle are looked through on their own.
      if (name === 'resource' && isObject(one) && one.resourceType !== undefined) continue;
      if (typeof one === 'object' || typeof one === 'string') look(one, inside || name === 'contained');
    }
  };
  look(resource, false);
  // A StructureDefinition names each element in both of its lists.
  if (twice && resource.resourceType !== 'StructureDefinition')
    findings.add('business-rule', path, 'an id of an element is given twice');
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
  for (const reference of pointed) {
    if (known.has(reference)) continue;
    findings.add('structure', path, 'ref-1: a reference into the resource leads nowhere');
    return;
  }
}
