import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { loadDefinitions, validateResource } from '@twinward/connect/fhir';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repositoryPath } from '../repository-path.ts';
import { type ServerUnderTest, serverUnderTest } from '../testing/server-under-test.ts';

describe('Patient/$summary', () => {
  let server: ServerUnderTest;
  let token = '';
  beforeAll(async () => {
    server = await serverUnderTest();
    token = await server.token('clinician');
  });
  afterAll(() => server.close());
  const ask = async (method: 'GET' | 'POST' | 'PUT', path: string, payload?: string) => {
    const headers = {
      authorization: `Bearer ${token}`,
      ...(payload === undefined ? {} : { 'content-type': 'application/fhir+json' }),
    };
    const reply = await server.app.inject({
      method,
      url: `/fhir/R4${path}`,
      headers,
      ...(payload === undefined ? {} : { payload }),
    });
    return reply.json();
  };

  it('says of a person of whom nothing is known that nothing is known', async () => {
    await ask(
      'PUT',
      '/Patient/nobody',
      JSON.stringify({ resourceType: 'Patient', id: 'nobody', name: [{ family: 'Vega' }] }),
    );
    const summary = await ask('GET', '/Patient/nobody/$summary');
    const { section } = summary.entry[0].resource;
    expect(
      section.map(
        ({ title, emptyReason }: { title: string; emptyReason: { coding: { code: string }[] } }) => [
          title,
          emptyReason.coding[0]?.code,
        ],
      ),
    ).toEqual([
      ['Problems', 'unavailable'],
      ['Allergies and intolerances', 'unavailable'],
      ['Medications', 'unavailable'],
    ]);
    expect(validateResource(summary, loadDefinitions())).toEqual([]);
    expect((await ask('GET', '/Patient/missing/$summary')).resourceType).toBe('OperationOutcome');
  });

  it('is a valid document of every synthetic person, whose references all lead somewhere', async () => {
    const file = gunzipSync(readFileSync(repositoryPath('data', 'fhir', 'synthea-r4-bundles-a.ndjson.gz')));
    let entries = 0;
    for (const line of file.toString('utf8').trim().split('\n').slice(0, 3)) {
      const posted = await ask('POST', '', line);
      const location = posted.entry
        .map(({ response }: { response: { location: string } }) => response.location)
        .find((at: string) => at.includes('/Patient/'));
      const id = /\/Patient\/([^/]+)/.exec(location)![1]!;
      const summary = await ask('GET', `/Patient/${id}/$summary`);
      expect(validateResource(summary, loadDefinitions())).toEqual([]);
      const [first, ...rest] = summary.entry;
      const addresses = new Set(rest.map(({ fullUrl }: { fullUrl: string }) => fullUrl));
      const base = first.fullUrl.replace(/\/Composition\/.*$/, '');
      for (const { entry = [] } of first.resource.section) {
        for (const { reference } of entry) expect(addresses.has(`${base}/${reference}`)).toBe(true);
        entries += entry.length;
      }
      expect(addresses.has(`${base}/Patient/${id}`)).toBe(true);
    }
    expect(entries).toBeGreaterThan(20);
  });
});
