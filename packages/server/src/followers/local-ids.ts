// Names of another server's resources here: computed from where they come from, or said by a person, never guessed from what they hold.
import { createHash } from 'node:crypto';
import { isObject, type Json, type JsonObject, referenceTarget } from '@twinward/connect/fhir';

/** Which of its resources (`Patient/7`) are which of ours (`Patient/p-1`), as a person said. */
export type Links = Readonly<Record<string, string>>;

/** Our id of a resource of another server: a UUID made from its address, the same each time. */
export function localId(url: string, type: string, id: string): string {
  const hex = createHash('sha256').update(`${url}/${type}/${id}`).digest('hex');
  const variant = ((Number.parseInt(hex[16]!, 16) & 0x3) | 0x8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** `Type/id` here of `Type/id` there. */
export function localName(url: string, links: Links, type: string, id: string): string {
  return (
    (Object.hasOwn(links, `${type}/${id}`) ? links[`${type}/${id}`] : undefined) ??
    `${type}/${localId(url, type, id)}`
  );
}

/** A resource as it stands here: its own id, its references to that server's resources, and where it is from (`meta.source`). */
export function asLocal(resource: JsonObject, url: string, links: Links): JsonObject {
  const { meta, ...rest } = resource;
  const [type, id] = [String(resource.resourceType), String(resource.id)];
  const { versionId: _version, lastUpdated: _updated, ...kept } = isObject(meta) ? meta : {};
  const local = rewritten(rest, url, links) as JsonObject;
  return {
    ...local,
    id: localName(url, links, type, id).slice(type.length + 1),
    meta: { ...kept, source: `${url}/${type}/${id}` },
  };
}

function rewritten(value: Json, url: string, links: Links): Json {
  if (Array.isArray(value)) return value.map((one) => rewritten(one, url, links));
  if (!isObject(value)) return value;
  const made: JsonObject = {};
  for (const [name, one] of Object.entries(value)) {
    made[name] =
      name === 'reference' && typeof one === 'string'
        ? localReference(one, url, links)
        : rewritten(one, url, links);
  }
  return made;
}

function localReference(reference: string, url: string, links: Links): string {
  const target = referenceTarget(reference);
  // Of a third server, or none: it stays what it was.
  if (target === null || (target.base !== '' && target.base !== url)) return reference;
  return localName(url, links, target.type, target.id);
}
