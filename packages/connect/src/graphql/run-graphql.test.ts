import { describe, expect, it } from 'vitest';
import { loadDefinitions } from '../fhir/definitions/load-definitions.ts';
import type { JsonObject } from '../fhir/json.ts';
import type { GraphqlSource } from './graphql-source.ts';
import { runGraphql } from './run-graphql.ts';

const patient: JsonObject = {
  resourceType: 'Patient',
  id: 'p',
  contained: [{ resourceType: 'Organization', id: 'o', name: 'Inside' }],
  managingOrganization: { reference: '#o' },
  name: [
    { use: 'official', family: 'X', given: ['P', 'Q'] },
    { use: 'usual', given: ['R'] },
  ],
};
const asked: string[] = [];
const source: GraphqlSource = {
  resolve: async () => null,
  search: async (type, parameters) => {
    asked.push(`${type}?${parameters.map(([name, value]) => `${name}=${value}`).join('&')}`);
    return { resourceType: 'Bundle', total: 0, entry: [] };
  },
};
const ask = (query: string) => runGraphql({ query, context: patient }, source, loadDefinitions());

describe('GraphQL over FHIR', () => {
  it('follows a reference into the resource itself', async () => {
    const answer = await ask('{ managingOrganization { resource { ... on Organization { name } } } }');
    expect(answer).toEqual({ managingOrganization: { resource: { name: 'Inside' } } });
  });

  it('flattens, takes the first and slices as FHIR defines it', async () => {
    expect(await ask('{ name @flatten { given } }')).toEqual({ given: ['P', 'Q', 'R'] });
    expect(await ask('{ name @first { first: given @first @singleton } }')).toEqual({ name: { first: 'P' } });
    expect(await ask('{ name @flatten @slice(path: "use") { given } }')).toEqual({
      'given.official': ['P', 'Q'],
      'given.usual': ['R'],
    });
  });

  it('searches with the names FHIR has', async () => {
    await ask('{ ObservationList(_reference: subject, code_value_quantity: "a$1", _count: 5) { id } }');
    expect(asked).toEqual([
      'Observation?code-value-quantity=a$1&-count=5&subject=Patient/p'.replace('-count', '_count'),
    ]);
  });

  it('refuses what does not exist, by name', async () => {
    await expect(ask('{ nickname }')).rejects.toThrow('nickname does not exist in Patient');
    await expect(ask('{ name @uppercase { family } }')).rejects.toThrow('@uppercase is not supported');
    await expect(ask('mutation { name }')).rejects.toThrow('mutation is not supported');
    await expect(ask('{ generalPractitioner')).rejects.toThrow('Syntax Error');
  });
});
