// A search, carried out: the page, what comes along with it, and the links.
import {
  type Inclusion,
  isObject,
  type Json,
  type JsonObject,
  parseExact,
  parseSearch,
  referenceTarget,
  searchParameters,
} from '@twinward/connect/fhir';
import type { StoredResource } from '@twinward/contract';
import type { FhirEndpoint } from './fhir-endpoint.ts';

/** Resources that may come along with a page. */
const MOST_INCLUDED = 2000;
const DEEPEST_ITERATION = 5;

/** The searchset of a search. Throws for whatever the search does not understand. */
export async function searchBundle(
  endpoint: FhirEndpoint,
  type: string,
  pairs: readonly (readonly [string, string])[],
): Promise<JsonObject> {
  endpoint.checkType(type);
  const parsed = parseSearch(type, pairs, endpoint.searchContext());
  const store = endpoint.resources;
  const { query, summary } = parsed;
  const total = parsed.total ? await store.count(type, query.test) : undefined;
  const page =
    summary === 'count' || query.limit === 0 ? { resources: [], more: false } : await store.search(query);
  const found = new Map(page.resources.map((one) => [`${one.type}/${one.id}`, one]));
  const included = new Map<string, StoredResource>();
  const whole = await follow(
    endpoint,
    [...found.values()],
    parsed.include,
    parsed.revinclude,
    found,
    included,
  );
  const entry: Json[] = [
    ...page.resources.map((one) => entryOf(endpoint, one, 'match', summary, parsed.elements)),
    ...[...included.values()].map((one) => entryOf(endpoint, one, 'include', summary, [])),
    ...(whole ? [] : [LEFT_OUT]),
  ];
  const link: Json[] = [{ relation: 'self', url: address(endpoint, type, pairs) }];
  if (page.more) {
    const rest = pairs.filter(([name]) => name !== '_offset');
    const next = String(query.offset + query.limit);
    link.push({ relation: 'next', url: address(endpoint, type, [...rest, ['_offset', next]]) });
  }
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(total === undefined ? {} : { total }),
    link,
    ...(entry.length === 0 ? {} : { entry }),
  };
}

const LEFT_OUT: JsonObject = {
  resource: {
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'warning',
        code: 'incomplete',
        diagnostics: `not all that was to be included is here: at most ${MOST_INCLUDED} resources come along with a page; ask for smaller pages by _count, or search for them`,
      },
    ],
  },
  search: { mode: 'outcome' },
};

/** Takes along what inclusions lead to; whether that is all of it. */
async function follow(
  endpoint: FhirEndpoint,
  from: readonly StoredResource[],
  include: readonly Inclusion[],
  revinclude: readonly Inclusion[],
  found: ReadonlyMap<string, StoredResource>,
  included: Map<string, StoredResource>,
): Promise<boolean> {
  let [wave, whole] = [from, true];
  for (let depth = 0; wave.length > 0 && depth < DEEPEST_ITERATION; depth++) {
    const active = (one: Inclusion): boolean => depth === 0 || one.iterate;
    const { pointing, more } = await backward(endpoint, wave, revinclude.filter(active));
    const fresh = [...(await forward(endpoint, wave, include.filter(active))), ...pointing].filter(
      (one) => !found.has(`${one.type}/${one.id}`) && !included.has(`${one.type}/${one.id}`),
    );
    for (const one of fresh) {
      if (included.size < MOST_INCLUDED) included.set(`${one.type}/${one.id}`, one);
      else whole &&= included.has(`${one.type}/${one.id}`);
    }
    whole &&= !more;
    wave = fresh;
  }
  return whole;
}

async function forward(
  endpoint: FhirEndpoint,
  wave: readonly StoredResource[],
  inclusions: readonly Inclusion[],
): Promise<readonly StoredResource[]> {
  if (inclusions.length === 0) return [];
  const refs = new Map<string, { readonly type: string; readonly id: string }>();
  for (const one of wave) {
    const wanted = inclusions.filter(({ source }) => source === one.type);
    if (wanted.length === 0) continue;
    const index = endpoint.indexOf(parseExact(one.body) as JsonObject);
    for (const { code, target } of wanted) {
      const parameters = searchParameters(one.type, endpoint.definitions).byCode;
      const numbers = new Set(
        [...parameters.values()]
          .filter((parameter) => parameter.type === 'reference' && (code === '*' || parameter.code === code))
          .map(({ number }) => number),
      );
      for (const entry of index) {
        if (entry.kind !== 'token' || !numbers.has(entry.param) || entry.system === '') continue;
        if (target !== undefined && target !== entry.system) continue;
        refs.set(`${entry.system}/${entry.code}`, { type: entry.system, id: entry.code });
      }
    }
  }
  return endpoint.resources.readMany([...refs.values()]);
}

