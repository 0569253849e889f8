import { effectiveInstant, type Instant, type RecordedEvent } from '@twinward/contract';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { carried } from '../fold/carried.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { pastState } from './past-state.ts';

/** Milliseconds a caller waits for a state that must be folded first, and how many folded ones are kept. */
const PATIENCE = 250;
const KEPT = 256;

interface Folded {
  readonly subject: string;
  readonly at: Instant;
  readonly folding: Promise<TwinState>;
}

/**
 * Past states of twins, for those who do not want to wait. One that is not there yet is folded in the background, one twin after the
 * other, and is there when it is asked for again; what is recorded later about the time before it makes it be folded anew.
 */
export class PastStates {
  readonly #context: RuntimeContext;
  readonly #states = new Map<string, Folded>();
  #line: Promise<unknown> = Promise.resolve();

  constructor(context: RuntimeContext) {
    this.#context = context;
  }

  /** The state at an instant, or null while it is being folded. Throws what `pastState` throws. */
  async at(entry: TwinEntry, at: Instant): Promise<TwinState | null> {
    const key = `${entry.opened.twin} ${at}`;
    const known = this.#states.get(key) ?? this.#fold(entry, at, key);
    // the latest asked for is kept longest
    this.#states.delete(key);
    this.#states.set(key, known);
    for (const oldest of this.#states.keys()) {
      if (this.#states.size <= KEPT) break;
      this.#states.delete(oldest);
    }
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((resolve) => {
      timer = setTimeout(() => resolve(null), PATIENCE);
    });
    return Promise.race([known.folding, late]).finally(() => clearTimeout(timer));
  }

  /** Something was recorded: states of its subject at or after the time it is about no longer hold. */
  recorded({ subject, event }: RecordedEvent): void {
    const from = effectiveInstant(event);
    for (const [key, folded] of this.#states) {
      if (folded.subject === subject && from <= folded.at) this.#states.delete(key);
    }
  }

  #fold(entry: TwinEntry, at: Instant, key: string): Folded {
    const folding = this.#line.then(async () => {
      const { state } = await pastState(this.#context, entry, { at });
      return carried(entry.model, state, at);
    });
    this.#line = folding.catch(() => this.#states.delete(key));
    return { subject: entry.opened.subject.ref, at, folding };
  }
}
