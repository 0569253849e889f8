// SMART on FHIR sign-in: where to sign in (well-known), and the token endpoint, for backend services and for apps that users open.
import { TwinwardError } from '@twinward/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FHIR_PREFIX } from '../fhir/serve-fhir.ts';
import type { Services } from '../services.ts';
import { TOKEN_SECONDS } from './access-grants.ts';
import { AUTHORIZE_PATH, serveAuthorize } from './serve-authorize.ts';
import { grantedScopes, readScope, type SmartScope, scopeText } from './smart-scope.ts';

/** Where tokens are given. */
export const TOKEN_PATH = '/oauth/token';
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const ALGORITHMS = ['RS384', 'ES384'];

/** Why a token is not given (RFC 6749, 5.2). */
class OAuthRefusal extends TwinwardError {
  readonly reason:
    | 'invalid_request'
    | 'invalid_client'
    | 'invalid_grant'
    | 'invalid_scope'
    | 'unsupported_grant_type';

  constructor(reason: OAuthRefusal['reason'], message: string) {
    super(reason === 'invalid_client' ? 'auth.failed' : 'request.invalid', message);
    this.reason = reason;
  }
}

/** Serves the well-known document and the token endpoint. */
export async function serveSmart(app: FastifyInstance, services: Services): Promise<void> {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    'application/x-www-form-urlencoded',
    { parseAs: 'string', bodyLimit: 64 * 1024 },
    (_request, text, done) => done(null, text),
  );
  for (const url of ['/.well-known/smart-configuration', `${FHIR_PREFIX}/.well-known/smart-configuration`]) {
    app.get(
      url,
      { config: { permission: 'public', action: 'read the SMART configuration' } },
      (request, reply) =>
        reply
          .header('content-type', 'application/json; charset=utf-8')
          .header('access-control-allow-origin', '*')
          .send(configuration(`${request.protocol}://${request.host}`)),
    );
  }
  app.get(
    '/.well-known/jwks.json',
    { config: { permission: 'public', action: 'read public keys' } },
    (_request, reply) =>
      reply
        .header('content-type', 'application/jwk-set+json')
        .send(JSON.stringify(services.followers.key.publicKeys())),
  );
  serveAuthorize(app, services);
  app.post(
    TOKEN_PATH,
    {
      config: { permission: 'public', action: 'sign a system in' },
      errorHandler: (error, request, reply) => refuse(services, error, request, reply),
    },
    async (request, reply) => {
      const access = request.access!;
      const form = new URLSearchParams(String(request.body ?? ''));
      const given = await tokenFor(form, request, services);
      access.narrow([`app ${given.app}`]);
      await services.record.events.audit(access.take());
      access.settle();
      return reply
        .header('cache-control', 'no-store')
        .header('pragma', 'no-cache')
        .send({
          access_token: given.token,
          token_type: 'bearer',
          expires_in: TOKEN_SECONDS,
          scope: given.scope,
          ...(given.patient === null ? {} : { patient: given.patient, need_patient_banner: true }),
        });
    },
  );
}

function configuration(origin: string): Record<string, unknown> {
  return {
    issuer: origin,
    token_endpoint: origin + TOKEN_PATH,
    authorization_endpoint: origin + AUTHORIZE_PATH,
    grant_types_supported: ['authorization_code', 'client_credentials'],
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt', 'none'],
    token_endpoint_auth_signing_alg_values_supported: ALGORITHMS,
    scopes_supported: ['launch', 'launch/patient', 'patient/*.cruds', 'user/*.cruds', 'system/*.cruds'],
    capabilities: [
      'launch-ehr',
      'launch-standalone',
      'client-public',
      'client-confidential-asymmetric',
      'context-ehr-patient',
      'context-standalone-patient',
      'permission-patient',
      'permission-user',
      'permission-v1',
      'permission-v2',
    ],
  };
}

