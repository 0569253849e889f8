import { type CdsResponse, checkCdsDocument } from '@twinward/connect/cds-hooks';
import { addSeconds, subjectRef, twinId } from '@twinward/contract';
import { SYSTEM_CLOCK } from '@twinward/record';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { CLI_TOKEN, reading, type ServerUnderTest, serverUnderTest } from '../testing/server-under-test.ts';

const ISSUER = 'https://ehr.example/fhir';
const keys = await generateKeyPair('ES384');
const strangers = await generateKeyPair('ES384');
let server: ServerUnderTest;

beforeAll(async () => {
  // draws follow the date, and on some a twin of 16 members loses its person and makes no prediction
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-10-01T12:00:00Z') });
  server = await serverUnderTest();
  const admin = await server.token('administrator');
  const key = { ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'ES384' };
  const app = { id: 'ward-ehr', name: 'Ward EHR', kind: 'cds-client', issuer: ISSUER, keys: [key] };
  const added = await server.app.inject({
    method: 'POST',
    url: '/api/v1/apps',
    headers: bearer(admin),
    payload: app,
  });
  expect(added.statusCode).toBe(201);
  const readings = Array.from({ length: 24 }, (_, i) => reading(120 - 5 * i, 110 - 1.5 * i));
  const sent = await server.app.inject({
    method: 'POST',
    url: '/api/v1/observations',
    headers: bearer(CLI_TOKEN),
    payload: { observations: readings },
  });
  expect(sent.statusCode).toBeLessThan(300);
  await server.services.runtime.openTwin({
    id: twinId('p-1-esmolol'),
    subject: subjectRef('Patient/p-1'),
    label: 'Test person',
    origin: 'simulated',
    model: 'esmolol-sum-1983',
    facts: { weight: 70 },
    at: addSeconds(SYSTEM_CLOCK.now(), -3600),
    members: 64,
  });
  await server.services.runtime.drain();
}, 60_000);
afterAll(async () => {
  await server.close();
  vi.useRealTimers();
});

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

let serial = 0;
async function tokenFor(
  path: string,
  changes: Record<string, unknown> = {},
  key = keys.privateKey,
): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    iss: ISSUER,
    aud: `http://localhost:80${path}`,
    iat: now,
    exp: now + 120,
    jti: `t${++serial}`,
  };
  return new SignJWT({ ...claims, ...changes })
    .setProtectedHeader({ alg: 'ES384', kid: 'k1', typ: 'JWT' })
    .sign(key);
}

async function post(path: string, payload: object, token?: string) {
  return server.app.inject({
    method: 'POST',
    url: path,
    headers: { ...bearer(token ?? (await tokenFor(path))), host: 'localhost:80' },
    payload,
  });
}

const at = (hook: string, context: object = {}) => ({
  hook,
  hookInstance: 'd1577c69-dfbe-44ad-ba6d-3e05e953b2ea',
  context: { userId: 'Practitioner/1', patientId: 'p-1', ...context },
});
const VIEW = '/cds-services/twin-patient-view';

