// Signing in with a name and a password, out again, and telling who sends a request.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { type SubjectRef, TwinwardError } from '@twinward/contract';
import type { Account, AuditRow, Clock, TwinRecord } from '@twinward/record';
import { DEVICE_ROLE } from '../connectors/device-secrets.ts';
import type { Actor } from './actor.ts';
import { AttemptThrottle } from './attempt-throttle.ts';
import { hashPassword, passwordMatches } from './passwords.ts';
import { hashToken, SessionBook } from './session-book.ts';

/** How someone signs in. */
export interface SignInWay {
  readonly address: string;
  readonly by: Actor['by'];
  /** Gives the row of this access, into which what became of it is written. */
  audit(): readonly AuditRow[];
}

/** Password checks that may run at once; each holds 19 MiB and a core for some 30 ms. */
const MOST_AT_ONCE = 8;

/** The accounts' door. */
export class SignIn {
  readonly #record: TwinRecord;
  readonly #clock: Clock;
  readonly #sessions: SessionBook;
  readonly #byPair = new AttemptThrottle(5);
  readonly #byName = new AttemptThrottle(20);
  readonly #byAddress = new AttemptThrottle(40);
  readonly #byToken = new AttemptThrottle(100);
  readonly #localToken: Buffer;
  readonly #nobody: string;
  #running = 0;

  private constructor(record: TwinRecord, clock: Clock, localToken: string, nobody: string) {
    this.#record = record;
    this.#clock = clock;
    this.#sessions = new SessionBook(record.accounts, clock);
    this.#localToken = Buffer.from(hashToken(localToken), 'hex');
    this.#nobody = nobody;
  }

  /** The door of a record; `localToken` lets the command line of whoever started the server in. */
  static async over(record: TwinRecord, clock: Clock, localToken: string): Promise<SignIn> {
    return new SignIn(record, clock, localToken, await hashPassword(randomBytes(32).toString('hex')));
  }

  /**
   * Opens a session. Unknown names take as long as known ones. Throws `auth.failed`, saying no more than that name and
   * password do not belong together, or `auth.throttled`; every outcome is audited before it is told.
   */
  async open(
    name: string,
    password: string,
    way: SignInWay,
  ): Promise<{ readonly actor: Actor; readonly token: string }> {
    const known = name.toLowerCase();
    const pair = `${known} ${way.address}`;
    const now = this.#clock.now();
    if (this.#running >= MOST_AT_ONCE) throw busy();
    this.#byPair.attempt(pair, now);
    this.#byName.attempt(known, now);
    this.#byAddress.attempt(way.address, now);
    this.#running++;
    try {
      const account = await this.#record.accounts.byName(known);
      const matches = await passwordMatches(account?.passwordHash ?? this.#nobody, password);
      // A device's secret opens the broker, never a session.
      if (account === null || account.disabled || account.role === DEVICE_ROLE || !matches) {
        const target = account === null ? 'unknown account' : `account ${account.id}`;
        const reason = 'name and password do not belong together';
        await this.#audit(way.audit(), { target, allowed: false, reason });
        throw new TwinwardError('auth.failed', reason, {
          field: 'password',
          remedy: 'check both; passwords of the demo stand in sign-ins.txt of the data folder',
        });
      }
      this.#byPair.succeed(pair);
      this.#byName.takeBack(known);
      this.#byAddress.takeBack(way.address);
      const opened = await this.#sessions.open(account, way.by);
      const { id, role } = account;
      await this.#audit(way.audit(), { actor: id, role, target: `account ${id}`, reason: 'password' });
      return opened;
    } finally {
      this.#running--;
    }
  }

  /** Opens a session for somebody whom another system vouches for, at one patient; the caller has checked its word and audits. */
  admit(
    account: Account,
    confinedTo: SubjectRef,
  ): Promise<{ readonly actor: Actor; readonly token: string }> {
    return this.#sessions.open(account, 'cookie', confinedTo);
  }

  /** Ends the actor's session. */
  async close(actor: Actor): Promise<void> {
    if (actor.session !== null) await this.#sessions.close(actor.session);
  }

  /** Whom a token stands for, or null. Throws `auth.throttled` for an address that keeps trying tokens. */
  find(token: string, by: Actor['by'], address: string): Actor | null | Promise<Actor | null> {
    if (by === 'bearer' && timingSafeEqual(Buffer.from(hashToken(token), 'hex'), this.#localToken)) {
      return LOCAL;
    }
    const found = this.#sessions.find(token, by);
    return found instanceof Promise ? found.then((actor) => this.#counted(actor, address)) : found;
  }

  /** Whether the actor's session still stands. */
  async stands(actor: Actor, token: string): Promise<boolean> {
    return actor.session === null || this.#sessions.stands(token, actor.by);
  }

  #counted(actor: Actor | null, address: string): Actor | null {
    if (actor === null) this.#byToken.attempt(address, this.#clock.now());
    return actor;
  }

  #audit(rows: readonly AuditRow[], outcome: Partial<AuditRow>): Promise<void> {
    return this.#record.events.audit(rows.map((row) => ({ ...row, ...outcome })));
  }
}

/** Id of the command line of whoever started the server. */
export const LOCAL_ACCOUNT = 'local-cli';

const LOCAL: Actor = {
  id: LOCAL_ACCOUNT,
  name: 'local-cli',
  displayName: 'Command line of this machine',
  role: 'administrator',
  by: 'bearer',
  session: null,
  expiresAt: null,
};

function busy(): TwinwardError {
  return new TwinwardError('auth.throttled', 'too many people sign in at once', {
    retryAfter: 1,
    remedy: 'try again in a moment',
  });
}
