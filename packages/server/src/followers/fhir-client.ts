// A client of another FHIR server: signs in as a backend service, asks, and tells what may be tried again from what may not.
import { isObject, type Json, type JsonObject } from '@twinward/connect/fhir';
import { readJson } from '@twinward/connect/json';
import { TwinwardError } from '@twinward/contract';
import type { OwnKey } from './own-key.ts';

/** Seconds one request may take. */
const PATIENCE = 60;
/** Milliseconds before its end at which a token is renewed. */
const EARLY = 30_000;

/** Why the other server gave no answer. */
export class FollowError extends Error {
  /** Whether the same may be asked again. */
  readonly passing: boolean;
  /** Seconds it asks to wait; null where it does not say. */
  readonly retryAfter: number | null;
  /** What it answered; null where it did not. */
  readonly status: number | null;

  constructor(
    message: string,
    passing: boolean,
    retryAfter: number | null = null,
    status: number | null = null,
  ) {
    super(message);
    this.status = status;
    this.passing = passing;
    this.retryAfter = retryAfter;
  }
}

/** Whom to ask, and as whom. */
export interface FhirClientOptions {
  /** Service base, without a slash at its end. */
  readonly url: string;
  /** `iss` and `sub` as the other server knows us. */
  readonly client: string;
  readonly scope: string;
  readonly key: OwnKey;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** Asks one server. */
export class FhirClient {
  readonly #options: FhirClientOptions;
  #token: { readonly text: string; readonly until: number } | null = null;

  constructor(options: FhirClientOptions) {
    this.#options = options;
  }

  /** The Bundle at an address of this server: a searchset or a history. Throws `FollowError`. */
  async search(address: string): Promise<JsonObject> {
    // A link of the answer may not lead the token to another house.
    if (!address.startsWith(`${this.#options.url}/`) && !address.startsWith(`${this.#options.url}?`)) {
      throw new FollowError('the link to the next page leads to another server', false);
    }
    let reply = await this.#get(address, await this.#signedIn());
    if (reply.status === 401) {
      await reply.body?.cancel();
      this.#token = null;
      reply = await this.#get(address, await this.#signedIn());
    }
    const body = await jsonOf(reply);
    if (!isObject(body) || body.resourceType !== 'Bundle')
      throw new FollowError('the answer is no Bundle', false);
    return body;
  }

  #get(address: string, token: string): Promise<Response> {
    return this.#fetch(address, {
      headers: { accept: 'application/fhir+json', authorization: `Bearer ${token}` },
    });
  }

  async #signedIn(): Promise<string> {
    const { url, client, scope, key, now } = this.#options;
    if (this.#token !== null && now() < this.#token.until - EARLY) return this.#token.text;
    const configuration = await jsonOf(
      await this.#fetch(`${url}/.well-known/smart-configuration`, {
        headers: { accept: 'application/json' },
      }),
    );
    const endpoint = isObject(configuration) ? configuration.token_endpoint : undefined;
    if (typeof endpoint !== 'string' || !URL.canParse(endpoint)) {
      throw new FollowError('its SMART configuration names no token endpoint', false);
    }
    const form = new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: await key.assertion(client, endpoint, now()),
      scope,
    });
    const given = await jsonOf(await this.#fetch(endpoint, { method: 'POST', body: form }));
    if (!isObject(given) || typeof given.access_token !== 'string') {
      throw new FollowError('the token endpoint gave no token', false);
    }
    const seconds = typeof given.expires_in === 'number' ? given.expires_in : 60;
    this.#token = { text: given.access_token, until: now() + seconds * 1000 };
    return this.#token.text;
  }

  async #fetch(address: string, request: RequestInit): Promise<Response> {
    const signal = AbortSignal.any([this.#options.signal, AbortSignal.timeout(PATIENCE * 1000)]);
    try {
      return await fetch(address, { ...request, redirect: 'error', signal });
    } catch {
      throw new FollowError('the server cannot be reached', true);
    }
  }
}

const ANSWER = { what: 'the answer', field: 'the answer', remedy: 'it has to be FHIR JSON' };

async function jsonOf(reply: Response): Promise<Json> {
  const bytes = await reply.bytes().catch(() => {
    throw new FollowError('the answer broke off', true);
  });
  if (!reply.ok) {
    const wait = Number(reply.headers.get('retry-after') ?? Number.NaN);
    const passing = reply.status >= 500 || reply.status === 429 || reply.status === 408;
    throw new FollowError(
      `it answered ${reply.status}${wordsOf(bytes)}`,
      passing,
      Number.isFinite(wait) ? wait : null,
      reply.status,
    );
  }
  try {
    return readJson(bytes, ANSWER);
  } catch (error) {
    if (!(error instanceof TwinwardError)) throw error;
    throw new FollowError(`${error.message} (${error.place.field})`, true);
  }
}

/** What a refusal says, clipped: it is another's text. */
function wordsOf(bytes: Uint8Array): string {
  try {
    const body = readJson(bytes, ANSWER) as JsonObject;
    const issue =
      Array.isArray(body.issue) && isObject(body.issue[0]) ? body.issue[0].diagnostics : undefined;
    const words = body.error_description ?? body.error ?? issue;
    return typeof words === 'string' ? `: ${words.slice(0, 200)}` : '';
  } catch {
    return '';
  }
}
