// Our pages as an app of an EHR (SMART App Launch 2, EHR launch): its user, about its patient, at a registered EHR and no other.
import { randomBytes } from 'node:crypto';
import { type SubjectRef, subjectRef, TwinwardError } from '@twinward/contract';
import type { AuditRow } from '@twinward/record';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../access/actor.ts';
import { hashPassword } from '../access/passwords.ts';
import { launchCookie, launchedCookie, launchTokenOf } from '../access/session-cookie.ts';
import { FhirEndpoint } from '../fhir/fhir-endpoint.ts';
import { FHIR_PREFIX } from '../fhir/fhir-prefix.ts';
import type { Services } from '../services.ts';
import { challengeOf } from '../smart/authorizations.ts';
import { refusedPage, STYLE_SOURCE } from '../smart/consent-page.ts';
import { accountOf, type RegisteredEhr } from './ehr-book.ts';
import { discover, type EhrUser, exchange, patientThere, userOf } from './ehr-client.ts';
import { matchPatient } from './match-patient.ts';

/** Where an EHR sends the browser of its user. */
export const LAUNCH_PATH = '/launch';
/** Where it sends it back. */
export const CALLBACK_PATH = '/launch/callback';
const SCOPE = 'launch openid fhirUser patient/Patient.r';

/** Serves the two addresses of a launch. */
export function serveEhrLaunch(app: FastifyInstance, services: Services): void {
  const serve = (
    path: string,
    action: string,
    perform: (services: Services, request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>,
  ): void => {
    app.get(path, {
      config: { permission: 'public', action },
      errorHandler: (error, request, reply) => refuse(services, error, request, reply),
      handler: (request, reply) => perform(services, request, reply),
    });
  };
  serve(LAUNCH_PATH, 'open from an EHR', begin);
  serve(CALLBACK_PATH, 'enter from an EHR', enter);
}

/** To the EHR's own authorization, with what only this browser and we know. */
async function begin(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const query = queryOf(request);
  const ehr = services.ehrs.launching(query.get('iss') ?? '');
  if (ehr === null) {
    throw new TwinwardError('auth.failed', 'This EHR is not registered here.', {
      field: 'iss',
      remedy: 'an administrator registers it by its FHIR address',
    });
  }
  const launch = query.get('launch') ?? '';
  if (launch === '') {
    throw new TwinwardError('request.invalid', 'The EHR named no launch.', {
      field: 'launch',
      remedy: 'open it from a patient in the EHR',
    });
  }
  const { authorize } = await discover(ehr);
  const [verifier, nonce, browser] = [secret(), secret(), secret()];
  const redirectUri = `${request.protocol}://${request.host}${CALLBACK_PATH}`;
  const state = services.ehrs.pending.keep({ ehr: ehr.id, verifier, nonce, browser, redirectUri });
  const address = new URL(authorize);
  for (const [name, value] of Object.entries({
    response_type: 'code',
    client_id: ehr.client,
    redirect_uri: redirectUri,
    scope: SCOPE,
    state,
    nonce,
    aud: ehr.iss,
    launch,
    code_challenge: challengeOf(verifier),
    code_challenge_method: 'S256',
  }))
    address.searchParams.set(name, value);
  return reply
    .header('set-cookie', launchCookie(state, browser, request))
    .header('cache-control', 'no-store')
    .redirect(address.href, 302);
}

/** Back from there: the user as the EHR vouches for them, at the one patient who bears the same identifier here. */
async function enter(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const query = queryOf(request);
  const state = query.get('state') ?? '';
  const pending = services.ehrs.pending.take(state);
  const ehr = pending === null ? null : services.ehrs.find(pending.ehr);
  if (pending === null || ehr === null || launchTokenOf(request.headers.cookie, state) !== pending.browser) {
    throw new TwinwardError('auth.failed', 'This launch was not begun in this window, or has run out.', {
      field: 'state',
      remedy: 'open it from the EHR anew; the browser must keep cookies of this site',
    });
  }
  const code = query.get('code');
  if (code === null) {
    throw new TwinwardError('auth.failed', 'The EHR, or its user, refused to open it.', { field: 'error' });
  }
  const now = services.wallClock.now();
  const places = await discover(ehr);
  const context = await exchange(ehr, places, code, pending, services.followers.key, now);
  const user = await userOf(ehr, places, context.identityToken, pending.nonce, now);
  const there = await patientThere(ehr, context);
  const endpoint = new FhirEndpoint(services, FHIR_PREFIX);
  const patient = await matchPatient(endpoint, there, ehr.identifierSystems);
  const target = subjectRef(`Patient/${patient}`);
  const { actor, token } = await admit(services, ehr, user, target);
  await services.record.events.audit([
    rowOf(services, request, {
      actor: actor.id,
      role: actor.role,
      target,
      reason: `vouched for by ${ehr.id}${ehr.seesAll ? '' : ', for this patient alone'}`,
    }),
  ]);
  request.access?.settle();
  return reply
    .header('set-cookie', launchedCookie(token, request))
    .header('cache-control', 'no-store')
    .redirect(`/people/${encodeURIComponent(patient)}`, 303);
}

/** A session for a user of an EHR, opened at a patient, whom alone they see unless the registration says otherwise: an account without a password, which an administrator can shut out like any other. */
async function admit(
  { record, signIn }: Services,
  ehr: RegisteredEhr,
  { sub, name }: EhrUser,
  confinedTo: SubjectRef,
): Promise<{ readonly actor: Actor; readonly token: string }> {
  const id = accountOf(ehr, sub);
  const known = await record.accounts.byId(id);
  if (known?.disabled) {
    throw new TwinwardError('auth.failed', 'This user was shut out here.', {
      field: 'user',
      remedy: 'ask an administrator',
    });
  }
  const passwordHash = known?.passwordHash ?? (await hashPassword(secret()));
  const account = { id, name: id, displayName: name, role: ehr.role, passwordHash, disabled: false };
  await record.accounts.put(account);
  return signIn.admit(account, confinedTo);
}

/** Says in words why it was not opened, to whoever may show our pages; the refusal is audited. */
async function refuse(
  services: Services,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (!(error instanceof TwinwardError) || error.code.startsWith('record.')) throw error;
  services.figures.refused(error.code);
  await services.record.events.audit([
    rowOf(services, request, {
      actor: 'anonymous',
      role: 'none',
      target: 'ehr',
      allowed: false,
      reason: `${error.code}${error.place.field === undefined ? '' : ` ${error.place.field}`}`,
    }),
  ]);
  request.access?.settle();
  const framers = services.origins.framers();
  const remedy = error.place.remedy === undefined ? '' : ` ${error.place.remedy}.`;
  return reply
    .code(error.code === 'auth.failed' ? 403 : error.code === 'request.invalid' ? 400 : 409)
    .header('content-type', 'text/html; charset=utf-8')
    .header('cache-control', 'no-store')
    .header(
      'content-security-policy',
      `default-src 'none'; style-src ${STYLE_SOURCE}; frame-ancestors ${framers.length === 0 ? "'none'" : framers.join(' ')}; base-uri 'none'`,
    )
    .send(refusedPage(`${error.message}${remedy}`));
}

function rowOf(
  { wallClock }: Services,
  request: FastifyRequest,
  told: Pick<AuditRow, 'actor' | 'role' | 'target' | 'reason'> & { readonly allowed?: boolean },
): AuditRow {
  return {
    at: wallClock.now(),
    action: request.routeOptions.config.action ?? 'open from an EHR',
    request: request.id,
    ...told,
    allowed: told.allowed ?? true,
  };
}

function queryOf(request: FastifyRequest): URLSearchParams {
  return new URLSearchParams(request.url.split('?')[1] ?? '');
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}