async function backward(
  endpoint: FhirEndpoint,
  wave: readonly StoredResource[],
  inclusions: readonly Inclusion[],
): Promise<{ readonly pointing: readonly StoredResource[]; readonly more: boolean }> {
  const pointing: StoredResource[] = [];
  let more = false;
  for (const { source, code } of inclusions) {
    const parameter = searchParameters(source, endpoint.definitions).byCode.get(code);
    if (parameter === undefined) continue;
    const of = wave
      .filter(({ type }) => parameter.target.includes(type))
      .map(({ type, id }) => ({ kind: 'token', param: parameter.number, system: type, code: id }) as const);
    if (of.length === 0) continue;
    const page = await endpoint.resources.search({
      type: source,
      test: { kind: 'any', of },
      order: [],
      limit: MOST_INCLUDED,
      offset: 0,
    });
    pointing.push(...page.resources);
    more ||= page.more;
  }
  return { pointing, more };
}

function entryOf(
  endpoint: FhirEndpoint,
  stored: StoredResource,
  mode: 'match' | 'include',
  summary: string,
  elements: readonly string[],
): JsonObject {
  const resource = parseExact(stored.body) as JsonObject;
  return {
    fullUrl: `${endpoint.base}/${stored.type}/${stored.id}`,
    resource: reduced(resource, summary, elements, endpoint),
    search: { mode },
  };
}

/** A resource with what `_summary` or `_elements` leaves of it, tagged so; whole where they leave all. */
export function reduced(
  resource: JsonObject,
  summary: string,
  elements: readonly string[],
  endpoint: FhirEndpoint,
): JsonObject {
  if (summary === 'false' && elements.length === 0) return resource;
  const definition = endpoint.definitions.types[String(resource.resourceType)]!;
  const keep = (name: string): boolean => {
    if (['resourceType', 'id', 'meta'].includes(name)) return true;
    const [base = name, element] = Object.entries(definition.elements).find(
      ([key]) => key === name || (key.endsWith('[x]') && name.startsWith(key.slice(0, -3))),
    ) ?? [undefined, undefined];
    if (element !== undefined && element.min > 0) return true;
    // A choice goes by the name all its types share: value, for valueQuantity.
    if (elements.length > 0) return elements.includes(name) || elements.includes(base.replace('[x]', ''));
    if (summary === 'data') return name !== 'text';
    if (summary === 'text') return name === 'text';
    return element?.summary === true;
  };
  const kept = Object.fromEntries(Object.entries(resource).filter(([name]) => keep(name)));
  const meta = isObject(kept.meta) ? kept.meta : {};
  const tags = Array.isArray(meta.tag) ? meta.tag : [];
  const subsetted = {
    system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationValue',
    code: 'SUBSETTED',
  };
  return { ...kept, meta: { ...meta, tag: [...tags, subsetted] } };
}

function address(
  endpoint: FhirEndpoint,
  type: string,
  pairs: readonly (readonly [string, string])[],
): string {
  const query = new URLSearchParams(pairs.map(([name, value]): [string, string] => [name, value])).toString();
  return `${endpoint.base}/${type}${query === '' ? '' : `?${query}`}`;
}

/** References in a resource to resources of this server. */
export function localReferences(value: Json, base: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((one) => localReferences(one, base));
  if (!isObject(value)) return [];
  const target = typeof value.reference === 'string' ? referenceTarget(value.reference) : null;
  const own =
    target !== null && (target.base === '' || target.base === base) ? [`${target.type}/${target.id}`] : [];
  return [...own, ...Object.values(value).flatMap((one) => localReferences(one, base))];
}
