import type { Instant, StoredResource } from '@twinward/contract';
import type { ResourceWrite } from '@twinward/record';

/**
 * Versions of resources on their way into the record. The next message about the same person is worked out over them, without waiting until they are
 * durable; each expects the version before it, so that none stands without the one it was worked out over.
 */
export class VersionsAhead {
  readonly #versions = new Map<string, StoredResource>();

  /** The version that will stand; undefined where none is on its way. */
  get(name: string): StoredResource | undefined {
    return this.#versions.get(name);
  }

  /** Takes note of writes; returns what is called when they are durable, or have failed. */
  begin(writes: readonly ResourceWrite[], at: Instant): () => void {
    const begun = writes.map((write): readonly [string, StoredResource] => {
      const { type, id, expects = 0, body } = write;
      const version = expects + 1;
      const stored: StoredResource = {
        type,
        id,
        version,
        updatedAt: at,
        deleted: body === null,
        body: body === null ? '' : body(version, at),
        change: 0,
      };
      return [`${type}/${id}`, stored];
    });
    for (const [name, stored] of begun) this.#versions.set(name, stored);
    return () => {
      for (const [name, stored] of begun)
        if (this.#versions.get(name) === stored) this.#versions.delete(name);
    };
  }
}
