// Asks an EHR, as the app it launched: where to sign in, a token for a code, who the user is, and the patient of the launch.
import { isObject, type Json, type JsonObject } from '@twinward/connect/fhir';
import { readJson } from '@twinward/connect/json';
import { type Instant, TwinwardError } from '@twinward/contract';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify } from 'jose';
import type { OwnKey } from '../followers/own-key.ts';
import { ASSERTION } from '../smart/give-token.ts';
import type { PendingLaunch, RegisteredEhr } from './ehr-book.ts';

/** Where an EHR has its users sign in. */
export interface EhrPlaces {
  readonly authorize: string;
  readonly token: string;
  readonly issuer: string;
  readonly keys: string;
}

/** What came of a launch. */
export interface LaunchContext {
  /** Id of the patient there. */
  readonly patient: string;
  readonly accessToken: string;
  readonly identityToken: string;
}

/** A user as the EHR vouches for them. */
export interface EhrUser {
  readonly sub: string;
  readonly name: string;
}

const PATIENCE = 20_000;
const SIGNED = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512', 'PS256', 'PS384'];

/** Reads `.well-known/smart-configuration`. Throws `auth.failed` where it is missing something that a launch needs. */
export async function discover({ iss }: RegisteredEhr): Promise<EhrPlaces> {
  const found = await askJson(`${iss}/.well-known/smart-configuration`, {
    headers: { accept: 'application/json' },
  });
  const address = (name: string): string => {
    const text = found[name];
    if (typeof text === 'string' && isSecure(text)) return text;
    throw failed(`its SMART configuration names no secure ${name}`);
  };
  const methods = found.code_challenge_methods_supported;
  if (!Array.isArray(methods) || !methods.includes('S256')) throw failed('it does not take PKCE with S256');
  if (typeof found.issuer !== 'string') throw failed('its SMART configuration names no issuer');
  return {
    authorize: address('authorization_endpoint'),
    token: address('token_endpoint'),
    issuer: found.issuer,
    keys: address('jwks_uri'),
  };
}

/** A token for the code that the user's browser brought. Throws `auth.failed`. */
export async function exchange(
  ehr: RegisteredEhr,
  places: EhrPlaces,
  code: string,
  { verifier, redirectUri }: PendingLaunch,
  key: OwnKey,
  now: Instant,
): Promise<LaunchContext> {
  const form = new URLSearchParams({
    grant_type: 'authorization_code',
    code,
    redirect_uri: redirectUri,
    code_verifier: verifier,
  });
  if (ehr.signs) {
    form.set('client_assertion_type', ASSERTION);
    form.set('client_assertion', await key.assertion(ehr.client, places.token, now));
  } else form.set('client_id', ehr.client);
  const given = await askJson(places.token, { method: 'POST', body: form });
  const { access_token: accessToken, id_token: identityToken, patient } = given;
  if (typeof accessToken !== 'string') throw failed('it gave no token');
  if (typeof patient !== 'string' || !/^[A-Za-z0-9\-.]{1,64}$/.test(patient))
    throw failed('it launched without a patient');
  if (typeof identityToken !== 'string') throw failed('it did not say who its user is (openid)');
  return { patient, accessToken, identityToken };
}

/** The user of an identity token that this EHR signed for us and for this launch. Throws `auth.failed`. */
export async function userOf(
  { client }: RegisteredEhr,
  places: EhrPlaces,
  token: string,
  nonce: string,
  now: Instant,
): Promise<EhrUser> {
  const keys = await askJson(places.keys, { headers: { accept: 'application/json' } });
  const { payload } = await jwtVerify(token, createLocalJWKSet(keys as unknown as JSONWebKeySet), {
    issuer: places.issuer,
    audience: client,
    algorithms: SIGNED,
    currentDate: new Date(now),
    clockTolerance: 30,
    requiredClaims: ['sub', 'exp', 'iat'],
  }).catch(() => {
    throw failed('its word for its user does not hold: wrong signature, issuer, receiver or time');
  });
  if (payload.nonce !== nonce) throw failed('its word for its user is of another launch');
  const name = payload.name ?? payload.preferred_username ?? payload.sub;
  return { sub: payload.sub!, name: String(name).slice(0, 120) };
}

/** The patient of the launch, as it stands there. Throws `auth.failed`. */
export async function patientThere(
  { iss }: RegisteredEhr,
  { patient, accessToken }: LaunchContext,
): Promise<JsonObject> {
  const found = await askJson(`${iss}/Patient/${patient}`, {
    headers: { accept: 'application/fhir+json', authorization: `Bearer ${accessToken}` },
  });
  if (found.resourceType !== 'Patient' || found.id !== patient)
    throw failed('it gave another resource than the patient');
  return found;
}

const ANSWER = { what: 'its answer', field: 'the answer', remedy: 'it has to be JSON' };

async function askJson(address: string, request: RequestInit): Promise<JsonObject> {
  let status: number;
  let bytes: Uint8Array;
  try {
    const reply = await fetch(address, {
      ...request,
      // Where it leads was not registered by anybody.
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE),
    });
    status = reply.status;
    bytes = await reply.bytes();
  } catch {
    throw failed('it cannot be reached');
  }
  if (status !== 200) throw failed(`it answered ${status}`);
  let body: Json = null;
  try {
    body = readJson(bytes, ANSWER);
  } catch (error) {
    if (!(error instanceof TwinwardError)) throw error;
    throw failed(error.message);
  }
  if (!isObject(body)) throw failed('its answer is no JSON object');
  return body;
}

function isSecure(text: string): boolean {
  return URL.canParse(text) && /^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])/.test(text);
}

function failed(why: string): TwinwardError {
  return new TwinwardError('auth.failed', `The EHR was asked, and ${why}.`, {
    field: 'iss',
    remedy: 'open it from the EHR anew; if that does not help, an administrator compares both registrations',
  });
}
