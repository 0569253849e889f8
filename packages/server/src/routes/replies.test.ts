import { addSeconds, subjectRef, twinId } from '@twinward/contract';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { z } from 'zod';
import {
  reading,
  type ServerUnderTest,
  SUBJECT,
  serverUnderTest,
  TWIN,
} from '../testing/server-under-test.ts';
import { API_PREFIX } from './route.ts';
import { ROUTES } from './routes.ts';

describe('replies', () => {
  let server: ServerUnderTest;
  let authorization = '';
  let scenario = '';

  const ask = async (id: string, path: string, payload?: object) => {
    const route = ROUTES.find((one) => one.id === id)!;
    const reply = await server.app.inject({
      method: route.method,
      url: API_PREFIX + path,
      headers: { authorization },
      ...(payload === undefined ? {} : { payload }),
    });
    expect(reply.statusCode, reply.body.slice(0, 500)).toBe(route.status ?? 200);
    const parsed = (route.reply as z.ZodType).safeParse(reply.json());
    expect(parsed.error?.issues ?? []).toEqual([]);
    return reply.json() as Record<string, unknown>;
  };

  beforeAll(async () => {
    // draws follow the date, and on some a twin of 16 members loses its person and makes no prediction
    vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-10-01T12:00:00Z') });
    server = await serverUnderTest();
    authorization = `Bearer ${await server.token('administrator')}`;
    const observations = Array.from({ length: 60 }, (_, i) =>
      reading(300 - i * 5, 110 + 20 * Math.sin(i / 8)),
    );
    await ask('recordObservations', '/observations', { observations });
    await server.services.runtime.drain();
  });
  afterAll(async () => {
    await server.close();
    vi.useRealTimers();
  });

  it('of one observation and of one retraction are as described', async () => {
    const one = await ask('recordObservations', '/observations', reading(1, 118, 'one'));
    expect(one).toMatchObject({ accepted: 1, duplicates: 0 });
    expect(await ask('recordObservations', '/observations', reading(1, 118, 'one'))).toMatchObject({
      accepted: 0,
      duplicates: 1,
    });
    await ask('retractObservation', '/observations/retract', {
      subject: SUBJECT,
      source: { system: 'test', id: 'one' },
      reason: 'wrong person',
    });
  });

  it('of an intervention is as described', async () => {
    const at = reading(20).effectiveAt;
    const meal = { subject: SUBJECT, type: 'carbohydrate', at, amounts: { grams: 20 } };
    expect(await ask('recordIntervention', '/interventions', meal)).toMatchObject({ accepted: 1 });
  });

  it.each([
    ['readSession', '/session'],
    ['listSubjects', '/subjects'],
    [
      'readSubject',
      `/subjects/${encodeURIComponent(SUBJECT)}?since=${encodeURIComponent(String(reading(120).effectiveAt))}`,
    ],
    ['readTimeline', `/subjects/${encodeURIComponent(SUBJECT)}/timeline?limit=5`],
    ['listTwins', '/twins'],
    ['readTwin', `/twins/${TWIN}`],
    ['readHistory', `/twins/${TWIN}/history`],
    ['readBelief', `/twins/${TWIN}/belief`],
    ['readForecast', `/twins/${TWIN}/forecast?minutes=60&size=50`],
    ['listForecasts', `/twins/${TWIN}/forecasts?limit=10`],
    ['readTrackRecord', `/twins/${TWIN}/track-record?days=7`],
    ['explainTwin', `/twins/${TWIN}/explain`],
    ['listModels', '/models'],
    ['readModel', '/models/glucose-s2008'],
    ['readAudit', '/audit?limit=20'],
  ])('of %s is as described', async (id, path) => {
    await ask(id, path);
  });

  it('of a forecast in the past stands at that instant', async () => {
    const at = String(reading(100).effectiveAt);
    const view = await ask('readForecast', `/twins/${TWIN}/forecast?at=${encodeURIComponent(at)}&size=50`);
    expect(Date.parse(String(view.from))).toBeLessThanOrEqual(Date.parse(at));
  });

  it('of a what-if is as described, and kept when asked', async () => {
    const interventions = [{ type: 'carbohydrate', inMinutes: 5, amounts: { grams: 40 } }];
    const loose = await ask('compareScenario', `/twins/${TWIN}/scenarios`, { interventions, size: 50 });
    expect(loose.id).toBeNull();
    const body = { interventions, size: 50, keep: true, name: 'a snack' };
    const kept = await ask('compareScenario', `/twins/${TWIN}/scenarios`, body);
    scenario = String(kept.id);
    expect(kept.name).toBe('a snack');
    const { scenarios } = await ask('listScenarios', `/twins/${TWIN}/scenarios`);
    expect((scenarios as { id: string }[]).map(({ id }) => id)).toEqual([scenario]);
    expect(await ask('readScenario', `/scenarios/${scenario}`)).toEqual(kept);
  });

  it('of a what-if that is kept without a name is a refusal', async () => {
    const reply = await server.app.inject({
      method: 'POST',
      url: `${API_PREFIX}/twins/${TWIN}/scenarios`,
      headers: { authorization },
      payload: { interventions: [{ type: 'suspend', amounts: { durationMinutes: 60 } }], keep: true },
    });
    expect(reply.json()).toMatchObject({ status: 422, code: 'scenario.invalid', field: 'name' });
  });

  it('of a what-if across organs and of regimens are as described, and name what they refuse', async () => {
    const { runtime, clock } = server.services;
    const subject = subjectRef('Patient/p-2');
    const at = addSeconds(clock.now(), -30 * 3600);
    const kidneys = { weight: 70, 'creatinine-clearance': 70 };
    const person = { subject, label: 'Dosed', origin: 'simulated' as const, at };
    for (const [model, facts] of [
      ['vancomycin-goti-2018', { ...kidneys, dialysis: 0 }],
      ['vancomycin-thomson-2009', kidneys],
    ] as const) {
      await runtime.openTwin({ ...person, id: twinId(`p-2-${model}`), model, facts, members: 50 });
    }
    const subjectPath = `/subjects/${encodeURIComponent(subject)}`;
    for (const hours of [1, 13, 25]) {
      await ask('recordIntervention', '/interventions', {
        subject,
        type: 'vancomycin-infusion',
        at: new Date(addSeconds(at, hours * 3600)).toISOString(),
        amounts: { amount: 1000, durationMinutes: 60 },
      });
    }
    await ask('recordObservations', '/observations', {
      subject,
      code: { system: 'http://loinc.org', code: '20578-1' },
      effectiveAt: new Date(addSeconds(at, 24 * 3600)).toISOString(),
      value: { kind: 'quantity', value: 12, unit: 'mg/L' },
      source: { system: 'laboratory', id: 'one' },
    });
    await runtime.drain();
    const dose = { type: 'vancomycin-infusion', amounts: { amount: 1000, durationMinutes: 60 } };
    const compared = await ask('compareSubject', `${subjectPath}/comparisons`, {
      interventions: [dose],
      minutes: 240,
      size: 40,
    });
    expect(compared.interventions).toMatchObject([
      { twins: ['p-2-vancomycin-goti-2018', 'p-2-vancomycin-thomson-2009'] },
    ]);
    const question = { drug: 'vancomycin', amounts: [500, 1000, 2000], intervals: [12] };
    const { models, doses, levels, regimens } = await ask(
      'searchRegimens',
      `${subjectPath}/regimens`,
      question,
    );
    expect([doses, levels]).toEqual([3, 1]);
    expect((models as { weight: number }[]).reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(1, 9);
    const harms = (regimens as { amount: number; harms: number }[])
      .sort((a, b) => a.amount - b.amount)
      .map((regimen) => regimen.harms);
    expect(harms).toEqual([...harms].sort((a, b) => a - b));
    const refused = await server.app.inject({
      method: 'POST',
      url: `${API_PREFIX}${subjectPath}/regimens`,
      headers: { authorization },
      payload: { ...question, drug: 'water' },
    });
    expect(refused.json()).toMatchObject({ code: 'intervention.invalid', field: 'drug' });
  });

  it('of a replay proves the belief', async () => {
    expect(await ask('replayTwin', `/twins/${TWIN}/replay`, {})).toMatchObject({ twin: TWIN, equal: true });
  });

  it('of opening and closing a twin are as described', async () => {
    const opening = {
      id: 'second',
      subject: SUBJECT,
      label: 'Second',
      origin: 'real',
      model: 'glucose-s2008',
      facts: { weight: 80, basal: 0.8 },
    };
    await ask('openTwin', '/twins', opening);
    const closed = await ask('closeTwin', '/twins/second', { reason: 'no longer needed' });
    expect(closed.closedAt).not.toBeNull();
  });

  it('of a heartbeat is as described, and a twin whose model has no cycle is told so', async () => {
    const opening = {
      id: 'heart',
      subject: SUBJECT,
      label: 'Heart',
      origin: 'real',
      model: 'circulation',
      facts: {},
    };
    await ask('openTwin', '/twins', opening);
    const arc = (a: number, c: number) => ({
      points: Array.from({ length: 61 }, (_, i) => {
        const angle = 0.5 - (i / 60) * (Math.PI + 1);
        return [a * Math.cos(angle), c * Math.sin(angle)];
      }),
    });
    const biplane = (a: number, c: number) => ({
      method: 'biplane',
      fourChamber: arc(a, c),
      twoChamber: arc(a, c),
    });
    const study = await ask('recordChambers', '/chambers', {
      subject: SUBJECT,
      at: new Date(Date.now() + 2000).toISOString(),
      id: 'echo 1',
      unit: 'mm',
      endDiastole: biplane(24, 46),
      endSystole: biplane(18, 40),
    });
    expect(study.record).toMatchObject({ accepted: 3 });
    await server.services.runtime.drain();
    expect((await ask('readHistory', '/twins/heart/history')).readings).toBeDefined();
    const view = await ask('readCycle', '/twins/heart/cycle?members=5');
    expect(view.members).toHaveLength(5);
    const closer = await ask('readCycle', '/twins/heart/cycle?members=5&of=arterial-tree');
    const [whole, arteries] = [view, closer].map(({ members }) =>
      (members as { member: number; period: number }[]).map(({ member, period }) => [member, period]),
    );
    expect(arteries).toEqual(whole);
    const refusal = async (address: string) =>
      (await server.app.inject({ url: `${API_PREFIX}/twins/${address}`, headers: { authorization } })).json();
    expect(await refusal(`${TWIN}/cycle`)).toMatchObject({ status: 422, code: 'model.domain', field: 'id' });
    expect(await refusal('heart/cycle?of=veins')).toMatchObject({
      status: 422,
      code: 'model.domain',
      field: 'of',
      remedy: expect.stringContaining('arterial-tree') as string,
    });
  });

  it('of a model card shows all 31 source attributes, those unknown as null', async () => {
    const { attributes } = await ask('readModel', '/models/glucose-s2008');
    expect(attributes).toHaveLength(31);
  });

  it('of health say that the server lives, and figures are in Prometheus format', async () => {
    const get = (url: string) => server.app.inject({ method: 'GET', url });
    expect((await get('/live')).json()).toEqual({ live: true });
    expect((await get('/ready')).json()).toEqual({ ready: true });
    expect((await get('/metrics')).body).toMatch(/^twinward_events_recorded_total [1-9]/m);
    expect((await get('/api/v1/openapi.json')).json()).toMatchObject({ openapi: '3.1.0' });
  });

  it('at the address of a screen say what to do when the application is not built', async () => {
    const reply = await server.app.inject({ method: 'GET', url: '/', headers: { accept: 'text/html' } });
    expect(reply.body).toContain('npm start');
  });
});