describe('services of CDS Hooks', () => {
  it('are discovered as CDS Hooks has it', async () => {
    const reply = await server.app.inject({ url: '/cds-services', headers: { host: 'localhost' } });
    expect(checkCdsDocument(reply.json(), 'services')).toEqual({ kind: 'services', issues: [], unknown: [] });
    expect(reply.json().services).toHaveLength(4);
  });

  it('tell what the twins of the patient say, with probability, interval, evidence and track record', async () => {
    const reply = await post(VIEW, at('patient-view'));
    expect(reply.statusCode).toBe(200);
    const { cards } = reply.json() as CdsResponse;
    expect(checkCdsDocument(reply.json()).issues).toEqual([]);
    const falling = cards.find(({ summary }) => summary.includes('70 mg/dL'));
    expect(falling?.detail).toMatch(
      /\*\*Probability\*\* .*of 50 futures.*\n\n\*\*Expected\*\*.*90 % interval/s,
    );
    expect(falling?.links?.[0]?.url).toBe('http://localhost:80/twins/p-1-glucose');
    const evidence = falling?.extension?.['org.twinward.evidence'] as {
      interval: { low: number; high: number };
    };
    expect(evidence.interval.low).toBeLessThan(evidence.interval.high);
  });

  it('say nothing of a patient without a twin', async () => {
    const reply = await post(VIEW, at('patient-view', { patientId: 'nobody' }));
    expect(reply.json()).toEqual({ cards: [] });
  });

  it('try an order out on the twin that knows the drug, and guess at none', async () => {
    const order = (dosage: object) => ({
      resourceType: 'Bundle',
      type: 'collection',
      entry: [
        {
          resource: {
            resourceType: 'MedicationRequest',
            id: 'm1',
            medicationCodeableConcept: {
              coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '49737' }],
            },
            dosageInstruction: [dosage],
          },
        },
      ],
    });
    const sign = (dosage: object) =>
      post('/cds-services/twin-order-sign', at('order-sign', { draftOrders: order(dosage) }));
    const doseAndRate = [{ doseQuantity: { value: 0.72, code: 'g' } }];
    const tried = await sign({ doseAndRate, timing: { repeat: { duration: 1, durationUnit: 'h' } } });
    const [card] = (tried.json() as CdsResponse).cards;
    expect(checkCdsDocument(tried.json()).issues).toEqual([]);
    expect(card?.summary).toMatch(/^esmolol: /);
    expect(card?.detail).toMatch(/90 % interval/);
    const untold = await sign({ doseAndRate });
    expect((untold.json() as CdsResponse).cards[0]?.summary).toMatch(/not tried out.*over how long/);
  });

  it('enter feedback in the record of the patient and in the audit trail', async () => {
    const { cards } = (await post(VIEW, at('patient-view'))).json() as CdsResponse;
    const card = cards[0]?.uuid;
    const overrideReason = { reason: { code: 'known' }, userComment: 'dextrose is running' };
    const answer = {
      card,
      outcome: 'overridden',
      overrideReason,
      outcomeTimestamp: new Date().toISOString(),
    };
    const reply = await post(`${VIEW}/feedback`, { feedback: [answer] });
    expect(reply.json()).toEqual({ recorded: 1 });
    const timeline = await server.app.inject({
      url: `/api/v1/subjects/${encodeURIComponent('Patient/p-1')}/timeline`,
      headers: bearer(await server.token('clinician')),
    });
    const told = timeline.json().entries.find(({ kind }: { kind: string }) => kind === 'advice');
    expect(told.words).toMatch(/^advice put aside in ward-ehr: .*\(dextrose is running\)$/);
    const rows = (await server.audit()).filter(({ action }) => action === 'answerCdsCards');
    expect(rows.map(({ target }) => target)).toContain(`card ${card}`);
    expect(
      (await post(`${VIEW}/feedback`, { feedback: [{ ...answer, card: crypto.randomUUID() }] })).statusCode,
    ).toBe(404);
  });

  it.each([
    ['a stranger’s key', () => tokenFor(VIEW, {}, strangers.privateKey)],
    ['another endpoint', () => tokenFor('/cds-services/twin-order-sign')],
    ['an unknown issuer', () => tokenFor(VIEW, { iss: 'https://elsewhere.example' })],
    ['a token that has run out', () => tokenFor(VIEW, { iat: 1, exp: 200 })],
    ['a token for an hour', () => tokenFor(VIEW, { exp: Math.floor(Date.now() / 1000) + 3600 })],
  ])('refuse %s', async (_what, token) => {
    expect((await post(VIEW, at('patient-view'), await token())).statusCode).toBe(401);
  });

  it('take a token once, and no call about two patients', async () => {
    const token = await tokenFor(VIEW);
    expect((await post(VIEW, at('patient-view'), token)).statusCode).toBe(200);
    expect((await post(VIEW, at('patient-view'), token)).statusCode).toBe(401);
    const mixed = { ...at('patient-view'), prefetch: { patient: { resourceType: 'Patient', id: 'p-2' } } };
    expect((await post(VIEW, mixed)).json().field).toBe('prefetch.patient');
  });
});
