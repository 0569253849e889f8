// Those who are told of each commit.
import type { RecordedEvent } from '@twinward/contract';

/** Called with what a commit added. */
export type CommitListener = (events: readonly RecordedEvent[]) => void;

/** A set of listeners; one that throws is reported as a process warning and neither stops the others nor the log. */
export class CommitListeners {
  readonly #listeners = new Set<CommitListener>();

  add(listener: CommitListener): () => void {
    // A wrapper of its own, so that a listener added twice is called twice and removed once.
    const entry: CommitListener = (events) => listener(events);
    this.#listeners.add(entry);
    return () => this.#listeners.delete(entry);
  }

  tell(events: readonly RecordedEvent[]): void {
    if (events.length === 0) return;
    for (const listener of this.#listeners) {
      try {
        listener(events);
      } catch (error) {
        process.emitWarning(error instanceof Error ? error : String(error));
      }
    }
  }
}
