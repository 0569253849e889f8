// Access tokens: opaque, short-lived, known by their hash, gone with the process; whoever holds one signs in anew.
import { randomBytes } from 'node:crypto';
import type { Clock } from '@twinward/record';
import type { Actor } from '../access/actor.ts';
import { hashToken } from '../access/session-book.ts';

/** Seconds a token holds. */
export const TOKEN_SECONDS = 300;
const PREFIX = 'twat_';
const MOST = 100_000;

/** Tokens that hold. */
export class AccessGrants {
  readonly #clock: Clock;
  readonly #actors = new Map<string, Actor>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** A new token for somebody. */
  issue(actor: Omit<Actor, 'by' | 'session' | 'expiresAt'>): string {
    const token = PREFIX + randomBytes(32).toString('base64url');
    const now = this.#clock.now();
    // The oldest come first: each holds as long as any other.
    for (const [hash, { expiresAt }] of this.#actors) {
      if ((expiresAt ?? 0) > now && this.#actors.size < MOST) break;
      this.#actors.delete(hash);
    }
    this.#actors.set(hashToken(token), {
      ...actor,
      by: 'bearer',
      session: null,
      expiresAt: now + TOKEN_SECONDS * 1000,
    });
    return token;
  }

  /** Whom a token stands for; null for one that is none or holds no longer, undefined for a token of another kind. */
  find(token: string): Actor | null | undefined {
    if (!token.startsWith(PREFIX)) return undefined;
    const actor = this.#actors.get(hashToken(token));
    return actor !== undefined && (actor.expiresAt ?? 0) > this.#clock.now() ? actor : null;
  }

  /** Takes back one token of a system; whether it was one. */
  revokeToken(token: string, app: string): boolean {
    const hash = hashToken(token);
    return this.#actors.get(hash)?.grant?.app === app && this.#actors.delete(hash);
  }

  /** Takes back every token that one permission of a user led to. */
  revokePermission(permission: string): void {
    for (const [hash, actor] of this.#actors)
      if (actor.grant?.permission === permission) this.#actors.delete(hash);
  }

  /** Takes back every token of a system. */
  revoke(app: string): void {
    for (const [hash, actor] of this.#actors) if (actor.grant?.app === app) this.#actors.delete(hash);
  }
}
