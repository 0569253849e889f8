// Tells listeners what has been recorded and how twins have changed.
import type { RecordedEvent, TwinId } from '@twinward/contract';
import type { TwinEntry } from '../actor/twin-entry.ts';
import type { TwinSummary } from '../views/twin-summary.ts';

/** Told every event of the record in order of commit, with the twins it concerns. */
export type RecordedListener = (recorded: RecordedEvent, twins: readonly TwinId[]) => void;
/** Told a twin's overview when it has changed; the latest wins, at most twenty a second for one twin. */
export type SummaryListener = (summary: TwinSummary) => void;

/** Told when a twin's turn failed; it is tried again. */
export type TroubleListener = (twin: TwinId, error: unknown) => void;

/** Milliseconds between two summaries of one twin. */
const PAUSE = 50;

/** Passes changes on to whoever listens. */
export class LivePush {
  readonly #summarise: (entry: TwinEntry) => TwinSummary;
  readonly #recorded = new Set<RecordedListener>();
  readonly #summaries = new Set<SummaryListener>();
  readonly #troubles = new Set<TroubleListener>();
  readonly #pausing = new Map<TwinEntry, { readonly timer: NodeJS.Timeout; again: boolean }>();

  constructor(summarise: (entry: TwinEntry) => TwinSummary) {
    this.#summarise = summarise;
  }

  onRecorded(listener: RecordedListener): () => void {
    this.#recorded.add(listener);
    return () => this.#recorded.delete(listener);
  }

  onSummary(listener: SummaryListener): () => void {
    this.#summaries.add(listener);
    return () => this.#summaries.delete(listener);
  }

  onTrouble(listener: TroubleListener): () => void {
    this.#troubles.add(listener);
    return () => this.#troubles.delete(listener);
  }

  troubled({ opened }: TwinEntry, error: unknown): void {
    for (const listener of this.#troubles) listener(opened.twin, error);
  }

  recorded(event: RecordedEvent, twins: readonly TwinId[]): void {
    for (const listener of this.#recorded) listener(event, twins);
  }

  changed(entry: TwinEntry): void {
    if (this.#summaries.size === 0) return;
    const pausing = this.#pausing.get(entry);
    if (pausing !== undefined) {
      pausing.again = true;
      return;
    }
    const summary = this.#summarise(entry);
    for (const listener of this.#summaries) listener(summary);
    const timer = setTimeout(() => {
      const again = this.#pausing.get(entry)?.again === true;
      this.#pausing.delete(entry);
      if (again) this.changed(entry);
    }, PAUSE);
    timer.unref();
    this.#pausing.set(entry, { timer, again: false });
  }

  close(): void {
    for (const { timer } of this.#pausing.values()) clearTimeout(timer);
    this.#pausing.clear();
    this.#recorded.clear();
    this.#summaries.clear();
    this.#troubles.clear();
  }
}
