// Those who are told of each commit.
import type { RecordedEvent, StoredResource } from '@twinward/contract';

/** A set of listeners; one that throws is reported as a process warning and neither stops the others nor the log. */
class Listeners<T> {
  readonly #listeners = new Set<(added: readonly T[]) => void>();

  add(listener: (added: readonly T[]) => void): () => void {
    // A wrapper of its own, so that a listener added twice is called twice and removed once.
    const entry = (added: readonly T[]): void => listener(added);
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  tell(added: readonly T[]): void {
    if (added.length === 0) return;
    for (const listener of this.#listeners) {
      try {
        listener(added);
      } catch (error) {
        process.emitWarning(error instanceof Error ? error : String(error));
      }
    }
  }
}

/** Told of the events of each commit. */
export class CommitListeners extends Listeners<RecordedEvent> {}

/** Told of the resources each commit changed. */
export class ChangeListeners extends Listeners<StoredResource> {}
