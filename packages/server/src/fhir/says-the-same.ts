import { equalJson, isObject, type JsonObject, mendSentinels, parseExact } from '@twinward/connect/fhir';
import type { StoredResource } from '@twinward/contract';

/** Whether a stored version says what a resource says, version and time of change aside, and read as it would be stored. */
export function saysTheSame(stored: StoredResource, resource: JsonObject): boolean {
  return equalJson(bare(parseExact(stored.body) as JsonObject), bare(mendSentinels(resource)));
}

function bare({ meta, ...rest }: JsonObject): JsonObject {
  const { versionId: _version, lastUpdated: _updated, ...kept } = isObject(meta) ? meta : {};
  return { ...rest, meta: kept };
}
