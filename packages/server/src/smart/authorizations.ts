// SMART App Launch under way: launches, requests before their user, codes before their app; all short-lived, in memory, taken once.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Clock } from '@twinward/record';
import type { Actor } from '../access/actor.ts';
import type { SmartScope } from './smart-scope.ts';

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
  readonly scopes: readonly SmartScope[];
  /** Scopes about the launch rather than about resources, as granted: `launch`, `launch/patient`. */
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

interface Timed<T> {
  readonly value: T;
  readonly until: number;
}

const LAUNCH_SECONDS = 300;
const ASKED_SECONDS = 600;
const CODE_SECONDS = 60;
const MOST = 10_000;

/** Keeps each until it is taken or runs out. */
export class Authorizations {
  readonly #clock: Clock;
  readonly #launches = new Map<string, Timed<Launch>>();
  readonly #asked = new Map<string, Timed<AuthorizationAsked>>();
  readonly #codes = new Map<string, Timed<Authorized>>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  launch(launch: Launch): string {
    return this.#keep(this.#launches, launch, LAUNCH_SECONDS);
  }

  takeLaunch(token: string): Launch | null {
    return this.#take(this.#launches, token);
  }

  ask(asked: AuthorizationAsked): string {
    return this.#keep(this.#asked, asked, ASKED_SECONDS);
  }

  takeAsked(token: string): AuthorizationAsked | null {
    return this.#take(this.#asked, token);
  }

  grant(authorized: Authorized): string {
    return this.#keep(this.#codes, authorized, CODE_SECONDS);
  }

  /** What a code stands for, to whom it was given and who shows the verifier (RFC 7636, S256); a code is spent by the first who shows it. */
  takeCode(code: string, app: string, redirectUri: string, verifier: string): Authorized | null {
    const found = this.#take(this.#codes, code);
    if (found === null || found.app !== app || found.redirectUri !== redirectUri) return null;
    const shown = Buffer.from(createHash('sha256').update(verifier).digest('base64url'));
    const kept = Buffer.from(found.challenge);
    return shown.length === kept.length && timingSafeEqual(shown, kept) ? found : null;
  }

  #keep<T>(kept: Map<string, Timed<T>>, value: T, seconds: number): string {
    const now = this.#clock.now();
    for (const [token, { until }] of kept) {
      if (until > now && kept.size < MOST) break;
      kept.delete(token);
    }
    const token = randomBytes(32).toString('base64url');
    kept.set(token, { value, until: now + seconds * 1000 });
    return token;
  }

  #take<T>(kept: Map<string, Timed<T>>, token: string): T | null {
    const found = kept.get(token);
    kept.delete(token);
    return found !== undefined && found.until > this.#clock.now() ? found.value : null;
  }
}
