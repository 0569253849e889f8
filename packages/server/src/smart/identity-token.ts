// Who a user is, told to an app (OpenID Connect, as SMART asks it): a token signed with RS256, and the user as a Practitioner.
import type { Actor } from '../access/actor.ts';
import { FhirEndpoint } from '../fhir/fhir-endpoint.ts';
import { FHIR_PREFIX } from '../fhir/fhir-prefix.ts';
import type { Services } from '../services.ts';

/** Seconds an identity token holds: long enough to be read once. */
const HOLDS = 300;
/** Accounts as identifiers of Practitioners. */
const ACCOUNT_SYSTEM = 'urn:twinward:account';

/** What goes into an identity token. */
export interface Identity {
  readonly user: Actor;
  /** `client_id` of the app. */
  readonly app: string;
  /** `http://host` */
  readonly issuer: string;
  readonly nonce: string | null;
  readonly context: readonly string[];
}

/** A token for one app. With `fhirUser` the user stands as a Practitioner from then on, which the claim names. */
export async function identityToken(services: Services, identity: Identity): Promise<string> {
  const { user, app, issuer, nonce, context } = identity;
  const claims: Record<string, string> = { iss: issuer, sub: user.id, aud: app };
  if (nonce !== null) claims.nonce = nonce;
  if (context.includes('profile')) {
    claims.name = user.displayName;
    claims.preferred_username = user.name;
  }
  if (context.includes('fhirUser')) {
    claims.fhirUser = `${issuer}${FHIR_PREFIX}/Practitioner/${await practitionerOf(services, user)}`;
    claims.name = user.displayName;
  }
  return services.identityKey.sign(claims, services.wallClock.now(), HOLDS);
}

async function practitionerOf(
  services: Services,
  { id: account, displayName, role }: Actor,
): Promise<string> {
  const id = `account-${account}`.replace(/[^A-Za-z0-9\-.]/g, '-').slice(0, 64);
  const endpoint = new FhirEndpoint(services, FHIR_PREFIX);
  const before = await services.record.resources.read('Practitioner', id);
  if (before !== null && !before.deleted) return id;
  const practitioner = {
    resourceType: 'Practitioner',
    id,
    active: true,
    identifier: [{ system: ACCOUNT_SYSTEM, value: account }],
    name: [{ text: displayName }],
  };
  const audit = {
    at: services.wallClock.now(),
    actor: account,
    role,
    action: 'fhir create',
    target: `Practitioner/${id}`,
    allowed: true,
    reason: 'an app was told who the user is',
    request: '',
  };
  await endpoint.commit([endpoint.prepareOver('Practitioner', id, practitioner, before)], [audit]);
  return id;
}
