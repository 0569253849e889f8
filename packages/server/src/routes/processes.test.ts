import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { processMapSchema } from '../schemas/process-map-schema.ts';
import { type ServerUnderTest, serverUnderTest } from '../testing/server-under-test.ts';

const LOG = [
  'who;what;when',
  'NA;triage;2026-01-05T08:00:00Z',
  'NA;scan;2026-01-05T09:00:00Z',
  'B;triage;2026-01-05T08:30:00Z',
].join('\n');

describe('processes by HTTP', () => {
  let server: ServerUnderTest;
  let authorization = '';
  const send = (path: string, payload?: string) =>
    server.app.inject({
      method: payload === undefined ? 'GET' : 'POST',
      url: `/api/v1${path}`,
      headers: { authorization, 'content-type': 'application/octet-stream' },
      ...(payload === undefined ? {} : { payload }),
    });

  beforeAll(async () => {
    server = await serverUnderTest();
    authorization = `Bearer ${await server.token('researcher')}`;
  });
  afterAll(() => server.close());

  it('the example has seven activities, seven variants and seven edges, and 8 of 500 cases leave the usual way', async () => {
    const reply = await send('/processes/example?noise=20');
    expect(reply.statusCode, reply.body.slice(0, 300)).toBe(200);
    const map = processMapSchema.parse(reply.json());
    expect([map.activities.length, map.variantCount, map.edgeCount, map.cases]).toEqual([7, 7, 7, 500]);
    expect(map.deviatingCount).toBe(8);
    expect(map.model.nodes[0]!.kind).toBe('sequence');
  });

  it('columns of any name can be chosen', async () => {
    const preview = await send('/processes/preview', LOG);
    expect(preview.json()).toMatchObject({ format: 'table', rows: 3, columns: { case: null, time: null } });
    const unknown = await send('/processes', LOG);
    expect(unknown.json()).toMatchObject({ code: 'file.ambiguous', field: 'case' });
    const reply = await send('/processes?case=who&activity=what&time=when', LOG);
    expect(reply.json()).toMatchObject({ cases: 2, span: { q50: 1800 } });
  });

  it('a column that is not there, a time that is none and a noise above all are refused by name', async () => {
    const [column, time, noise] = await Promise.all([
      send('/processes?case=whom&activity=what&time=when', LOG),
      send('/processes?case=who&activity=what&time=what', LOG),
      send('/processes?noise=101', LOG),
    ]);
    expect(column.json()).toMatchObject({ code: 'file.invalid', field: 'case' });
    expect(time.json()).toMatchObject({ code: 'file.invalid', row: 1 });
    expect(noise.statusCode).toBe(400);
  });
});
