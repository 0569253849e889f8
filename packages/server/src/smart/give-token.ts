// What the token endpoint of SMART gives, and to whom: backend services, apps with a code, apps that go on.
import type { Actor } from '../access/actor.ts';
import type { Services } from '../services.ts';
import type { ConnectedApp } from './connected-app.ts';
import { identityToken } from './identity-token.ts';
import { OAuthRefusal } from './oauth-refusal.ts';
import { newPermission, type Permitted } from './refresh-grants.ts';
import { grantedScopes, readScope, type SmartScope, scopeText } from './smart-scope.ts';

/** Kind of the assertion a system signs in with. */
export const ASSERTION = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What is given. */
export interface TokenGiven {
  readonly token: string;
  readonly scope: string;
  readonly app: string;
  readonly patient: string | null;
  readonly refresh: string | null;
  readonly identity: string | null;
}

/** Where the request came in: `http://host`, and the token endpoint there. */
export interface TokenPlace {
  readonly origin: string;
  readonly endpoint: string;
}

/** Gives a token for a request's form. Throws `OAuthRefusal`. */
export function giveToken(form: URLSearchParams, place: TokenPlace, services: Services): Promise<TokenGiven> {
  switch (form.get('grant_type')) {
    case 'client_credentials':
      return backendToken(form, place, services);
    case 'authorization_code':
      return launchToken(form, place, services);
    case 'refresh_token':
      return furtherToken(form, place, services);
    default:
      throw new OAuthRefusal(
        'unsupported_grant_type',
        'grant_type is client_credentials, authorization_code or refresh_token',
      );
  }
}

/** The app that asks: one with keys signs in with them, a public one is known by its id alone. Throws `OAuthRefusal`. */
export async function askingApp(
  form: URLSearchParams,
  endpoint: string,
  services: Services,
): Promise<ConnectedApp> {
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
  return app;
}

/** Of a code that a user's browser brought: a public app shows the verifier, one with keys signs in beside. */
async function launchToken(
  form: URLSearchParams,
  { origin, endpoint }: TokenPlace,
  services: Services,
): Promise<TokenGiven> {
  const app = await askingApp(form, endpoint, services);
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
  const { user, scopes, context, patient, nonce } = authorized;
  const permission = newPermission();
  const goesOn = context.includes('offline_access') || context.includes('online_access');
  const refresh = goesOn ? await services.refreshes.begin(authorized, permission) : null;
  const identity = context.includes('openid')
    ? await identityToken(services, { user, app: app.issuer, issuer: origin, nonce, context })
    : null;
  return { ...given(services, app.id, user, { scopes, context, patient, permission }), refresh, identity };
}

/** Of a refresh token: the next one beside, within what the user once permitted and may still do. */
async function furtherToken(
  form: URLSearchParams,
  { endpoint }: TokenPlace,
  services: Services,
): Promise<TokenGiven> {
  const app = await askingApp(form, endpoint, services);
  const refreshed = await services.refreshes.use(form.get('refresh_token') ?? '', app.id);
  if (refreshed === null) throw new OAuthRefusal('invalid_grant', 'the refresh token does not hold');
  const { permission, permitted } = refreshed;
  if (permitted === null) {
    services.grants.revokePermission(permission);
    throw new OAuthRefusal(
      'invalid_grant',
      'the refresh token was used before: whatever it led to has ended, ask the user again',
    );
  }
  const account = await services.record.accounts.byId(permitted.account);
  if (account === null || account.disabled || !services.ehrs.letsSeeAll(account.id)) {
    throw new OAuthRefusal('invalid_grant', 'the user who permitted it may sign in no more');
  }
  const scopes = narrowed(permitted, form.get('scope'));
  const { context, patient } = permitted;
  const token = given(services, app.id, account, { scopes, context, patient, permission });
  return { ...token, refresh: refreshed.next, identity: null };
}

function narrowed({ scopes }: Permitted, asked: string | null): readonly SmartScope[] {
  const permitted = scopes.flatMap((word) => readScope(word) ?? []);
  if (asked === null) return permitted;
  const words = asked.split(/\s+/).flatMap((word) => readScope(word) ?? []);
  const kept = grantedScopes(words, permitted);
  if (kept.length > 0 || permitted.length === 0) return kept;
  throw new OAuthRefusal('invalid_scope', 'none of these scopes was permitted');
}

function given(
  { grants }: Services,
  app: string,
  user: Pick<Actor, 'id' | 'name' | 'displayName' | 'role'>,
  permitted: {
    readonly scopes: readonly SmartScope[];
    readonly context: readonly string[];
    readonly patient: string | null;
    readonly permission: string;
  },
): Omit<TokenGiven, 'refresh' | 'identity'> {
  const { id, name, displayName, role } = user;
  const { scopes, context, patient, permission } = permitted;
  const grant = { app, scopes, patient, permission };
  const token = grants.issue({ id: `app:${app}/${id}`, name, displayName, role, grant });
  return { token, scope: [...context, ...scopes.map(scopeText)].join(' '), app, patient };
}

async function backendToken(
  form: URLSearchParams,
  { endpoint }: TokenPlace,
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
    grant: { app: app.id, scopes, patient: null, permission: null },
  });
  const scope = scopes.map(scopeText).join(' ');
  return { token, scope, app: app.id, patient: null, refresh: null, identity: null };
}

/** Takes a token back (RFC 7009): a refresh token with all that came of it, an access token alone; one that is none is no fault. Throws `OAuthRefusal`. */
export async function takeBack(
  form: URLSearchParams,
  { endpoint }: TokenPlace,
  services: Services,
): Promise<ConnectedApp> {
  const app = await askingApp(form, endpoint, services);
  const token = form.get('token') ?? '';
  if (token === '') throw new OAuthRefusal('invalid_request', 'token is missing');
  const permission = await services.refreshes.revoke(token, app.id);
  if (permission === null) services.grants.revokeToken(token, app.id);
  else services.grants.revokePermission(permission);
  return app;
}

/** Shuts a system out of whatever it still holds. */
export async function endTokens({ grants, refreshes }: Services, app: string): Promise<void> {
  grants.revoke(app);
  await refreshes.revokeApp(app);
}
