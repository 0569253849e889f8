import { createHash } from 'node:crypto';
import { loadDefinitions, validateResource } from '@twinward/connect/fhir';
import { addSeconds, instant, type Observed, subjectRef, twinId } from '@twinward/contract';
import { SYSTEM_CLOCK } from '@twinward/record';
import { applyEvent, encodeState, openState } from '@twinward/runtime';
import { philox } from '@twinward/simulate';
import {
  alertDays,
  budgetAt,
  drawPerson,
  followDays,
  HEART_FAILURE,
  HEART_FAILURE_PEOPLE,
  heartFailureMonitor,
  type SyntheticPerson,
} from '@twinward/twins/patient';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { type ServerUnderTest, serverUnderTest } from '../testing/server-under-test.ts';
import { API_PREFIX } from './route.ts';
import { ROUTES } from './routes.ts';

const DAY = 86_400_000;
const SUBJECT = subjectRef('Patient/hf-1');
const TWIN = 'hf-1';
const LENGTH = 300;

/** The first of the declared people in whom an alert stands at the end of so many days. */
function worseningPerson(): { readonly person: SyntheticPerson; readonly alerts: readonly number[] } {
  const random = philox('00000000000000a1').derive('alerts');
  for (let i = 0; ; i++) {
    const drawn = drawPerson(HEART_FAILURE_PEOPLE, random.derive(`person ${i}`), LENGTH + 60);
    for (const event of drawn.events) {
      if (event < LENGTH) continue;
      const days = drawn.days.slice(event - LENGTH, event);
      const alerts = alertDays(budgetAt(HEART_FAILURE, 1.5), followDays(HEART_FAILURE, days));
      if ((alerts.at(-1) ?? 0) > LENGTH - 8) return { person: { days, events: [LENGTH] }, alerts };
    }
  }
}

