// What the account store promises.
import { describe, expect, it } from 'vitest';
import type { Account } from '../ports/account-store.ts';
import type { Subject } from './record-conformance.ts';
import { minute, somebody } from './sample-events.ts';

/** Declares the claims about the accounts and sessions of a record. */
export function describeAccounts(opened: () => Subject): void {
  const store = () => opened().record.accounts;

  describe('accounts', () => {
    it('finds an account by id and by name in any case, and changes it in place', async () => {
      const ann = account();
      await store().put(ann);
      expect(await store().byName(ann.name.toUpperCase())).toEqual(ann);
      await store().put({ ...ann, disabled: true });
      expect(await store().byId(ann.id)).toEqual({ ...ann, disabled: true });
      expect((await store().list()).filter((a) => a.id === ann.id)).toHaveLength(1);
      expect(await store().byName('nobody-of-this-name')).toBeNull();
    });

    it('refuses a name that another account bears', async () => {
      const [ann, bob] = [account(), account()];
      await store().put(ann);
      await expect(store().put({ ...bob, name: ann.name.toUpperCase() })).rejects.toMatchObject({
        code: 'resource.conflict',
      });
      expect(await store().byId(bob.id)).toBeNull();
    });

    it('ends sessions one by one and those expired together', async () => {
      const [ann, subject] = [account(), somebody()];
      await store().put(ann);
      const session = (name: string, expires: number) => ({
        tokenHash: `${ann.id}-${name}`,
        account: ann.id,
        createdAt: minute(0),
        expiresAt: minute(expires),
        confinedTo: name === 'b' ? subject : null,
      });
      for (const s of [session('a', 10), session('b', 20), session('c', 30)]) await store().openSession(s);
      expect(await store().session(`${ann.id}-b`)).toEqual(session('b', 20));
      await store().openSession(session('b', 25));
      expect(await store().session(`${ann.id}-b`)).toEqual(session('b', 25));
      await store().endSession(`${ann.id}-c`);
      expect(await store().session(`${ann.id}-c`)).toBeNull();
      expect(await store().endExpired(minute(10))).toBe(1);
      expect(await store().session(`${ann.id}-a`)).toBeNull();
      expect(await store().session(`${ann.id}-b`)).not.toBeNull();
      await store().endSession(`${ann.id}-b`);
    });

    it('opens no session for an account that does not exist', async () => {
      const stranger = {
        tokenHash: 'x',
        account: 'nobody',
        createdAt: minute(0),
        expiresAt: minute(9),
        confinedTo: null,
      };
      await expect(store().openSession(stranger)).rejects.toMatchObject({ code: 'resource.missing' });
    });
  });
}

function account(): Account {
  const id = somebody().slice('Patient/'.length);
  return {
    id,
    name: `name-${id}`,
    displayName: 'Ann',
    role: 'clinician',
    passwordHash: '$argon2id$',
    disabled: false,
  };
}
