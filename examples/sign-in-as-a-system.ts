// A system signs in with its own key (SMART Backend Services) and reads what its scopes allow, and nothing else.
import { generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startServer } from '@twinward/server';

const dataFolder = await mkdtemp(join(tmpdir(), 'sign-in-'));
const server = await startServer({ dataFolder, port: 0, host: '127.0.0.1', demo: false, speed: 1 });
const admin = (await readFile(join(dataFolder, 'cli-token'), 'utf8')).trim();
const ask = async (method: string, path: string, token: string, body?: object) => {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const sent = body === undefined ? {} : { body: JSON.stringify(body) };
  return fetch(server.address + path, { method, headers, ...sent });
};
const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const keys = [{ ...publicKey.export({ format: 'jwk' }), kid: 'k1', alg: 'ES384' }];
const app = { id: 'laboratory', name: 'Laboratory', kind: 'backend', issuer: 'lab', keys };
await ask('POST', '/api/v1/apps', admin, { ...app, scopes: ['system/*.rs'] });
await ask('PUT', '/fhir/R4/Patient/ana', admin, { resourceType: 'Patient', id: 'ana' });

const json = async (reply: Response) => (await reply.json()) as Record<string, string>;
const told = await json(await fetch(`${server.address}/.well-known/smart-configuration`));
const endpoint = told.token_endpoint ?? '';
const exp = Math.floor(Date.now() / 1000) + 240;
const claims = { iss: 'lab', sub: 'lab', aud: endpoint, exp, jti: randomUUID() };
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const text = `${part({ alg: 'ES384', kid: 'k1', typ: 'JWT' })}.${part(claims)}`;
const seal = sign('sha384', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' });
const assertion = `${text}.${seal.toString('base64url')}`;
const form = new URLSearchParams({
  grant_type: 'client_credentials',
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: assertion,
  scope: 'system/Observation.rs system/Patient.r',
});
const granted = await json(await fetch(endpoint, { method: 'POST', body: form }));
console.log(`granted: ${granted.scope}`);
const paths = ['/fhir/R4/Patient/ana', '/fhir/R4/Patient?family=Vega', '/fhir/R4/Condition'];
for (const path of paths) {
  console.log(`${path}: ${(await ask('GET', path, granted.access_token ?? '')).status}`);
}
await server.close();
