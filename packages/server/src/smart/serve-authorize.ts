// The authorization endpoint of SMART App Launch 2: a user of ours grants an app what it asks for, about one patient or within their own rights.
import { isObject, type JsonObject, parseExact } from '@twinward/connect/fhir';
import { TwinwardError } from '@twinward/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../access/actor.ts';
import { CONFINED } from '../access/decide.ts';
import { FHIR_PREFIX } from '../fhir/fhir-prefix.ts';
import type { Services } from '../services.ts';
import { type Choice, consentPage, refusedPage, STYLE_SOURCE, signInFirstPage } from './consent-page.ts';
import { CONTEXT_SCOPES, grantedScopes, needsPatient, readScope } from './smart-scope.ts';

/** Where users grant. */
export const AUTHORIZE_PATH = '/oauth/authorize';
/** Patients to choose from; whoever has more opens the app from the patient. */
const CHOICES = 200;

/** Serves both sides of the endpoint: the page, and its answer. */
export function serveAuthorize(app: FastifyInstance, services: Services): void {
  app.get(
    AUTHORIZE_PATH,
    { config: { permission: 'public', action: 'ask to open an app' } },
    (request, reply) => show(services, request, reply),
  );
  app.post(AUTHORIZE_PATH, { config: { permission: 'fhir:read', action: 'open an app' } }, (request, reply) =>
    answer(services, request, reply),
  );
}

async function show(services: Services, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const query = new URLSearchParams(request.url.split('?')[1] ?? '');
  const app = services.apps.launchable(query.get('client_id') ?? '');
  const redirectUri = query.get('redirect_uri') ?? '';
  // To an address that is not on the list nothing is sent back, not even a refusal.
  if (app === null) return html(reply, 400, refusedPage('No such app is let in here.'));
  if (!(app.redirectUris ?? []).includes(redirectUri)) {
    return html(reply, 400, refusedPage('The app asks to be answered at an address that is not its own.'));
  }
  const state = query.get('state') ?? '';
  const refuse = (error: string, why: string) =>
    reply.redirect(backTo(redirectUri, { error, error_description: why, state }), 303);
  const base = `${request.protocol}://${request.host}${FHIR_PREFIX}`;
  if (query.get('response_type') !== 'code')
    return refuse('unsupported_response_type', 'response_type is code');
  if (state === '') return refuse('invalid_request', 'state is missing');
  if ((query.get('aud') ?? '').replace(/\/$/, '') !== base)
    return refuse('invalid_request', `aud is ${base}`);
  const challenge = query.get('code_challenge') ?? '';
  if (query.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(challenge)) {
    return refuse('invalid_request', 'PKCE with S256 is required');
  }
  const actor = request.access!.actor;
  if (actor === null) return html(reply, 200, signInFirstPage(request.url));
  if (actor.confinedTo !== undefined) return refuse('access_denied', CONFINED.reason);
  if (actor.by !== 'cookie') return refuse('access_denied', 'a user signed in by a browser grants access');
  const words = (query.get('scope') ?? '').split(/\s+/);
  const allowed = app.scopes.flatMap((word) => readScope(word) ?? []);
  const scopes = grantedScopes(
    words.flatMap((word) => readScope(word) ?? []),
    allowed,
  ).filter(({ level }) => level !== 'system');
  const context = CONTEXT_SCOPES.filter((word) => words.includes(word));
  if (scopes.length === 0 && !context.includes('openid'))
    return refuse('invalid_scope', 'none of these scopes is granted to this app');
  const nonce = query.get('nonce');
  if (nonce !== null && nonce.length > 300) return refuse('invalid_request', 'nonce is longer than 300');
  const launched = query.get('launch');
  const launch = launched === null ? null : services.authorizations.takeLaunch(launched);
  if (launched !== null && (launch === null || launch.app !== app.id))
    return refuse('invalid_request', 'the launch has run out; open the app anew');
  const patients =
    launch !== null
      ? await patientOf(services, launch.patient)
      : needsPatient(scopes, context)
        ? await choices(services)
        : null;
  const token = services.authorizations.ask({
    app: app.id,
    redirectUri,
    state,
    challenge,
    nonce,
    scopes,
    context,
    patient: launch?.patient ?? null,
    session: actor.session,
  });
  const text = consentPage({
    request: token,
    app: app.name,
    user: actor.displayName,
    scopes,
    context,
    patients,
  });
  return html(reply, 200, text, new URL(redirectUri).origin);
}

