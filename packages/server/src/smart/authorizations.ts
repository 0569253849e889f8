// SMART App Launch under way: launches, requests before their user, codes before their app; all short-lived, in memory, taken once.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@twinward/record';
import type { Actor } from '../access/actor.ts';
import type { SmartScope } from './smart-scope.ts';
import { TimedTokens } from './timed-tokens.ts';

/** A patient at whom somebody stood when they opened an app. */
export interface Launch {
  readonly app: string;
  readonly patient: string;
}

/** What an app asks a user for. */
export interface AuthorizationAsked {
  readonly app: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly challenge: string;
  /** Goes into the identity token as it came (OpenID Connect); null where none came. */
  readonly nonce: string | null;
  readonly scopes: readonly SmartScope[];
  /** Scopes that are not about resources, as granted: `CONTEXT_SCOPES`. */
  readonly context: readonly string[];
  /** Of the launch; null where the user chooses. */
  readonly patient: string | null;
  /** Session of the user whom it was shown to: nobody else's answer counts. */
  readonly session: string | null;
}

/** What a user granted. */
export interface Authorized extends AuthorizationAsked {
  readonly user: Actor;
}

const LAUNCH_SECONDS = 300;
const ASKED_SECONDS = 600;
const CODE_SECONDS = 60;

/** Keeps each until it is taken or runs out. */
export class Authorizations {
  readonly #launches: TimedTokens<Launch>;
  readonly #asked: TimedTokens<AuthorizationAsked>;
  readonly #codes: TimedTokens<Authorized>;

  constructor(clock: Clock) {
    this.#launches = new TimedTokens(clock, LAUNCH_SECONDS);
    this.#asked = new TimedTokens(clock, ASKED_SECONDS);
    this.#codes = new TimedTokens(clock, CODE_SECONDS);
  }

  launch(launch: Launch): string {
    return this.#launches.keep(launch);
  }

  takeLaunch(token: string): Launch | null {
    return this.#launches.take(token);
  }

  ask(asked: AuthorizationAsked): string {
    return this.#asked.keep(asked);
  }

  takeAsked(token: string): AuthorizationAsked | null {
    return this.#asked.take(token);
  }

  grant(authorized: Authorized): string {
    return this.#codes.keep(authorized);
  }

  /** What a code stands for, to whom it was given and who shows the verifier (RFC 7636, S256); a code is spent by the first who shows it. */
  takeCode(code: string, app: string, redirectUri: string, verifier: string): Authorized | null {
    const found = this.#codes.take(code);
    if (found === null || found.app !== app || found.redirectUri !== redirectUri) return null;
    const shown = Buffer.from(challengeOf(verifier));
    const kept = Buffer.from(found.challenge);
    return shown.length === kept.length && timingSafeEqual(shown, kept) ? found : null;
  }
}

/** The challenge of a verifier (RFC 7636, S256). */
export function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
