import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ServerUnderTest, serverUnderTest } from '../testing/server-under-test.ts';

let server: ServerUnderTest;
let authorization = '';
beforeAll(async () => {
  server = await serverUnderTest();
  authorization = `Bearer ${await server.token('clinician')}`;
  const patient = {
    resourceType: 'Patient',
    id: 'g1',
    active: true,
    name: [{ family: 'Vega', given: ['Ana'] }],
  };
  const weight = (id: string, value: number) => ({
    resourceType: 'Observation',
    id,
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '29463-7' }] },
    subject: { reference: 'Patient/g1' },
    effectiveDateTime: '2026-01-01T08:00:00Z',
    valueQuantity: { value, unit: 'kg', system: 'http://unitsofmeasure.org', code: 'kg' },
  });
  for (const resource of [patient, weight('w1', 70), weight('w2', 71)]) {
    const reply = await server.app.inject({
      method: 'PUT',
      url: `/fhir/R4/${resource.resourceType}/${resource.id}`,
      headers: { authorization, 'content-type': 'application/fhir+json' },
      payload: JSON.stringify(resource),
    });
    expect(reply.statusCode, reply.body.slice(0, 400)).toBe(201);
  }
}, 120_000);
afterAll(() => server.close());

const ask = (path: string, query: string, headers: Record<string, string> = { authorization }) =>
  server.app.inject({ url: `/fhir/R4${path}/$graphql?query=${encodeURIComponent(query)}`, headers });

it('GraphQL follows references and finds what refers back', async () => {
  const back = await ask('/Patient/g1', '{ name { family } ObservationList(_reference: patient) { id } }');
  expect(back.json()).toEqual({
    data: { name: [{ family: 'Vega' }], ObservationList: [{ id: 'w1' }, { id: 'w2' }] },
  });
  const on = await ask(
    '/Observation/w1',
    '{ valueQuantity { value } subject { resource { ... on Patient { active } } } }',
  );
  expect(on.json().data).toEqual({ valueQuantity: { value: 70 }, subject: { resource: { active: true } } });
});

it('GraphQL asks the whole server by POST, with variables', async () => {
  const reply = await server.app.inject({
    method: 'POST',
    url: '/fhir/R4/$graphql',
    headers: { authorization, 'content-type': 'application/json' },
    payload: { query: 'query find($who: ID) { Patient(id: $who) { id active } }', variables: { who: 'g1' } },
  });
  expect(reply.json()).toEqual({ data: { Patient: { id: 'g1', active: true } } });
});

it('GraphQL is refused by name for what does not exist, and to whoever is not signed in', async () => {
  const wrong = await ask('/Patient/g1', '{ nickname }');
  expect(wrong.statusCode).toBe(400);
  expect(wrong.json().issue[0].diagnostics).toContain('nickname');
  expect((await ask('/Patient/g1', '{ active }', {})).statusCode).toBe(401);
});
