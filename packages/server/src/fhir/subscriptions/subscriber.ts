// Who is told by a Subscription, and whether they still may be: asked at each delivery, not only when it was written.
import type { AccountStore } from '@twinward/record';
import type { Actor } from '../../access/actor.ts';
import { decide } from '../../access/decide.ts';
import { LOCAL_ACCOUNT } from '../../access/sign-in.ts';
import type { EhrBook } from '../../ehr/ehr-book.ts';
import type { AppRegistry } from '../../smart/app-registry.ts';

/** Whoever wrote a Subscription, or listens to one. */
export interface Subscriber {
  /** Account id; null where a system acts on its own behalf. */
  readonly account: string | null;
  /** The system in between; null where there is none. */
  readonly app: string | null;
}

/** Whom an access is of. */
export function subscriberOf({ id, grant }: Actor): Subscriber {
  if (grant === undefined) return { account: id, app: null };
  const prefix = `app:${grant.app}/`;
  return { account: id.startsWith(prefix) ? id.slice(prefix.length) : null, app: grant.app };
}

/** Answers from accounts and systems as they stand now. */
export class SubscriberRights {
  readonly #accounts: Pick<AccountStore, 'byId'>;
  readonly #apps: Pick<AppRegistry, 'list'>;
  readonly #ehrs: Pick<EhrBook, 'letsSeeAll'>;

  constructor(
    accounts: Pick<AccountStore, 'byId'>,
    apps: Pick<AppRegistry, 'list'>,
    ehrs: Pick<EhrBook, 'letsSeeAll'>,
  ) {
    this.#accounts = accounts;
    this.#apps = apps;
    this.#ehrs = ehrs;
  }

  /** Why somebody may not be told of resources of a type any more; null where they may. */
  async denial(subscriber: Subscriber | null, type: string): Promise<string | null> {
    if (subscriber === null) return 'it is not known who asked for it; write it again';
    const { account, app } = subscriber;
    if (app !== null && !this.#apps.list().some(({ id, disabled }) => id === app && !disabled)) {
      return 'the system that asked for it was shut out';
    }
    if (account === null || account === LOCAL_ACCOUNT) return null;
    const found = await this.#accounts.byId(account);
    if (found === null || found.disabled) return 'the account that asked for it was shut out';
    if (!this.#ehrs.letsSeeAll(account)) return 'the EHR whose user asked for it lets them see no more';
    const { id, name, displayName, role } = found;
    const actor: Actor = { id, name, displayName, role, by: 'bearer', session: null, expiresAt: null };
    const { allowed, reason } = decide(actor, 'fhir:read', type);
    return allowed ? null : reason;
  }
}
