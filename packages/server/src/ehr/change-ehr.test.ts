// Whom the users of an EHR see, changed by an administrator while they are in.
import { subjectRef } from '@twinward/contract';
import { SYSTEM_CLOCK } from '@twinward/record';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { stillSignedIn } from '../http/gate.ts';
import { readScope } from '../smart/smart-scope.ts';
import { type ServerUnderTest, SUBJECT, serverUnderTest } from '../testing/server-under-test.ts';
import { accountOf, EhrBook, type RegisteredEhr } from './ehr-book.ts';

const EVERYBODY = 'its users see everybody whom their role sees';
const PATIENT_ALONE = 'its users see the launched patient alone';

let server: ServerUnderTest;
let ehr: RegisteredEhr;
/** An account of one of its users, and their session, opened at a patient. */
let account = { id: '', name: '', displayName: 'Ann', role: 'clinician', passwordHash: 'x', disabled: false };
let session = '';

beforeAll(async () => {
  server = await serverUnderTest();
  const { ehrs, record, signIn } = server.services;
  ehr = await ehrs.add(
    {
      id: 'ward',
      name: 'Ward',
      iss: 'https://ehr.example/fhir',
      client: 'c',
      signs: false,
      role: 'clinician',
      seesAll: false,
      identifierSystems: ['urn:oid:1.2'],
    },
    'test',
  );
  const id = accountOf(ehr, 'ann');
  account = { ...account, id, name: id };
  await record.accounts.put(account);
  ({ token: session } = await signIn.admit(account, subjectRef(SUBJECT)));
});
afterAll(() => server.close());

const get = async (authorization: string, path: string) =>
  (await server.app.inject({ url: path, headers: { authorization: `Bearer ${authorization}` } })).statusCode;
/** What a session is answered about its patient, and about others: refused whether or not they are there, or not there. */
const seen = async (token: string) => [
  await get(token, `/api/v1/subjects/${encodeURIComponent(SUBJECT)}`),
  await get(token, '/fhir/R4/Patient/p-2'),
  await get(token, '/api/v1/subjects/Patient%2Fp-2'),
];
const change = async (payload: object, role = 'administrator', id = 'ward') =>
  server.app.inject({
    method: 'POST',
    url: `/api/v1/ehrs/${id}`,
    headers: { authorization: `Bearer ${await server.token(role)}` },
    payload,
  });
const reasons = async () =>
  (await server.audit())
    .filter(({ action, target, allowed }) => action === 'changeEhr' && target === 'ehr ward' && allowed)
    .map(({ reason }) => reason.split('; ')[1] ?? '');

it('acts at the next request of sessions that are open, both ways, and stands in the audit', async () => {
  const confined = [200, 403, 403];
  const free = [200, 404, 404];
  expect(await seen(session)).toEqual(confined);
  for (const [seesAll, sight, words] of [
    [true, free, EVERYBODY],
    [false, confined, PATIENT_ALONE],
    [true, free, EVERYBODY],
    [true, free, 'it stood so already'],
    [false, confined, PATIENT_ALONE],
  ] as const) {
    expect((await change({ seesAll })).json()).toMatchObject({ id: 'ward', seesAll, disabled: false });
    expect(await seen(session)).toEqual(sight);
    expect((await reasons())[0]).toBe(words);
  }
  expect(await reasons()).toHaveLength(5);
});

it('ends with it what acts for its users with no patient at hand: streams, apps, Subscriptions', async () => {
  const { ehrs, grants, signIn, subscriptions } = server.services;
  await ehrs.change('ward', { seesAll: true });
  const { id, name, displayName, role } = account;
  const grant = { app: 'beside', scopes: [readScope('user/*.rs')!], patient: null, permission: 'p' };
  const byApp = grants.issue({ id: `app:beside/${id}`, name, displayName, role, grant });
  const told = () => subscriptions.rights.denial({ account: id, app: null }, 'Patient');
  const held = await signIn.find(session, 'cookie', '');
  const actor = held === null ? null : ehrs.standing(held);
  const access = { actor, token: session } as never;
  const streams = () => stillSignedIn(server.services, { access, headers: {} } as never);
  expect([await get(byApp, '/fhir/R4/Patient'), await told(), await streams()]).toEqual([200, null, true]);
  await change({ seesAll: false });
  expect(await get(byApp, '/fhir/R4/Patient')).toBe(401);
  expect(await told()).toContain('see no more');
  expect(await streams()).toBe(false);
  expect(ehrs.letsSeeAll(id)).toBe(false);
  expect(ehrs.letsSeeAll('clinician')).toBe(true);
});

it('is for an administrator, of a registration there is, and says what it changes', async () => {
  expect((await change({ seesAll: true }, 'clinician')).statusCode).toBe(403);
  expect((await change({ seesAll: true }, 'administrator', 'nobody')).statusCode).toBe(404);
  expect((await change({})).json()).toMatchObject({
    status: 400,
    detail: 'nothing is to be changed',
    remedy: 'send disabled, seesAll or both',
  });
  expect((await change({ seesAll: 'yes' })).json()).toMatchObject({ status: 400, field: 'seesAll' });
});

it('two changes at once are both kept, over a restart too; a session by any way ends with its EHR', async () => {
  await Promise.all([change({ disabled: true }), change({ seesAll: true })]);
  const { ehrs, record } = server.services;
  const again = await EhrBook.open(record, SYSTEM_CLOCK);
  for (const book of [ehrs, again]) expect(book.list()).toEqual([{ ...ehr, disabled: true, seesAll: true }]);
  expect(await seen(session)).toEqual([401, 401, 401]);
  expect(await reasons()).toContain('shut out');
});
