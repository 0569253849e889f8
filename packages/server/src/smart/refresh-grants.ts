// Refresh tokens: changed at every use, known by the hash of the latest; one that was used before ends all that came of its permission.
import { randomBytes } from 'node:crypto';
import type { Instant } from '@twinward/contract';
import type { AccountStore, Clock, StateStore } from '@twinward/record';
import { hashToken } from '../access/session-book.ts';
import { OneByOne } from '../one-by-one.ts';
import type { Authorized } from './authorizations.ts';
import { scopeText } from './smart-scope.ts';

/** What a user permitted, for as long as it goes on. */
export interface Permitted {
  readonly app: string;
  readonly account: string;
  readonly scopes: readonly string[];
  readonly context: readonly string[];
  readonly patient: string | null;
  /** Hash of the session it ends with (`online_access`); null where it goes on without (`offline_access`). */
  readonly session: string | null;
  /** Milliseconds since 1970 from which on nobody goes on with it. */
  readonly until: Instant;
}

/** What came of showing a refresh token. */
export type Refreshed =
  | { readonly permission: string; readonly permitted: Permitted; readonly next: string }
  | { readonly permission: string; readonly permitted: null };

interface Kept extends Permitted {
  /** Hash of the one token that holds. */
  readonly current: string;
  readonly expiresAt: Instant;
}

const KIND = 'smart-permission';
const TOKEN = /^twrt_([\w-]{22})\.[\w-]{43}$/;
const DAY = 86_400_000;
/** A token that is not used for 30 days, and a permission after 180, must be asked for anew. */
const IDLE = 30 * DAY;
const LONGEST = 180 * DAY;

/** Permissions that go on after the first access token. */
export class RefreshGrants {
  readonly #states: StateStore;
  readonly #accounts: Pick<AccountStore, 'session'>;
  readonly #clock: Clock;
  /** One after another: of two who show one token at the same moment, the second has shown a used one. */
  readonly #turns: OneByOne = new OneByOne();

  constructor(states: StateStore, accounts: Pick<AccountStore, 'session'>, clock: Clock) {
    this.#states = states;
    this.#accounts = accounts;
    this.#clock = clock;
  }

  /** The first token of what a user permitted. */
  begin({ app, user, scopes, context, patient }: Authorized, permission: string): Promise<string> {
    return this.#give(permission, {
      app,
      account: user.id,
      scopes: scopes.map(scopeText),
      context,
      patient,
      session: context.includes('offline_access') ? null : user.session,
      until: (this.#clock.now() + LONGEST) as Instant,
    });
  }

  /** What a token of an app stands for, with the next one; `permitted` is null where it was used before, which ended its permission. Null for no token that holds. */
  use(token: string, app: string): Promise<Refreshed | null> {
    return this.#turns.run(() => this.#use(token, app));
  }

  /** Ends the permission a token rests on; its name, or null for no token of this app. */
  async revoke(token: string, app: string): Promise<string | null> {
    const permission = TOKEN.exec(token)?.[1] ?? '';
    const kept = await this.#find(permission);
    if (kept === null || kept.app !== app) return null;
    await this.#end([permission]);
    return permission;
  }

  /** Ends whatever was permitted to an app, and forgets what has run out. */
  async revokeApp(app: string): Promise<void> {
    const now = this.#clock.now();
    const all = await this.#states.list(KIND);
    const gone = all.filter(({ value }) => {
      const kept = value as Kept;
      return kept.app === app || kept.expiresAt <= now;
    });
    await this.#end(gone.map(({ key }) => key));
  }

  async #use(token: string, app: string): Promise<Refreshed | null> {
    const permission = TOKEN.exec(token)?.[1] ?? '';
    const kept = await this.#find(permission);
    if (kept === null || kept.app !== app) return null;
    if (kept.current !== hashToken(token)) {
      await this.#end([permission]);
      return { permission, permitted: null };
    }
    const { current: _current, expiresAt, ...permitted } = kept;
    const now = this.#clock.now();
    if (expiresAt <= now || !(await this.#sessionStands(permitted, now))) {
      await this.#end([permission]);
      return null;
    }
    return { permission, permitted, next: await this.#give(permission, permitted) };
  }

  async #sessionStands({ session }: Permitted, now: Instant): Promise<boolean> {
    if (session === null) return true;
    const found = await this.#accounts.session(session);
    return found !== null && found.expiresAt > now;
  }

  async #give(permission: string, permitted: Permitted): Promise<string> {
    const token = `twrt_${permission}.${randomBytes(32).toString('base64url')}`;
    const expiresAt = Math.min(this.#clock.now() + IDLE, permitted.until) as Instant;
    const value: Kept = { ...permitted, current: hashToken(token), expiresAt };
    await this.#states.put([{ kind: KIND, key: permission, value }]);
    return token;
  }

  async #find(permission: string): Promise<Kept | null> {
    return permission === '' ? null : ((await this.#states.get(KIND, permission)) as Kept | null);
  }

  async #end(permissions: readonly string[]): Promise<void> {
    await this.#states.put(permissions.map((key) => ({ kind: KIND, key, value: null })));
  }
}

/** A name for a new permission: 128 random bits. */
export function newPermission(): string {
  return randomBytes(16).toString('base64url');
}
