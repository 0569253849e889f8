// SMART on FHIR sign-in: where to sign in (well-known), and the token endpoint, for backend services and for apps that users open.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FHIR_PREFIX } from '../fhir/fhir-prefix.ts';
import type { Services } from '../services.ts';
import { TOKEN_SECONDS } from './access-grants.ts';
import { answerPreflight } from './cross-origin.ts';
import { giveToken, type TokenPlace, takeBack } from './give-token.ts';
import { OAuthRefusal } from './oauth-refusal.ts';
import { AUTHORIZE_PATH, serveAuthorize } from './serve-authorize.ts';
import { CONTEXT_SCOPES } from './smart-scope.ts';

/** Where tokens are given. */
export const TOKEN_PATH = '/oauth/token';
/** Where they are given back. */
const REVOKE_PATH = '/oauth/revoke';
const ALGORITHMS = ['RS384', 'ES384'];

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
        .header('access-control-allow-origin', '*')
        .send(
          JSON.stringify({
            keys: [services.followers.key, services.identityKey].flatMap((key) => key.publicKeys().keys),
          }),
        ),
  );
  app.get(
    '/.well-known/openid-configuration',
    { config: { permission: 'public', action: 'read the SMART configuration' } },
    (request, reply) =>
      reply
        .header('content-type', 'application/json; charset=utf-8')
        .header('access-control-allow-origin', '*')
        .send(openIdConfiguration(`${request.protocol}://${request.host}`)),
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
      const given = await giveToken(form, placeOf(request), services);
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
          ...(given.refresh === null ? {} : { refresh_token: given.refresh }),
          ...(given.identity === null ? {} : { id_token: given.identity }),
        });
    },
  );
  app.post(
    REVOKE_PATH,
    {
      config: { permission: 'public', action: 'give a token back' },
      errorHandler: (error, request, reply) => refuse(services, error, request, reply),
    },
    async (request, reply) => {
      const access = request.access!;
      const form = new URLSearchParams(String(request.body ?? ''));
      const { id } = await takeBack(form, placeOf(request), services);
      access.narrow([`app ${id}`]);
      await services.record.events.audit(access.take());
      access.settle();
      return reply.header('cache-control', 'no-store').send({});
    },
  );
  for (const url of [TOKEN_PATH, REVOKE_PATH, FHIR_PREFIX, `${FHIR_PREFIX}/*`]) {
    app.options(url, { config: { permission: 'public', action: 'ask across origins' } }, answerPreflight);
  }
}

/** An assertion at either endpoint is for the token endpoint, whose address is in the configuration. */
function placeOf(request: FastifyRequest): TokenPlace {
  const origin = `${request.protocol}://${request.host}`;
  return { origin, endpoint: origin + TOKEN_PATH };
}

function configuration(origin: string): Record<string, unknown> {
  return {
    issuer: origin,
    token_endpoint: origin + TOKEN_PATH,
    authorization_endpoint: origin + AUTHORIZE_PATH,
    jwks_uri: `${origin}/.well-known/jwks.json`,
    revocation_endpoint: origin + REVOKE_PATH,
    grant_types_supported: ['authorization_code', 'client_credentials', 'refresh_token'],
    response_types_supported: ['code'],
    code_challenge_methods_supported: ['S256'],
    token_endpoint_auth_methods_supported: ['private_key_jwt', 'none'],
    token_endpoint_auth_signing_alg_values_supported: ALGORITHMS,
    scopes_supported: [...CONTEXT_SCOPES, 'patient/*.cruds', 'user/*.cruds', 'system/*.cruds'],
    capabilities: [
      'launch-ehr',
      'launch-standalone',
      'sso-openid-connect',
      'client-public',
      'client-confidential-asymmetric',
      'context-ehr-patient',
      'context-standalone-patient',
      'permission-offline',
      'permission-online',
      'permission-patient',
      'permission-user',
      'permission-v1',
      'permission-v2',
    ],
  };
}

/** OpenID Connect Discovery 1.0, section 3. */
function openIdConfiguration(origin: string): Record<string, unknown> {
  return {
    issuer: origin,
    authorization_endpoint: origin + AUTHORIZE_PATH,
    token_endpoint: origin + TOKEN_PATH,
    jwks_uri: `${origin}/.well-known/jwks.json`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'fhirUser', 'profile'],
    claims_supported: ['iss', 'sub', 'aud', 'exp', 'iat', 'nonce', 'name', 'preferred_username', 'fhirUser'],
  };
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
