// SMART on FHIR sign-in: where to sign in (well-known), and the token endpoint of Backend Services.
import { TwinwardError } from '@twinward/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { FHIR_PREFIX } from '../fhir/serve-fhir.ts';
import type { Services } from '../services.ts';
import { TOKEN_SECONDS } from './access-grants.ts';
import { grantedScopes, readScope, type SmartScope, scopeText } from './smart-scope.ts';

/** Where tokens are given. */
export const TOKEN_PATH = '/oauth/token';
const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const ALGORITHMS = ['RS384', 'ES384'];

/** Why a token is not given (RFC 6749, 5.2). */
class OAuthRefusal extends TwinwardError {
  readonly reason: 'invalid_request' | 'invalid_client' | 'invalid_scope' | 'unsupported_grant_type';

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
  app.post(
    TOKEN_PATH,
    {
      config: { permission: 'public', action: 'sign a system in' },
      errorHandler: (error, request, reply) => refuse(services, error, request, reply),
    },
    async (request, reply) => {
      const access = request.access!;
      const { token, scopes, app: name } = await backendToken(request, services);
      access.narrow([`app ${name}`]);
      await services.record.events.audit(access.take());
      access.settle();
      return reply
        .header('cache-control', 'no-store')
        .header('pragma', 'no-cache')
        .send({
          access_token: token,
          token_type: 'bearer',
          expires_in: TOKEN_SECONDS,
          scope: scopes.map(scopeText).join(' '),
        });
    },
  );
}

function configuration(origin: string): Record<string, unknown> {
  return {
    issuer: origin,
    token_endpoint: origin + TOKEN_PATH,
    grant_types_supported: ['client_credentials'],
    token_endpoint_auth_methods_supported: ['private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ALGORITHMS,
    scopes_supported: ['system/*.cruds', 'system/*.rs'],
    capabilities: ['client-confidential-asymmetric', 'permission-v1', 'permission-v2'],
  };
}

async function backendToken(request: FastifyRequest, services: Services) {
  const form = new URLSearchParams(String(request.body ?? ''));
  if (form.get('grant_type') !== 'client_credentials') {
    throw new OAuthRefusal('unsupported_grant_type', 'only client_credentials is served');
  }
  if (form.get('client_assertion_type') !== ASSERTION) {
    throw new OAuthRefusal('invalid_request', `client_assertion_type is ${ASSERTION}`);
  }
  const endpoint = `${request.protocol}://${request.host}${TOKEN_PATH}`;
  const app = await services.apps.signIn(form.get('client_assertion') ?? '', endpoint);
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
    grant: { scopes, patient: null },
  });
  return { token, scopes, app: app.id };
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