async function answer(
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const form = new URLSearchParams(String(request.body ?? ''));
  const access = request.access!;
  const user: Actor = access.actor!;
  const asked = services.authorizations.takeAsked(form.get('request') ?? '');
  if (asked === null || asked.session !== user.session || user.by !== 'cookie') {
    throw new TwinwardError('auth.forbidden', 'this request was not shown to you, or has run out', {
      field: 'request',
      remedy: 'open the app anew',
    });
  }
  const forPatient = needsPatient(asked.scopes, asked.context);
  const patient = asked.patient ?? (forPatient ? form.get('patient') : null);
  access.narrow([`app ${asked.app}`, ...(patient === null ? [] : [`Patient/${patient}`])]);
  await services.record.events.audit(access.take());
  access.settle();
  const { redirectUri, state } = asked;
  if (
    form.get('decision') !== 'allow' ||
    (forPatient && (patient === null || !(await exists(services, patient))))
  ) {
    return reply.redirect(backTo(redirectUri, { error: 'access_denied', state }), 303);
  }
  const code = services.authorizations.grant({ ...asked, patient, user });
  return reply.header('cache-control', 'no-store').redirect(backTo(redirectUri, { code, state }), 303);
}

function backTo(redirectUri: string, parameters: Record<string, string>): string {
  const address = new URL(redirectUri);
  for (const [name, value] of Object.entries(parameters))
    if (value !== '') address.searchParams.set(name, value);
  return address.href;
}

async function exists(services: Services, id: string): Promise<boolean> {
  const stored = await services.record.resources.read('Patient', id);
  return stored !== null && !stored.deleted;
}

async function patientOf(services: Services, id: string): Promise<Choice> {
  const stored = await services.record.resources.read('Patient', id);
  return {
    id,
    words: stored === null || stored.deleted ? id : wordsOf(parseExact(stored.body) as JsonObject),
  };
}

async function choices(services: Services): Promise<readonly Choice[]> {
  const { resources } = await services.record.resources.search({
    type: 'Patient',
    test: { kind: 'all', of: [] },
    order: [{ by: { field: 'updated' }, descending: true }],
    limit: CHOICES,
    offset: 0,
  });
  return resources.map(({ id, body }) => ({ id, words: wordsOf(parseExact(body) as JsonObject) }));
}

function wordsOf({ id, name, birthDate }: JsonObject): string {
  const [first] = Array.isArray(name) ? name.filter(isObject) : [];
  const given = Array.isArray(first?.given) ? first.given.join(' ') : '';
  const words = String(first?.text ?? `${given} ${String(first?.family ?? '')}`.trim());
  return [words, birthDate === undefined ? '' : `born ${String(birthDate)}`, String(id)]
    .filter((part) => part !== '')
    .join(', ');
}

/** The answer of the form leads back to the app; a page that only tells leads nowhere. Pages of ours alone may show it inside them, where an app is opened in a frame. */
function html(reply: FastifyReply, status: number, text: string, formTarget = ''): FastifyReply {
  return (
    reply
      .code(status)
      .header('content-type', 'text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      // Without a referrer at all, browsers send the form as if it came from nowhere, and it would be refused.
      .header('referrer-policy', 'same-origin')
      .header(
        'content-security-policy',
        `default-src 'none'; style-src ${STYLE_SOURCE}; form-action 'self' ${formTarget}; frame-ancestors 'self'; base-uri 'none'`,
      )
      .send(text)
  );
}
