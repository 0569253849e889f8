// A ward system asks what an order would do, before it is signed: CDS Hooks, with a token signed by its own key.
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CdsResponse } from '@twinward/connect/cds-hooks';
import { startServer } from '@twinward/server';

const dataFolder = await mkdtemp(join(tmpdir(), 'ask-a-twin-'));
const server = await startServer({ dataFolder, port: 0, host: '127.0.0.1', demo: false, speed: 1 });
const admin = (await readFile(join(dataFolder, 'cli-token'), 'utf8')).trim();
const post = async (path: string, token: string, body: object) => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const reply = await fetch(server.address + path, { method: 'POST', headers, body: JSON.stringify(body) });
  return (await reply.json()) as CdsResponse;
};
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'ES384' }];
const issuer = 'https://ehr.example';
await post('/api/v1/apps', admin, { id: 'ward-ehr', name: 'Ward EHR', kind: 'cds-client', issuer, keys });
const heart = { id: 'bed-4-esmolol', subject: 'Patient/bed-4', label: 'Bed 4', origin: 'simulated' };
const at = new Date(Date.now() - 600_000).toISOString();
await post('/api/v1/twins', admin, { ...heart, model: 'esmolol-sum-1983', facts: { weight: 70 }, at });
await new Promise((resolve) => setTimeout(resolve, 5000)); // the twin reads its record
const path = '/cds-services/twin-order-sign';
const now = Math.floor(Date.now() / 1000);
const claims = { iss: issuer, aud: server.address + path, iat: now, exp: now + 60, jti: randomUUID() };
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const text = `${part({ alg: 'ES384', kid: 'k1', typ: 'JWT' })}.${part(claims)}`;
const seal = sign('sha384', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
const token = `${text}.${seal.toString('base64url')}`;
const esmolol = { coding: [{ system: 'http://www.nlm.nih.gov/research/umls/rxnorm', code: '49737' }] };
const timing = { repeat: { duration: 1, durationUnit: 'h' } };
const dosageInstruction = [{ timing, doseAndRate: [{ doseQuantity: { value: 720, code: 'mg' } }] }];
const resource = { resourceType: 'MedicationRequest', medicationCodeableConcept: esmolol, dosageInstruction };
const draftOrders = { resourceType: 'Bundle', type: 'collection', entry: [{ resource }] };
const context = { userId: 'Practitioner/1', patientId: 'bed-4', draftOrders };
const { cards } = await post(path, token, { hook: 'order-sign', hookInstance: randomUUID(), context });
for (const { summary, indicator, detail } of cards) console.log(`${indicator}: ${summary}\n${detail}`);
await server.close();
