import type { Instant, SubjectRef } from '@twinward/contract';

/** Someone who may sign in. */
export interface Account {
  readonly id: string;
  /** Lower-case sign-in name. */
  readonly name: string;
  readonly displayName: string;
  readonly role: string;
  /** argon2id, PHC string. */
  readonly passwordHash: string;
  readonly disabled: boolean;
}

/** A signed-in browser or command line; only the hash of its token is stored. */
export interface Session {
  readonly tokenHash: string;
  readonly account: string;
  readonly createdAt: Instant;
  readonly expiresAt: Instant;
  /** Whom alone it is about; null for all. */
  readonly confinedTo: SubjectRef | null;
}

/** Accounts and sessions. */
export interface AccountStore {
  byName(name: string): Promise<Account | null>;
  byId(id: string): Promise<Account | null>;
  list(): Promise<readonly Account[]>;
  /** Adds or changes an account. Throws `resource.conflict` when another account bears the name. */
  put(account: Account): Promise<void>;
  /** Opens a session, or moves the end of one that is open. Throws `resource.missing` when there is no such account. */
  openSession(session: Session): Promise<void>;
  /** The session as it was opened, expired or not. */
  session(tokenHash: string): Promise<Session | null>;
  endSession(tokenHash: string): Promise<void>;
  /** Ends the sessions whose end has come; how many there were. */
  endExpired(now: Instant): Promise<number>;
}
