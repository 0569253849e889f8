// Sessions: who holds a valid token. Only hashes of tokens are stored; a short cache keeps the record out of every request.
import { createHash, randomBytes } from 'node:crypto';
import { type Instant, instant, type SubjectRef } from '@twinward/contract';
import type { Account, AccountStore, Clock, Session } from '@twinward/record';
import type { Actor } from './actor.ts';

/** A session ends after an hour without use, and after twelve hours whatever happens. */
const IDLE = 60 * 60_000;
const ABSOLUTE = 12 * 60 * 60_000;
/** How long an answer is trusted without asking the record again: the longest a disabled account lives on. */
const TRUSTED = 10_000;
/** How far the stored expiry may lag behind use. */
const EXTEND_AFTER = 60_000;
const MOST_CACHED = 10_000;

interface Known {
  readonly actor: Actor;
  readonly createdAt: Instant;
  readonly checkedAt: number;
}

/** The sessions of one server. */
export class SessionBook {
  readonly #accounts: AccountStore;
  readonly #clock: Clock;
  readonly #known = new Map<string, Known>();

  constructor(accounts: AccountStore, clock: Clock) {
    this.#accounts = accounts;
    this.#clock = clock;
  }

  /** Opens a session for an account; the token is 256 random bits and is never stored. */
  async open(
    account: Account,
    by: Actor['by'],
    confinedTo: SubjectRef | null = null,
  ): Promise<{ readonly actor: Actor; readonly token: string }> {
    const token = randomBytes(32).toString('base64url');
    const tokenHash = hashToken(token);
    const createdAt = this.#clock.now();
    const expiresAt = instant(createdAt + IDLE);
    await this.#accounts.openSession({ tokenHash, account: account.id, createdAt, expiresAt, confinedTo });
    const actor = actorOf(account, { tokenHash, expiresAt, confinedTo }, by);
    this.#remember(tokenHash, { actor, createdAt, checkedAt: createdAt });
    return { actor, token };
  }

  /** Whom a token stands for, or null; at once when it was asked about within ten seconds. */
  find(token: string, by: Actor['by']): Actor | null | Promise<Actor | null> {
    const tokenHash = hashToken(token);
    const known = this.#known.get(tokenHash);
    const now = this.#clock.now();
    if (known !== undefined && now - known.checkedAt < TRUSTED && now < (known.actor.expiresAt ?? 0)) {
      return known.actor.by === by ? known.actor : { ...known.actor, by };
    }
    return this.#look(tokenHash, by, now, true);
  }

  /** Whether a token still stands; asking is no use of the session and does not prolong it. */
  async stands(token: string, by: Actor['by']): Promise<boolean> {
    return (await this.#look(hashToken(token), by, this.#clock.now(), false)) !== null;
  }

  /** Ends a session, here and in the record. */
  async close(tokenHash: string): Promise<void> {
    this.#known.delete(tokenHash);
    await this.#accounts.endSession(tokenHash);
  }

  async #look(tokenHash: string, by: Actor['by'], now: Instant, used: boolean): Promise<Actor | null> {
    const session = await this.#accounts.session(tokenHash);
    if (session === null) {
      this.#known.delete(tokenHash);
      return null;
    }
    const account = await this.#accounts.byId(session.account);
    const over = session.expiresAt <= now || session.createdAt + ABSOLUTE <= now;
    if (over || account === null || account.disabled) {
      await this.close(tokenHash);
      return null;
    }
    const extended = instant(Math.min(now + IDLE, session.createdAt + ABSOLUTE));
    const prolonged = used && extended - session.expiresAt > EXTEND_AFTER;
    const expiresAt = prolonged ? extended : session.expiresAt;
    if (prolonged) await this.#accounts.openSession({ ...session, expiresAt });
    const actor = actorOf(account, { ...session, expiresAt }, by);
    if (used) this.#remember(tokenHash, { actor, createdAt: session.createdAt, checkedAt: now });
    return actor;
  }

  #remember(tokenHash: string, known: Known): void {
    if (this.#known.size >= MOST_CACHED) this.#known.clear();
    this.#known.set(tokenHash, known);
  }
}

/** SHA-256 of a token, hexadecimal: all that is ever stored of it. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

function actorOf(
  { id, name, displayName, role }: Account,
  { tokenHash, expiresAt, confinedTo }: Pick<Session, 'tokenHash' | 'expiresAt' | 'confinedTo'>,
  by: Actor['by'],
): Actor {
  const actor: Actor = { id, name, displayName, role, by, session: tokenHash, expiresAt };
  return confinedTo === null ? actor : { ...actor, confinedTo };
}
