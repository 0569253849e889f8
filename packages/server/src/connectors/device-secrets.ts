// What devices sign in with: a secret each, of which only the argon2id hash is kept, beside the passwords of people.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { TwinwardError } from '@twinward/contract';
import type { AccountStore, Clock } from '@twinward/record';
import { AttemptThrottle } from '../access/attempt-throttle.ts';
import { hashPassword, passwordMatches } from '../access/passwords.ts';

/** The role of accounts that are devices; it may do nothing over HTTP. */
export const DEVICE_ROLE = 'device';

/** Secrets checked at a time; each holds 19 MiB and a core for some 30 ms. */
const AT_ONCE = 4;

/** A device that may sign in. */
export interface DeviceAccount {
  readonly device: string;
  readonly label: string;
  readonly disabled: boolean;
}

/** Secrets of devices. */
export class DeviceSecrets {
  readonly #accounts: AccountStore;
  readonly #clock: Clock;
  readonly #byDevice = new AttemptThrottle(10);
  /** A ward's devices come back through one address, all at once. */
  readonly #byAddress = new AttemptThrottle(1000);
  readonly #turns: Promise<unknown>[] = Array.from({ length: AT_ONCE }, () => Promise.resolve());
  #turn = 0;
  /** Of secrets that matched, their keyed hash and the stored one they matched: a device that comes back costs no argon2. */
  readonly #matched = new Map<string, { readonly stored: string; readonly mac: Buffer }>();
  readonly #key = randomBytes(32);
  readonly #nobody = hashPassword(randomBytes(32).toString('hex'));

  constructor(accounts: AccountStore, clock: Clock) {
    this.#accounts = accounts;
    this.#clock = clock;
  }

  async list(): Promise<readonly DeviceAccount[]> {
    const devices = (await this.#accounts.list()).filter(({ role }) => role === DEVICE_ROLE);
    return devices.map(({ name, displayName, disabled }) => ({
      device: name.slice('device:'.length),
      label: displayName,
      disabled,
    }));
  }

  /** Gives a device a new secret, which is told once; an earlier one no longer opens anything. */
  async issue(device: string, label: string): Promise<string> {
    const secret = randomBytes(24).toString('base64url');
    const name = nameOf(device);
    const passwordHash = await hashPassword(secret);
    await this.#accounts.put({
      id: name,
      name,
      displayName: label,
      role: DEVICE_ROLE,
      passwordHash,
      disabled: false,
    });
    return secret;
  }

  /** Lets a device sign in no more, or again with the secret it has. Throws `resource.missing`. */
  async setDisabled(device: string, disabled: boolean): Promise<void> {
    const account = await this.#accounts.byName(nameOf(device));
    if (account === null)
      throw new TwinwardError('resource.missing', 'there is no such device', { field: 'id' });
    await this.#accounts.put({ ...account, disabled });
  }

  /** Whether a secret is the device's; throws `auth.throttled` for who keeps failing. */
  async matches(device: string, secret: string, address: string): Promise<boolean> {
    const account = await this.#accounts.byName(nameOf(device));
    const mac = createHmac('sha256', this.#key).update(`${device}\u0000${secret}`).digest();
    const known = this.#matched.get(device);
    if (
      account !== null &&
      !account.disabled &&
      known?.stored === account.passwordHash &&
      timingSafeEqual(known.mac, mac)
    )
      return true;
    const now = this.#clock.now();
    this.#byDevice.attempt(device, now);
    this.#byAddress.attempt(address, now);
    // An unknown device takes as long as a known one.
    const stored = account?.passwordHash ?? (await this.#nobody);
    const right = await this.#inTurn(() => passwordMatches(stored, secret));
    if (account === null || account.disabled || !right) return false;
    this.#byDevice.succeed(device);
    this.#byAddress.takeBack(address);
    this.#matched.set(device, { stored: account.passwordHash, mac });
    return true;
  }

  /** Few checks at a time, however many devices come back at once; the others wait. */
  #inTurn<T>(work: () => Promise<T>): Promise<T> {
    const lane = this.#turn++ % AT_ONCE;
    const turn = this.#turns[lane]!.then(work);
    this.#turns[lane] = turn.catch(() => undefined);
    return turn;
  }
}

/** Accounts of devices stand apart from those of people by their name, too. */
function nameOf(device: string): string {
  return `device:${device}`;
}
