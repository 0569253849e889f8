// Patient/$everything: the patient, and what lies in the patient's compartment.
import { type Json, type JsonObject, parseExact, searchParameters } from '@twinward/connect/fhir';
import type { ResourceTest, StoredResource } from '@twinward/contract';
import type { FhirEndpoint } from './fhir-endpoint.ts';
import { localReferences } from './search-bundle.ts';

const MOST = 10_000;

/** What lies in a compartment, as far as it was read. */
interface Compartment {
  readonly resources: readonly StoredResource[];
  /** Whether there is no more. */
  readonly whole: boolean;
}

const MORE: JsonObject = {
  resource: {
    resourceType: 'OperationOutcome',
    issue: [
      {
        severity: 'warning',
        code: 'incomplete',
        diagnostics: `only ${MOST} resources of the patient are here; ask for fewer types by _type, search for them, or export the patient's Group`,
      },
    ],
  },
  search: { mode: 'outcome' },
};

/** The resources of a patient's compartment, the patient first, of these types or of all; with what they refer to where `linked`. */
export async function compartment(
  endpoint: FhirEndpoint,
  id: string,
  linked: boolean,
  types?: readonly string[],
): Promise<Compartment> {
  const store = endpoint.resources;
  const found: StoredResource[] = [await endpoint.read('Patient', id)];
  let whole = true;
  for (const [type, codes] of Object.entries(endpoint.definitions.patientCompartment)) {
    if (type === 'Patient' || types?.includes(type) === false) continue;
    if (!endpoint.rights.grants(type, 's')) continue;
    const parameters = searchParameters(type, endpoint.definitions).byCode;
    const of = codes.flatMap((code): ResourceTest[] => {
      const parameter = parameters.get(code);
      return parameter === undefined
        ? []
        : [{ kind: 'token', param: parameter.number, system: 'Patient', code: id }];
    });
    if (of.length === 0) continue;
    const page = await store.search({
      type,
      test: { kind: 'any', of },
      order: [],
      limit: MOST - found.length,
      offset: 0,
    });
    found.push(...page.resources);
    if (page.more) whole = false;
  }
  if (!linked) return { resources: found, whole };
  const names = new Set(found.map((one) => `${one.type}/${one.id}`));
  const others = new Set(
    found
      .flatMap((one) => localReferences(parseExact(one.body) as Json, endpoint.base))
      .filter((name) => !names.has(name) && !name.startsWith('Patient/')),
  );
  const refs = [...others].map((name) => ({ type: name.split('/')[0]!, id: name.split('/')[1]! }));
  return { resources: [...found, ...(await store.readMany(refs))], whole };
}

/** The compartment as a searchset; where it is more than a bundle holds, with a warning that says so. */
export async function patientEverything(
  endpoint: FhirEndpoint,
  id: string,
  types?: readonly string[],
): Promise<JsonObject> {
  const { resources, whole } = await compartment(endpoint, id, true, types);
  const entry = resources.map(
    (one): Json => ({
      fullUrl: `${endpoint.base}/${one.type}/${one.id}`,
      resource: parseExact(one.body) as JsonObject,
      search: { mode: 'match' },
    }),
  );
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    ...(whole ? { total: resources.length } : {}),
    entry: whole ? entry : [MORE, ...entry],
  };
}