interface TokenGiven {
  readonly token: string;
  readonly scope: string;
  readonly app: string;
  readonly patient: string | null;
}

async function tokenFor(
  form: URLSearchParams,
  request: FastifyRequest,
  services: Services,
): Promise<TokenGiven> {
  const endpoint = `${request.protocol}://${request.host}${TOKEN_PATH}`;
  switch (form.get('grant_type')) {
    case 'client_credentials':
      return backendToken(form, endpoint, services);
    case 'authorization_code':
      return launchToken(form, endpoint, services);
    default:
      throw new OAuthRefusal(
        'unsupported_grant_type',
        'grant_type is client_credentials or authorization_code',
      );
  }
}

/** Of a code that a user's browser brought: a public app shows the verifier, one with keys signs in beside. */
async function launchToken(form: URLSearchParams, endpoint: string, services: Services): Promise<TokenGiven> {
  const assertion = form.get('client_assertion');
  const app =
    assertion === null
      ? services.apps.launchable(form.get('client_id') ?? '')
      : await services.apps.signIn(assertion, endpoint, 'smart-app');
  if (app === null || (assertion === null && app.keys.length > 0)) {
    throw new OAuthRefusal(
      'invalid_client',
      'the app is not known, or has keys and did not sign in with one',
    );
  }
  const authorized = services.authorizations.takeCode(
    form.get('code') ?? '',
    app.id,
    form.get('redirect_uri') ?? '',
    form.get('code_verifier') ?? '',
  );
  if (authorized === null) {
    throw new OAuthRefusal(
      'invalid_grant',
      'the code does not hold: used, too old, of another app or address, or without its verifier',
    );
  }
  const { user, scopes, context, patient } = authorized;
  const token = services.grants.issue({
    id: `app:${app.id}/${user.id}`,
    name: user.name,
    displayName: user.displayName,
    role: user.role,
    grant: { app: app.id, scopes, patient },
  });
  return { token, scope: [...context, ...scopes.map(scopeText)].join(' '), app: app.id, patient };
}

async function backendToken(
  form: URLSearchParams,
  endpoint: string,
  services: Services,
): Promise<TokenGiven> {
  if (form.get('client_assertion_type') !== ASSERTION) {
    throw new OAuthRefusal('invalid_request', `client_assertion_type is ${ASSERTION}`);
  }
  const app = await services.apps.signIn(form.get('client_assertion') ?? '', endpoint, 'backend');
  if (app === null) {
    throw new OAuthRefusal(
      'invalid_client',
      'the assertion does not hold: signed by a registered key, iss and sub the client, aud this address, at most five minutes, used once',
    );
  }
  const words = (form.get('scope') ?? '').split(/\s+/).filter((word) => word !== '');
  const asked = words.flatMap((word) => readScope(word) ?? []).filter(({ level }) => level === 'system');
  const allowed = app.scopes.flatMap((word) => readScope(word) ?? []);
  const scopes: readonly SmartScope[] = grantedScopes(asked, allowed);
  if (scopes.length === 0) {
    throw new OAuthRefusal(
      'invalid_scope',
      'none of these scopes is granted to this system; it asks for system/TYPE.cruds that an administrator gave it',
    );
  }
  const token = services.grants.issue({
    id: `app:${app.id}`,
    name: app.id,
    displayName: app.name,
    role: 'backend',
    grant: { app: app.id, scopes, patient: null },
  });
  return { token, scope: scopes.map(scopeText).join(' '), app: app.id, patient: null };
}

async function refuse(
  services: Services,
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  if (!(error instanceof OAuthRefusal)) throw error;
  services.figures.refused(error.code);
  const access = request.access!;
  await services.record.events.audit(access.failed(error.code));
  access.settle();
  return reply
    .code(error.reason === 'invalid_client' ? 401 : 400)
    .header('cache-control', 'no-store')
    .header('content-type', 'application/json; charset=utf-8')
    .send(JSON.stringify({ error: error.reason, error_description: error.message }));
}
