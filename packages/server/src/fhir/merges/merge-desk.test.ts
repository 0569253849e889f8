import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServerUnderTest, serverUnderTest } from '../../testing/server-under-test.ts';
import { MergeDesk } from './merge-desk.ts';

type Content = Readonly<Record<string, unknown>>;

const LINK = (id: string): Content => ({
  active: false,
  link: [{ other: { reference: `Patient/${id}` }, type: 'replaced-by' }],
});

describe('Patients that are merged', () => {
  let server: ServerUnderTest;
  let token = '';
  beforeAll(async () => {
    server = await serverUnderTest();
    token = await server.token('clinician');
  });
  afterAll(() => server.close());

  const ask = async (method: 'GET' | 'PUT' | 'DELETE', path: string, body?: Content) => {
    const reply = await server.app.inject({
      method,
      url: `/fhir/R4${path}`,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/fhir+json' }),
      },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    expect(reply.statusCode, reply.body).toBeLessThan(300);
    return reply.body === '' ? {} : reply.json();
  };
  const put = (resourceType: string, id: string, more: Content = {}) =>
    ask('PUT', `/${resourceType}/${id}`, { resourceType, id, ...more });
  const glucose = (id: string, patient: string, minute = 0) =>
    put('Observation', id, {
      status: 'final',
      code: { coding: [{ system: 'http://loinc.org', code: '99504-3' }] },
      subject: { reference: `Patient/${patient}` },
      performer: [{ reference: `Patient/${patient}` }],
      effectiveDateTime: new Date(Date.now() - (60 + minute) * 60_000).toISOString(),
      valueQuantity: { value: 120, unit: 'mg/dL', system: 'http://unitsofmeasure.org', code: 'mg/dL' },
    });
  const settled = (): Promise<void> => server.services.merges.settled();
  const of = async (patient: string): Promise<readonly string[]> => {
    const { entry = [] } = await ask('GET', `/Observation?patient=${patient}&_count=1000`);
    return (entry as readonly { resource: { id: string } }[]).map(({ resource }) => resource.id).sort();
  };
  const everything = async (patient: string): Promise<readonly string[]> => {
    const { entry } = await ask('GET', `/Patient/${patient}/$everything`);
    return (entry as readonly { resource: { id: string } }[]).map(({ resource }) => resource.id).sort();
  };

  it('are one in every search and in $everything, with their readings, and a Provenance says what was before', async () => {
    await put('Patient', 'old', { name: [{ family: 'Vega' }] });
    await put('Patient', 'other', { name: [{ family: 'Lima' }] });
    for (let i = 0; i < 130; i++) await glucose(`g${i}`, 'old', i);
    await glucose('mine', 'p-1');
    await put('Patient', 'p-1', { name: [{ family: 'Vega', given: ['Ana'] }] });
    await put('Condition', 'c1', { subject: { reference: 'Patient/old' }, code: { text: 'x' } });
    await glucose('theirs', 'other');
    await put('Patient', 'old', LINK('p-1'));
    await settled();
    expect(await of('p-1')).toHaveLength(131);
    expect(await of('old')).toEqual([]);
    expect(await of('other')).toEqual(['theirs']);
    const { entry } = await ask('GET', '/Observation?subject:Patient.given=Ana&_count=1000');
    expect(entry).toHaveLength(131);
    expect(await everything('p-1')).toEqual(expect.arrayContaining(['c1', 'g0', 'g129', 'mine', 'p-1']));
    const moved = await ask('GET', '/Observation/g0');
    expect(moved).toMatchObject({
      subject: { reference: 'Patient/p-1' },
      performer: [{ reference: 'Patient/p-1' }],
      meta: { versionId: '2' },
    });
    const provenance = await ask('GET', '/Provenance?target=Observation/g0');
    expect(provenance.entry[0].resource).toMatchObject({ activity: { text: 'patients merged' } });
    expect(JSON.stringify(provenance.entry[0].resource.entity)).toContain('Observation/g0/_history/1');
    // The twin of the survivor has the readings, and the other person's are taken back.
    const { events } = server.services.record;
    const readings = async (subject: string) =>
      (await events.readSubject(subject as never, { limit: 1000 } as never)).flatMap(({ event }) =>
        event.kind === 'observation' ? [event.observation] : [],
      );
    expect((await readings('Patient/p-1')).filter(({ status }) => status === 'final')).toHaveLength(131);
    const ended = (await readings('Patient/old')).filter(({ status }) => status === 'entered-in-error');
    expect(ended).toHaveLength(130);
  });

  it('stay one for what is written later of the one who was replaced, over merges of merges and restarts', async () => {
    await glucose('late', 'old', 200);
    await settled();
    expect(await of('p-1')).toContain('late');
    await put('Patient', 'last', { name: [{ family: 'Vega' }] });
    await server.services.merges.close();
    await put('Patient', 'p-1', LINK('last'));
    const desk = await MergeDesk.open(server.services);
    await desk.settled();
    expect(await of('last')).toHaveLength(132);
    await glucose('later', 'old', 300);
    await desk.settled();
    expect(await of('last')).toContain('later');
    await desk.close();
  });

  it('are told apart again when the link is taken back: exactly what was taken over', async () => {
    await put('Patient', 'one');
    await put('Patient', 'two');
    await glucose('a', 'one', 400);
    await glucose('b', 'two', 401);
    const desk = await MergeDesk.open(server.services);
    await desk.settled();
    await put('Patient', 'one', LINK('two'));
    await desk.settled();
    expect(await of('two')).toEqual(['a', 'b']);
    await put('Patient', 'one');
    await desk.settled();
    expect([await of('one'), await of('two')]).toEqual([['a'], ['b']]);
    const { total } = await ask('GET', '/Provenance?target=Observation/a&_total=accurate');
    expect(total).toBe(2);
    await put('Patient', 'one', LINK('two'));
    await put('Patient', 'three');
    await put('Patient', 'two', LINK('three'));
    await desk.settled();
    expect(await of('three')).toEqual(['a', 'b']);
    // The first is told apart though the second went on: what was of the second stays with the third.
    await put('Patient', 'one');
    await desk.settled();
    expect([await of('one'), await of('two'), await of('three')]).toEqual([['a'], [], ['b']]);
    await desk.close();
  });
});
