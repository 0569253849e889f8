// What Bundles of another server say: resources, when they changed, where the next page is, and what was deleted.
import { isObject, type JsonObject } from '@twinward/connect/fhir';
import type { FhirClient } from './fhir-client.ts';

/** Deletions that a history told. */
export interface ToldDeletions {
  /** Ids whose latest change is a deletion. */
  readonly ids: readonly string[];
  /** When the latest change of any kind was; null where it does not say. */
  readonly latest: string | null;
}

/** The resources of a type in a Bundle. */
export function entriesOf(bundle: JsonObject, type: string): readonly JsonObject[] {
  return entries(bundle).flatMap(({ resource }) =>
    isObject(resource) && resource.resourceType === type && typeof resource.id === 'string' ? [resource] : [],
  );
}

/** When a resource last changed, as its server says. */
export function lastUpdated(resource: JsonObject | undefined): string | undefined {
  const updated = isObject(resource?.meta) ? resource.meta.lastUpdated : undefined;
  return typeof updated === 'string' ? updated : undefined;
}

/** Where the next page is; null after the last. */
export function nextOf(bundle: JsonObject): string | null {
  const links = Array.isArray(bundle.link) ? bundle.link.filter(isObject) : [];
  const next = links.find(({ relation }) => relation === 'next')?.url;
  return typeof next === 'string' ? next : null;
}

/** Reads a history of a type, newest first as FHIR has it, over all its pages. Throws `FollowError`. */
export async function toldDeletions(client: FhirClient, first: string, type: string): Promise<ToldDeletions> {
  const newest = new Map<string, boolean>();
  let latest: string | null = null;
  for (let address: string | null = first; address !== null; ) {
    const bundle: JsonObject = await client.search(address);
    for (const { resource, request, response, fullUrl } of entries(bundle)) {
      const asked = isObject(request) ? request : {};
      const id = isObject(resource) ? resource.id : (idIn(type, asked.url) ?? idIn(type, fullUrl));
      const modified = isObject(response) ? response.lastModified : undefined;
      const at = lastUpdated(isObject(resource) ? resource : undefined) ?? modified;
      if (typeof at === 'string' && (latest === null || Date.parse(at) > Date.parse(latest))) latest = at;
      if (typeof id !== 'string' || newest.has(id)) continue;
      newest.set(id, asked.method === 'DELETE');
    }
    const next = nextOf(bundle);
    address = next === null || entries(bundle).length === 0 ? null : new URL(next, first).href;
  }
  return { ids: [...newest].flatMap(([id, deleted]) => (deleted ? [id] : [])), latest };
}

function entries(bundle: JsonObject): readonly JsonObject[] {
  return Array.isArray(bundle.entry) ? bundle.entry.filter(isObject) : [];
}

function idIn(type: string, url: unknown): string | undefined {
  if (typeof url !== 'string') return undefined;
  return new RegExp(`(?:^|/)${type}/([A-Za-z0-9\\-.]{1,64})(?:/|$)`).exec(url)?.[1];
}
