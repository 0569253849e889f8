// Accounts and sessions in memory.
import type { Instant } from '@twinward/contract';
import { nameTaken, noSuchAccount } from '../account-errors.ts';
import type { Account, AccountStore, Session } from '../ports/account-store.ts';

/** Accounts of one process. */
export class MemoryAccountStore implements AccountStore {
  readonly #accounts = new Map<string, Account>();
  readonly #sessions = new Map<string, Session>();

  async byName(name: string): Promise<Account | null> {
    return [...this.#accounts.values()].find((account) => account.name === name.toLowerCase()) ?? null;
  }

  async byId(id: string): Promise<Account | null> {
    return this.#accounts.get(id) ?? null;
  }

  async list(): Promise<readonly Account[]> {
    return [...this.#accounts.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  }

  async put(account: Account): Promise<void> {
    const name = account.name.toLowerCase();
    const bearer = await this.byName(name);
    if (bearer !== null && bearer.id !== account.id) throw nameTaken();
    this.#accounts.set(account.id, { ...account, name });
  }

  async openSession(session: Session): Promise<void> {
    if (!this.#accounts.has(session.account)) throw noSuchAccount();
    this.#sessions.set(session.tokenHash, { ...session });
  }

  async session(tokenHash: string): Promise<Session | null> {
    return this.#sessions.get(tokenHash) ?? null;
  }

  async endSession(tokenHash: string): Promise<void> {
    this.#sessions.delete(tokenHash);
  }

  async endExpired(now: Instant): Promise<number> {
    let ended = 0;
    for (const [hash, session] of this.#sessions) {
      if (session.expiresAt <= now && this.#sessions.delete(hash)) ended++;
    }
    return ended;
  }
}
