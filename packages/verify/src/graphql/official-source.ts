import type { JsonObject } from '@twinward/connect/fhir';
import type { GraphqlSource } from '@twinward/connect/graphql';

const SEARCH =
  'http://test.fhir.org/r4/Patient?search-id=77c97e03-8a6c-415f-a63d-11c80cf73f&active=true&_sort=_id';

/**
 * Resources as the runner of HL7's own tests gives them (org.hl7.fhir.core, GraphQLEngineTests): a reference leads to the example of its type
 * and id, a list to the examples that runner knows, and every connection to one page of two patients.
 */
export function officialSource(example: (name: string) => JsonObject | null): GraphqlSource {
  const examplesOf = (type: string): readonly JsonObject[] => {
    const names = [`${type.toLowerCase()}-example`, ...(type === 'Patient' ? ['patient-example-xds'] : [])];
    return names.map(example).filter((one) => one !== null);
  };
  return {
    resolve: async (reference) => {
      const [type = '', id = ''] = reference.split('/').slice(-2);
      const name = id === 'example' ? `${type}-example` : `${type}-example-${id}`;
      const found = example(name.toLowerCase());
      return found?.resourceType === type && found.id === id ? found : null;
    },
    search: async (type) => {
      const entries = examplesOf(type);
      return {
        resourceType: 'Bundle',
        type: 'searchset',
        total: 50,
        link: [
          { relation: 'next', url: `${SEARCH}&search-offset=50&_count=50` },
          { relation: 'self', url: `${SEARCH}&search-offset=0&_count=50` },
        ],
        entry: entries.map((resource, i) =>
          i === 0 ? { resource } : { resource, search: { mode: 'match', score: 0.5 } },
        ),
      };
    },
  };
}
