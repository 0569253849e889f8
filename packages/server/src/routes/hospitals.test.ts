import { SYSTEM_CLOCK } from '@twinward/record';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HospitalShelf } from '../hospital/hospital-shelf.ts';
import { type HospitalRunStateView, hospitalRunStateSchema } from '../schemas/hospital-run-schema.ts';
import { type ServerUnderTest, serverUnderTest } from '../testing/server-under-test.ts';

const SEED = '00000000000000b1';

describe('hospitals by HTTP', () => {
  let server: ServerUnderTest;
  let authorization = '';

  const send = (method: 'GET' | 'POST' | 'DELETE', path: string, payload?: object) =>
    server.app.inject({
      method,
      url: `/api/v1${path}`,
      headers: { authorization },
      ...(payload === undefined ? {} : { payload }),
    });
  const start = async (payload: object): Promise<HospitalRunStateView> => {
    const reply = await send('POST', '/hospitals/urgent-care/runs', payload);
    expect(reply.statusCode, reply.body.slice(0, 300)).toBe(201);
    return hospitalRunStateSchema.parse(reply.json());
  };
  const ended = async (id: string): Promise<HospitalRunStateView> => {
    for (;;) {
      const reply = await send('GET', `/hospital-runs/${id}`);
      const state = hospitalRunStateSchema.parse(reply.json());
      if (state.state !== 'running') return state;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };

  beforeAll(async () => {
    server = await serverUnderTest();
    authorization = `Bearer ${await server.token('researcher')}`;
  });
  afterAll(() => server.close());

  it('a hospital is described with where every value comes from', async () => {
    const { hospitals } = (await send('GET', '/hospitals')).json() as {
      readonly hospitals: readonly { id: string; scenarios: readonly { name: string }[] }[];
    };
    expect(hospitals.map(({ id }) => id)).toEqual(['urgent-care', 'gloucestershire', 'hatyai', 'mater']);
    const { report } = (await send('GET', '/hospitals/mater/report')).json() as { readonly report: string };
    expect(report).toContain('## 4. Experimentation');
    const path = await send('GET', `/hospitals/${encodeURIComponent('../../package')}/report`);
    expect(path.json()).toMatchObject({ code: 'resource.missing', field: 'id' });
  });

  it('a reference hospital comes with the figures that were reported, beside its own with intervals', async () => {
    const reply = await send('POST', '/hospitals/hatyai/runs', {
      replications: 5,
      seed: SEED,
      oneMore: false,
    });
    const { result, problem } = await ended(hospitalRunStateSchema.parse(reply.json()).id);
    expect(problem).toBeNull();
    const [chairs] = result!.calibration;
    expect(chairs!.reported).toEqual({ low: 3.12, high: 3.19 });
    expect(chairs!.low!).toBeLessThan(chairs!.mean!);
    expect(chairs!.high!).toBeGreaterThan(chairs!.mean!);
    expect(result!.oneMore).toEqual([]);
    expect(result!.report).toContain('## 4. Experimentation');
  });

  it('is run with intervals, one more unit of each resource and a replay, the same again by the same seed', async () => {
    const payload = { replications: 5, seed: SEED };
    const [one, other] = [await ended((await start(payload)).id), await ended((await start(payload)).id)];
    expect(one.state, one.problem ?? '').toBe('done');
    expect(other.result).toEqual(one.result);
    const { figures, oneMore, replay, waiting, loads } = one.result!;
    const arrived = figures.find(({ name }) => name === 'arrived patient')!;
    expect(arrived.low!).toBeLessThan(229.5 + 20);
    expect(arrived.high!).toBeGreaterThan(229.5 - 20);
    // a day from opening to closing has means although more comes than can be done
    expect(loads.some(({ ratio }) => ratio > 1)).toBe(true);
    expect(figures.every(({ why }) => why === null)).toBe(true);
    expect(oneMore.map(({ resource }) => resource).sort()).toEqual(
      loads.flatMap(({ resources }) => resources).sort(),
    );
    const changes = oneMore.map(({ change }) => change.mean);
    expect(changes).toEqual([...changes].sort((a, b) => a - b));
    expect(changes[0]!).toBeLessThan(0);
    expect(waiting.mean!).toBeGreaterThan(0);
    expect(replay.entity.length).toBe(replay.start.length);
    expect(replay.start.every((from, i) => from <= replay.end[i]!)).toBe(true);
  });

  it('a run can be cancelled and stays so', async () => {
    const { id } = await start({ replications: 500, seed: SEED });
    expect((await send('DELETE', `/hospital-runs/${id}`)).json()).toMatchObject({ state: 'cancelled' });
    expect((await ended(id)).state).toBe('cancelled');
  });

  it('an unknown hospital, scenario or run and too many replications are refused by name', async () => {
    const runs = '/hospitals/urgent-care/runs';
    const [hospital, scenario, many, run] = await Promise.all([
      send('POST', '/hospitals/nowhere/runs', {}),
      send('POST', runs, { scenario: 'none' }),
      send('POST', runs, { replications: 501 }),
      send('GET', '/hospital-runs/nothing'),
    ]);
    expect([hospital.statusCode, many.statusCode, run.statusCode]).toEqual([404, 400, 404]);
    expect(scenario.json()).toMatchObject({ code: 'scenario.invalid', field: 'scenario' });
    expect(many.json()).toMatchObject({ field: 'replications' });
  });

  it('one who may only look does not run hospitals', async () => {
    const reply = await server.app.inject({
      method: 'POST',
      url: '/api/v1/hospitals/urgent-care/runs',
      headers: { authorization: `Bearer ${await server.token('engineer')}` },
      payload: {},
    });
    expect(reply.statusCode).toBe(403);
  });

  it('is taken along as JSON or BPMN and brought again, and a file that is no hospital is refused by field', async () => {
    const file = async (id: string, format: string) =>
      ((await send('GET', `/hospitals/${id}/file?format=${format}`)).json() as { readonly text: string })
        .text;
    const json = await file('hatyai', 'json');
    for (const text of [json, await file('hatyai', 'bpmn')]) {
      const brought = await send('POST', '/hospitals', { name: 'mine', text });
      expect(brought.statusCode, brought.body.slice(0, 300)).toBe(201);
      const { id } = brought.json() as { readonly id: string };
      expect(brought.json()).toMatchObject({ brought: { by: expect.any(String) }, mayChange: true });
      expect(JSON.parse(await file(id, 'json'))).toEqual(JSON.parse(json));
      const { hospitals } = (await send('GET', '/hospitals')).json() as {
        readonly hospitals: readonly { readonly id: string }[];
      };
      expect(hospitals.at(-1)!.id).toBe(id);
    }
    const { nodes, ...rest } = JSON.parse(json) as { readonly nodes: Record<string, object> };
    const [first] = Object.keys(nodes);
    const bent = { ...rest, nodes: { ...nodes, [first!]: { do: 'vanish' } } };
    const refused = await Promise.all(
      [JSON.stringify(bent), '<a/>', 'no file'].map((text) =>
        send('POST', '/hospitals', { name: 'bent', text }),
      ),
    );
    expect(refused.map(({ statusCode }) => statusCode)).toEqual([422, 422, 422]);
    expect(refused[0]!.json()).toMatchObject({ field: expect.stringContaining(first!) });
  });

  it('stays in the record, named and removed by whoever brought it or an administrator alone', async () => {
    const as = async (role: string, method: 'POST' | 'DELETE', path: string, payload?: object) =>
      server.app.inject({
        method,
        url: `/api/v1${path}`,
        headers: { authorization: `Bearer ${await server.token(role)}` },
        ...(payload === undefined ? {} : { payload }),
      });
    const reopened = async () =>
      (await HospitalShelf.open(server.services.record.states, SYSTEM_CLOCK)).all();
    const { text } = (await send('GET', '/hospitals/hatyai/file?format=json')).json() as { text: string };
    const { id } = (await send('POST', '/hospitals', { name: 'mine', text })).json() as { id: string };
    const named = await send('POST', `/hospitals/${id}/name`, { name: ' Ward nine ' });
    expect(named.json()).toMatchObject({ id, name: 'Ward nine' });
    expect((await reopened()).find((one) => one.id === id)).toMatchObject({
      model: { ...(JSON.parse(text) as object), name: 'Ward nine' },
      brought: { account: 'researcher', by: 'researcher' },
    });
    const refused = [
      await as('operations', 'POST', `/hospitals/${id}/name`, { name: 'Theirs' }),
      await as('operations', 'DELETE', `/hospitals/${id}`),
      await send('DELETE', '/hospitals/mater'),
      await send('POST', `/hospitals/${id}/name`, { name: '   ' }),
    ];
    expect(refused.map(({ statusCode }) => statusCode)).toEqual([403, 403, 404, 400]);
    expect((await reopened()).map((one) => one.id)).toContain(id);
    expect((await as('administrator', 'DELETE', `/hospitals/${id}`)).statusCode).toBe(200);
    expect((await reopened()).map((one) => one.id)).not.toContain(id);
    expect((await send('GET', `/hospitals/${id}/file?format=json`)).statusCode).toBe(404);
  });

  it('of a drawing from another tool tells what it needs, takes that, and refuses by element or name', async () => {
    const drawing = (task: string) => `<?xml version="1.0"?>
      <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="http://example.org">
      <bpmn:process id="p" name="Clinic">
        <bpmn:laneSet id="ls"><bpmn:lane id="l" name="nurse"><bpmn:flowNodeRef>t</bpmn:flowNodeRef></bpmn:lane></bpmn:laneSet>
        <bpmn:startEvent id="s" />${task}
        <bpmn:intermediateCatchEvent id="w" name="rest"><bpmn:timerEventDefinition><bpmn:timeDuration>PT30M</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>
        <bpmn:endEvent id="e" name="home" />
        <bpmn:sequenceFlow id="f1" sourceRef="s" targetRef="t" /><bpmn:sequenceFlow id="f2" sourceRef="t" targetRef="w" />
        <bpmn:sequenceFlow id="f3" sourceRef="w" targetRef="e" />
      </bpmn:process></bpmn:definitions>`;
    const file = { name: 'clinic.bpmn', text: drawing('<bpmn:task id="t" name="vaccinate" />') };
    const needs = await send('POST', '/hospitals/needs', file);
    expect(needs.json()).toEqual({
      name: 'Clinic',
      needs: [
        { name: 'time between patient', kind: 'interval', of: 'patient' },
        { name: 'time of vaccinate', kind: 'time', of: 'vaccinate' },
        { name: 'units of nurse', kind: 'units', of: 'nurse' },
      ],
      given: [{ name: 'time of rest', value: '30', source: 'a timer of the file' }],
    });
    const amounts = {
      'time between patient': { dist: 'exponential', mean: 12 },
      'time of vaccinate': { dist: 'lognormal', mean: 5, sd: 2 },
      'units of nurse': 1,
    };
    const values = { unit: 'min', until: 480, amounts };
    const brought = await send('POST', '/hospitals', { ...file, values });
    expect(brought.statusCode, brought.body.slice(0, 300)).toBe(201);
    const { id, parameters } = brought.json() as {
      readonly id: string;
      readonly parameters: readonly { readonly name: string; readonly basis: string }[];
    };
    expect(parameters.map(({ name }) => name).sort()).toEqual([
      'time between patient',
      'time of rest',
      'time of vaccinate',
      'units of nurse',
    ]);
    const run = await send('POST', `/hospitals/${id}/runs`, { replications: 5, oneMore: false });
    expect((await ended((run.json() as { id: string }).id)).state).toBe('done');
    const { 'units of nurse': _left, ...fewer } = amounts;
    const [bare, short, odd] = await Promise.all([
      send('POST', '/hospitals', file),
      send('POST', '/hospitals', { ...file, values: { ...values, amounts: fewer } }),
      send('POST', '/hospitals/needs', {
        ...file,
        text: drawing('<bpmn:task id="t"><bpmn:multiInstanceLoopCharacteristics /></bpmn:task>'),
      }),
    ]);
    expect(bare.json()).toMatchObject({ code: 'file.invalid', field: 'values' });
    expect(short.json()).toMatchObject({ code: 'file.invalid', field: 'units of nurse' });
    expect(odd.json()).toMatchObject({ code: 'request.unsupported', field: 't' });
    expect((await send('POST', '/hospitals/needs', { name: 'x', text: 'no file' })).statusCode).toBe(422);
  });
});