describe('alerts', () => {
  let server: ServerUnderTest;
  let authorization = '';
  const { person, alerts } = worseningPerson();
  const start = instant(Math.floor(SYSTEM_CLOCK.now() / DAY) * DAY - LENGTH * DAY);
  const observed: Observed[] = person.days.flatMap((day, t) =>
    HEART_FAILURE.observables.flatMap(({ name, codes, unit }): Observed[] => {
      const value = day[name] ?? null;
      if (value === null) return [];
      return [
        {
          kind: 'observation',
          observation: {
            subject: SUBJECT,
            code: codes[0]!,
            effectiveAt: addSeconds(start, t * 86_400 + 7 * 3600),
            precision: 'minute',
            value: { kind: 'quantity', value, unit },
            status: 'final',
            source: { system: 'test', id: `${name} ${t}`, version: 1 },
          },
        },
      ];
    }),
  );

  const ask = async (id: string, path: string, payload?: object, status?: number) => {
    const route = ROUTES.find((one) => one.id === id)!;
    const reply = await server.app.inject({
      method: route.method,
      url: API_PREFIX + path,
      headers: { authorization },
      ...(payload === undefined ? {} : { payload }),
    });
    expect(reply.statusCode, reply.body.slice(0, 500)).toBe(status ?? 200);
    if (status === undefined)
      expect((route.reply as z.ZodType).safeParse(reply.json()).error).toBeUndefined();
    return reply.json();
  };

  beforeAll(async () => {
    server = await serverUnderTest();
    authorization = `Bearer ${await server.token('clinician')}`;
    const { runtime } = server.services;
    await runtime.openTwin({
      id: twinId(TWIN),
      subject: SUBJECT,
      label: 'Somebody with heart failure',
      origin: 'simulated',
      model: 'monitor-heart-failure',
      facts: {},
      at: start,
    });
    for (let i = 0; i < observed.length; i += 500) await runtime.record(observed.slice(i, i + 500));
    await runtime.drain();
  }, 60_000);
  afterAll(() => server.close());

  it('are raised on the days on which the benchmark raises them, once an episode', async () => {
    const page = await ask('listAlerts', `/alerts?twin=${TWIN}`);
    const days = page.alerts
      .map(({ raisedAt }: { raisedAt: string }) => (Date.parse(raisedAt) - start) / DAY - 1)
      .sort((a: number, b: number) => a - b);
    expect(days).toEqual(alerts);
    expect(page.alerts[0]).toMatchObject({ status: 'raised', subject: SUBJECT, condition: 'heart-failure' });
    expect(page.open.high + page.open.medium + page.open.low).toBe(1);
    const { finding } = page.alerts[0];
    expect(finding.interval.low).toBeLessThan(finding.probability);
    expect(finding.signals).toHaveLength(4);
    expect(page.alerts[0].provenance.observations.length).toBeGreaterThan(0);
  });

  it('follow from the record alone, bit for bit', async () => {
    const [result] = await server.services.runtime.replay([TWIN]);
    expect(result).toMatchObject({ equal: true });
    const [opening, ...rest] = await server.services.record.events.readSubject(SUBJECT);
    if (opening?.event.kind !== 'twin-opened') throw new Error('a twin is opened first');
    let state = openState(heartFailureMonitor, opening.event);
    for (const recorded of rest)
      if (recorded.event.kind === 'observation') state = applyEvent(heartFailureMonitor, state, recorded);
    expect(encodeState(state).length).toBeGreaterThan(1000);
  });

  it('show the last weeks of every signal beside what is usual, and what is found now', async () => {
    const { alerts } = await ask('listAlerts', `/alerts?status=open&twin=${TWIN}`);
    const detail = await ask('readAlert', `/alerts/${alerts[0].id}`);
    expect(detail.courses.map(({ name }: { name: string }) => name)).toEqual(
      HEART_FAILURE.vitals.map(({ name }) => name),
    );
    for (const { at, value, low, usual, high } of detail.courses) {
      expect(at).toHaveLength(42);
      expect(value).toHaveLength(42);
      expect(low.every((one: number, i: number) => one < usual[i] && usual[i] < high[i])).toBe(true);
    }
    expect(detail.now.perYear).toBeLessThanOrEqual(4);
  });

  it('leave as FHIR resources whose Provenance leads to every reading by its hash', async () => {
    const { alerts } = await ask('listAlerts', `/alerts?status=open&twin=${TWIN}`);
    const { id, provenance, finding } = alerts[0];
    const bundle = await ask('readAlertResources', `/alerts/${id}/resources`);
    const resources = bundle.entry.map(({ resource }: { resource: { resourceType: string } }) => resource);
    const of = (type: string) =>
      resources.find(({ resourceType }: { resourceType: string }) => resourceType === type);
    expect(of('RiskAssessment').prediction[0].probabilityDecimal).toBe(finding.probability);
    expect(of('DetectedIssue').patient.reference).toBe(SUBJECT);
    expect(of('Task').reasonReference.reference).toBe(`DetectedIssue/${of('DetectedIssue').id}`);
    const { target, entity } = of('Provenance');
    expect(target).toHaveLength(resources.length - 1);
    const recorded = await server.services.record.events.readSubject(SUBJECT);
    const hashes = new Set(
      recorded.map(({ event }) => createHash('sha256').update(JSON.stringify(event)).digest('hex')),
    );
    const sources = entity.filter(({ role }: { role: string }) => role === 'source');
    expect(sources).toHaveLength(provenance.observations.length);
    for (const { what } of sources) expect(hashes.has(what.identifier.value)).toBe(true);
    for (const resource of resources) expect(validateResource(resource, loadDefinitions())).toEqual([]);
    const ids = resources.map(({ id: one }: { id: string }) => one);
    expect(ids.every((one: string) => /^[A-Za-z0-9\-.]{1,64}$/.test(one))).toBe(true);
  });

  it('become resources of the record once somebody subscribes to them, and follow what is done about them', async () => {
    const { alerts } = await ask('listAlerts', `/alerts?status=open&twin=${TWIN}`);
    const { id } = alerts[0];
    const { services } = server;
    const flags = () => services.record.resources.history({ type: 'Flag', limit: 10 });
    expect(await flags()).toEqual([]);
    // Nobody answers there: wanted is wanted.
    await services.origins.add('http://127.0.0.1:9', 'notify', 'test');
    const subscription = {
      resourceType: 'Subscription',
      id: 'of-flags',
      status: 'requested',
      reason: 'insights',
      criteria: 'https://twinward.org/fhir/SubscriptionTopic/Flag',
      channel: { type: 'rest-hook', endpoint: 'http://127.0.0.1:9/hook' },
    };
    const put = await server.app.inject({
      method: 'PUT',
      url: '/fhir/R4/Subscription/of-flags',
      headers: { authorization, 'content-type': 'application/fhir+json' },
      payload: JSON.stringify(subscription),
    });
    expect(put.statusCode, put.body).toBe(201);
    await services.subscriptions.settled();
    await ask('escalateAlert', `/alerts/${id}/escalate`, { to: 'nurse', reason: 'look at it' });
    for (let tries = 0; tries < 200 && (await flags()).length === 0; tries++) {
      await new Promise((next) => setTimeout(next, 10));
    }
    const [flag] = await flags();
    expect(JSON.parse(flag!.body)).toMatchObject({ status: 'active', subject: { reference: SUBJECT } });
    const provenance = await services.record.resources.history({ type: 'Provenance', limit: 10 });
    expect(provenance[0]!.body).toContain(`Flag/${flag!.id}`);
    expect(
      (await services.record.resources.history({ type: 'Communication', limit: 10 }))[0]!.body,
    ).toContain('nurse');
  });

  it('are acknowledged, snoozed, escalated and resolved, with who and when in the record and the audit trail', async () => {
    const { alerts } = await ask('listAlerts', `/alerts?status=open&twin=${TWIN}`);
    const { id } = alerts[0];
    expect(await ask('acknowledgeAlert', `/alerts/${id}/acknowledge`, {})).toMatchObject({
      status: 'acknowledged',
      escalates: null,
    });
    await ask('acknowledgeAlert', `/alerts/${id}/acknowledge`, {}, 409);
    await ask('snoozeAlert', `/alerts/${id}/snooze`, { until: '2020-01-01T00:00:00Z', reason: 'x' }, 422);
    const until = new Date(SYSTEM_CLOCK.now() + 150).toISOString();
    expect(
      await ask('snoozeAlert', `/alerts/${id}/snooze`, { until, reason: 'scale was wet' }),
    ).toMatchObject({
      status: 'snoozed',
      snoozedUntil: until,
    });
    await new Promise((resolve) => setTimeout(resolve, 200));
    await server.services.runtime.alerts.round();
    expect(await ask('readAlert', `/alerts/${id}`)).toMatchObject({ status: 'raised', snoozedUntil: null });
    expect(
      await ask('escalateAlert', `/alerts/${id}/escalate`, { to: 'nurse', reason: 'no answer' }),
    ).toMatchObject({
      status: 'escalated',
      escalatedTo: 'nurse',
    });
    const over = await ask('resolveAlert', `/alerts/${id}/resolve`, { reason: 'seen today' });
    const deeds = over.deeds.map(({ kind, by }: { kind: string; by: string }) => `${kind} by ${by}`);
    expect(deeds[0]).toBe('raised by monitor');
    expect(deeds.filter((deed: string) => !/^(raised|worsened) /.test(deed))).toEqual([
      'escalated by clinician',
      'acknowledged by clinician',
      'snoozed by clinician',
      'returned by monitor',
      'escalated by clinician',
      'resolved by clinician',
    ]);
    await ask('resolveAlert', `/alerts/${id}/resolve`, { reason: 'again' }, 409);
    const rows = (await server.audit()).filter(({ target }) => target === `alert ${id}`);
    expect(rows.filter(({ action }) => action === 'resolveAlert')).toHaveLength(2);
    await server.services.runtime.alerts.round();
    await server.services.runtime.drain();
    const { alerts: after } = await ask('listAlerts', `/alerts?status=open&twin=${TWIN}`);
    expect(after).toEqual([]);
  });

  it('come in pages, and only those that are asked for', async () => {
    const all = await ask('listAlerts', '/alerts');
    let next: string | null = null;
    const ids: string[] = [];
    do {
      const page: { alerts: { id: string }[]; next: string | null } = await ask(
        'listAlerts',
        `/alerts?limit=1${next === null ? '' : `&after=${next}`}`,
      );
      ids.push(...page.alerts.map(({ id }) => id));
      next = page.next;
    } while (next !== null);
    expect(ids).toEqual(all.alerts.map(({ id }: { id: string }) => id));
    expect((await ask('listAlerts', '/alerts?condition=copd')).total).toBe(0);
    await ask('listAlerts', '/alerts?after=nobody', undefined, 422);
    await ask('readAlert', '/alerts/nobody', undefined, 404);
  });

  it('have a budget that somebody chooses, within what the monitor was tried with', async () => {
    const of = async () =>
      (await ask('readAlertBudgets', '/alert-budgets')).budgets.find(
        ({ condition }: { condition: string }) => condition === 'heart-failure',
      );
    expect(await of()).toMatchObject({ perYear: 1.5, watched: 1, chosen: null });
    const choice = { condition: 'heart-failure', perYear: 0.5, reason: 'small team' };
    await ask('chooseAlertBudget', '/alert-budgets', choice);
    expect(await of()).toMatchObject({ perYear: 0.5, chosen: { by: 'clinician', reason: 'small team' } });
    await ask('chooseAlertBudget', '/alert-budgets', { ...choice, perYear: 100 }, 422);
    await ask('chooseAlertBudget', '/alert-budgets', { ...choice, condition: 'gout' }, 422);
    await ask('chooseAlertBudget', '/alert-budgets', { subject: SUBJECT, perYear: 3, reason: 'frail' });
    expect((await of()).own).toMatchObject([{ subject: SUBJECT, perYear: 3 }]);
    await ask('chooseAlertBudget', '/alert-budgets', { ...choice, perYear: null });
    expect(await of()).toMatchObject({ perYear: 1.5 });
  });

  it('refuse a weight that cannot be, and read pounds as pounds', async () => {
    const body = (value: number, unit: string, id: string) => ({
      subject: SUBJECT,
      code: HEART_FAILURE.observables[0]!.codes[0],
      effectiveAt: new Date(SYSTEM_CLOCK.now() - 60_000).toISOString(),
      value: { kind: 'quantity', value, unit },
      source: { system: 'test', id },
    });
    authorization = `Bearer ${await server.token('clinician')}`;
    await ask('recordObservations', '/observations', body(-999, 'kg', 'sentinel'), 422);
    await ask('recordObservations', '/observations', body(180, 'mm[Hg]', 'unit'), 422);
    await ask('recordObservations', '/observations', body(180, '[lb_av]', 'pounds'));
    await server.services.runtime.drain();
    const { readings } = await server.services.runtime.history(TWIN);
    expect(readings.at(-1)!.value).toBeCloseTo(81.6, 1);
  });
});
