// The resource store as the scopes of a token let it be seen: every read of an interaction goes through here.
import { type JsonObject, parseExact } from '@twinward/connect/fhir';
import type { ResourceQuery, ResourceTest, StoredResource } from '@twinward/contract';
import type { ChangeQuery, ResourcePage, ResourceStore } from '@twinward/record';
import type { FhirEndpoint } from './fhir-endpoint.ts';

/** What interactions read by. */
export type ReadableResources = Pick<
  ResourceStore,
  'read' | 'readMany' | 'readVersion' | 'history' | 'search' | 'count'
>;

/** A store of which only what the rights of an endpoint allow is there. */
export class GrantedResources implements ReadableResources {
  readonly #store: ResourceStore;
  readonly #endpoint: FhirEndpoint;

  constructor(store: ResourceStore, endpoint: FhirEndpoint) {
    this.#store = store;
    this.#endpoint = endpoint;
  }

  async read(type: string, id: string): Promise<StoredResource | null> {
    return this.#visible(type, await this.#store.read(type, id));
  }

  async readVersion(type: string, id: string, version: number): Promise<StoredResource | null> {
    return this.#visible(type, await this.#store.readVersion(type, id, version));
  }

  async readMany(
    refs: readonly { readonly type: string; readonly id: string }[],
  ): Promise<readonly StoredResource[]> {
    const { rights } = this.#endpoint;
    const found = await this.#store.readMany(refs.filter(({ type }) => rights.grants(type, 'r')));
    return found.filter((one) => this.#allowed(one));
  }

  /** Of all types only where all may be read: a page that hides some would tell how many there are. */
  async history(query: ChangeQuery): Promise<readonly StoredResource[]> {
    const { rights } = this.#endpoint;
    if (query.type === undefined) {
      const every = Object.keys(this.#endpoint.definitions.search);
      const hidden = every.find((type) => !rights.grants(type, 'r') || rights.test(type, 'r') !== null);
      if (hidden !== undefined) throw rights.refusal(hidden, 'r');
      return this.#store.history(query);
    }
    rights.test(query.type, 'r');
    const found = await this.#store.history(query);
    const seen = await Promise.all(found.map((one) => this.#visible(one.type, one)));
    return seen.filter((one) => one !== null);
  }

  async search(query: ResourceQuery): Promise<ResourcePage> {
    return this.#store.search({ ...query, test: this.#narrowed(query.test, query.type) });
  }

  async count(type: string, test: ResourceTest): Promise<number> {
    return this.#store.count(type, this.#narrowed(test, type));
  }

  #narrowed(test: ResourceTest, type: string): ResourceTest {
    const { rights } = this.#endpoint;
    const own = rights.test(type, 's');
    const inner = this.#along(test);
    return own === null ? inner : { kind: 'all', of: [own, inner] };
  }

  /** Nor is what may not be searched found by what it refers to, or by what refers to it. */
  #along(test: ResourceTest): ResourceTest {
    switch (test.kind) {
      case 'points-to':
        return { ...test, to: this.#narrowed(test.to, test.type) };
      case 'pointed-at':
        return { ...test, by: this.#narrowed(test.by, test.type) };
      case 'any':
      case 'all':
        return { ...test, of: test.of.map((one) => this.#along(one)) };
      case 'not':
        return { ...test, of: this.#along(test.of) };
      default:
        return test;
    }
  }

  async #visible(type: string, stored: StoredResource | null): Promise<StoredResource | null> {
    // Where no scope is about the type, that is told whether or not the resource is there.
    this.#endpoint.rights.test(type, 'r');
    if (stored === null || !this.#endpoint.rights.limited) return stored;
    const said = stored.deleted ? await this.#store.readVersion(type, stored.id, stored.version - 1) : stored;
    return said !== null && !said.deleted && this.#allowed(said) ? stored : null;
  }

  #allowed(stored: StoredResource): boolean {
    const { rights } = this.#endpoint;
    return rights.allows(stored, 'r', () => this.#endpoint.indexOf(parseExact(stored.body) as JsonObject));
  }
}
