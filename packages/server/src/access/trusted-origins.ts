// Other origins (scheme, host and port) that an administrator trusts for a purpose: where notifications may go, who may show our pages in a frame.
import { TwinwardError } from '@twinward/contract';
import type { Clock, StateStore } from '@twinward/record';

/** `notify`: FHIR notifications may be sent there. `frame`: its pages may show ours inside them. */
export const ORIGIN_PURPOSES = ['notify', 'frame'] as const;

/** One origin for one purpose. */
export interface TrustedOrigin {
  /** `https://ehr.example.org` */
  readonly origin: string;
  readonly purpose: (typeof ORIGIN_PURPOSES)[number];
  readonly addedAt: string;
  readonly addedBy: string;
}

const KIND = 'trusted-origin';

/** The list, at hand in memory and durable in the record. */
export class TrustedOrigins {
  readonly #states: StateStore;
  readonly #clock: Clock;
  #list: readonly TrustedOrigin[];

  private constructor(states: StateStore, clock: Clock, list: readonly TrustedOrigin[]) {
    this.#states = states;
    this.#clock = clock;
    this.#list = list;
  }

  static async open(states: StateStore, clock: Clock): Promise<TrustedOrigins> {
    const list = await states.list(KIND);
    return new TrustedOrigins(
      states,
      clock,
      list.map(({ value }) => value as TrustedOrigin),
    );
  }

  list(): readonly TrustedOrigin[] {
    return this.#list;
  }

  /** Whose pages may show ours inside them. */
  framers(): readonly string[] {
    return this.#list.flatMap(({ origin, purpose }) => (purpose === 'frame' ? [origin] : []));
  }

  /** Whether an address lies at an origin that is trusted for a purpose. */
  trusts(address: string, purpose: TrustedOrigin['purpose']): boolean {
    const origin = originOf(address);
    return origin !== null && this.#list.some((one) => one.origin === origin && one.purpose === purpose);
  }

  /** Trusts an origin. Throws `request.invalid` for what is none. */
  async add(address: string, purpose: TrustedOrigin['purpose'], by: string): Promise<TrustedOrigin> {
    const origin = originOf(address);
    if (origin === null || origin !== address.replace(/\/$/, '').toLowerCase()) {
      throw new TwinwardError('request.invalid', 'this is no origin', {
        field: 'origin',
        remedy: 'send scheme, host and port alone: https://ehr.example.org',
      });
    }
    const added: TrustedOrigin = {
      origin,
      purpose,
      addedAt: new Date(this.#clock.now()).toISOString(),
      addedBy: by,
    };
    await this.#states.put([{ kind: KIND, key: `${purpose}|${origin}`, value: added }]);
    this.#list = [...this.#list.filter((one) => !isSame(one, added)), added];
    return added;
  }

  /** Trusts it no longer. Throws `resource.missing`. */
  async remove(origin: string, purpose: TrustedOrigin['purpose']): Promise<void> {
    const rest = this.#list.filter((one) => !isSame(one, { origin, purpose }));
    if (rest.length === this.#list.length) {
      throw new TwinwardError('resource.missing', 'this origin is not trusted', {
        field: 'origin',
        remedy: 'see the list',
      });
    }
    await this.#states.put([{ kind: KIND, key: `${purpose}|${origin}`, value: null }]);
    this.#list = rest;
  }
}

function isSame(a: TrustedOrigin, b: Pick<TrustedOrigin, 'origin' | 'purpose'>): boolean {
  return a.origin === b.origin && a.purpose === b.purpose;
}

function originOf(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const { origin, protocol } = new URL(address);
  return protocol === 'https:' || protocol === 'http:' ? origin : null;
}
