import { isObject, type JsonObject, wordOf } from '../json.ts';
import { referenceTarget } from '../reference-target.ts';
import type { Findings } from './findings.ts';

const ABSOLUTE = /^[a-z][a-z0-9+.-]*:/i;
/** Kinds whose requests or results decide what else must be there. */
const TOLD = /^(transaction|batch|history|transaction-response|batch-response)$/;

/** What holds for a Bundle beyond its elements: absolute and single addresses, links named once, documents and messages in order, references that resolve. */
export function checkBundle(bundle: JsonObject, path: string, findings: Findings): void {
  const entries = Array.isArray(bundle.entry) ? bundle.entry.filter(isObject) : [];
  const type = wordOf(bundle.type);
  const links = Array.isArray(bundle.link)
    ? bundle.link.filter(isObject).map(({ relation }) => wordOf(relation))
    : [];
  for (const one of ['self', 'first', 'last', 'next', 'previous', 'prev']) {
    if (links.filter((link) => link === one).length > 1) {
      findings.add('business-rule', `${path}.link`, `the link "${one}" is given twice`);
    }
  }
  const seen = new Set<string>();
  entries.forEach((entry, i) => {
    const at = `${path}.entry[${i}]`;
    const { fullUrl, resource } = entry;
    if (typeof fullUrl === 'string') {
      if (!ABSOLUTE.test(fullUrl)) findings.add('invalid', `${at}.fullUrl`, 'a fullUrl is absolute');
      const meta = isObject(resource) && isObject(resource.meta) ? resource.meta : {};
      const name = `${fullUrl}|${wordOf(meta.versionId)}`;
      if (seen.has(name) && !TOLD.test(type))
        findings.add('business-rule', `${at}.fullUrl`, 'a fullUrl is given once');
      seen.add(name);
      const target = referenceTarget(fullUrl);
      if (
        target !== null &&
        isObject(resource) &&
        typeof resource.id === 'string' &&
        resource.id !== target.id
      ) {
        findings.add('business-rule', `${at}.resource.id`, 'the id is that of the fullUrl');
      }
    }
    if (
      type === 'searchset' &&
      isObject(resource) &&
      resource.resourceType !== 'OperationOutcome' &&
      resource.id === undefined
    ) {
      findings.add('business-rule', `${at}.resource`, 'what a search finds has an id');
    }
  });
  if (type === 'searchset') checkSearchset(bundle, entries, path, findings);
  if (type === 'document' || type === 'message') checkStory(type, bundle, entries, path, findings);
}

function checkSearchset(
  bundle: JsonObject,
  entries: readonly JsonObject[],
  path: string,
  findings: Findings,
): void {
  const self = Array.isArray(bundle.link)
    ? bundle.link.filter(isObject).find(({ relation }) => relation === 'self')?.url
    : undefined;
  const searched =
    typeof self === 'string' ? /\/([A-Z][A-Za-z]+)(?:\?|\/_search|$)/.exec(self)?.[1] : undefined;
  if (searched === undefined) return;
  entries.forEach((entry, i) => {
    const mode = isObject(entry.search) ? entry.search.mode : undefined;
    const type = isObject(entry.resource) ? entry.resource.resourceType : undefined;
    if (
      (mode === 'match' || mode === undefined) &&
      type !== undefined &&
      type !== searched &&
      type !== 'OperationOutcome'
    ) {
      findings.add(
        'business-rule',
        `${path}.entry[${i}].resource`,
        'it is not of the type that was searched for',
      );
    }
  });
}

function checkStory(
  type: string,
  bundle: JsonObject,
  entries: readonly JsonObject[],
  path: string,
  findings: Findings,
): void {
  const first = entries[0]?.resource;
  const wanted = type === 'document' ? 'Composition' : 'MessageHeader';
  if (!isObject(first) || first.resourceType !== wanted) {
    findings.add('business-rule', `${path}.entry[0].resource`, `a ${type} begins with a ${wanted}`);
    return;
  }
  const urls = new Set<string>();
  for (const { fullUrl, resource } of entries) {
    if (typeof fullUrl === 'string') urls.add(fullUrl);
    if (isObject(resource) && resource.id !== undefined) urls.add(`${resource.resourceType}/${resource.id}`);
  }
  const dangling = referencesIn(first).some(
    (reference) => reference.startsWith('urn:') && !urls.has(reference),
  );
  if (dangling)
    findings.add('not-found', `${path}.entry[0].resource`, 'a reference leads to nothing in the bundle');
  entries.slice(1).forEach(({ resource }, i) => {
    if (!isObject(resource)) return;
    if (
      referencesIn(resource).some((reference) => reference.startsWith('urn:uuid:') && !urls.has(reference))
    ) {
      findings.add(
        'not-found',
        `${path}.entry[${i + 1}].resource`,
        'a reference leads to nothing in the bundle',
      );
    }
  });
  if (type === 'document' && bundle.identifier === undefined) {
    findings.add('invariant', path, 'bdl-9: a document has an identifier');
  }
}

function referencesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(referencesIn);
  if (!isObject(value)) return [];
  const own = typeof value.reference === 'string' ? [value.reference.replace(/#.*$/, '')] : [];
  return [...own, ...Object.values(value).flatMap(referencesIn)];
}
