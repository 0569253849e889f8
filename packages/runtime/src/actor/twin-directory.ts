// Which twins there are, whom they mirror and what feeds what: known from the openings, closings and couplings of the record.
import {
  type Coupling,
  type RecordedEvent,
  type SubjectRef,
  type TwinEvent,
  type TwinId,
  TwinwardError,
} from '@twinward/contract';
import { CouplingGraph } from '../couple/coupling-graph.ts';
import type { ModelRegistry } from '../model-registry.ts';
import { type TwinEntry, twinEntry } from './twin-entry.ts';

/** All twins by id and by subject. */
export class TwinDirectory {
  readonly couplings: CouplingGraph = new CouplingGraph();
  readonly #models: ModelRegistry;
  readonly #byId = new Map<string, TwinEntry>();
  readonly #bySubject = new Map<SubjectRef, TwinEntry[]>();
  #unreadable = 0;

  constructor(models: ModelRegistry) {
    this.#models = models;
  }

  get all(): IterableIterator<TwinEntry> {
    return this.#byId.values();
  }

  get size(): number {
    return this.#byId.size;
  }

  /** Twins of the record whose model is not installed. */
  get unreadable(): number {
    return this.#unreadable;
  }

  /** The entry of a twin. Throws `resource.missing`. */
  get(id: string): TwinEntry {
    const entry = this.#byId.get(id);
    if (entry !== undefined) return entry;
    throw new TwinwardError('resource.missing', `there is no twin "${id.slice(0, 100)}"`, {
      field: 'twin',
      remedy: 'look up its id in the list of twins',
    });
  }

  has(id: string): boolean {
    return this.#byId.has(id);
  }

  of(subject: SubjectRef): readonly TwinEntry[] {
    return this.#bySubject.get(subject) ?? [];
  }

  /** The twins an event may concern. */
  concernedBy({ event, subject }: RecordedEvent): readonly TwinEntry[] {
    const named = namedTwin(event);
    if (named === null) return this.of(subject);
    const entry = this.#byId.get(named);
    return entry === undefined ? [] : [entry];
  }

  /** Takes note of an opening, closing or coupling; the same one twice makes no difference. */
  learn({ event }: RecordedEvent): void {
    if (event.kind === 'coupling') this.#couple(event.coupling, event.ended);
    if (event.kind === 'twin-closed') {
      const entry = this.#byId.get(event.twin);
      if (entry !== undefined) entry.closed = { at: event.at, reason: event.reason };
    }
    if (event.kind !== 'twin-opened' || this.#byId.has(event.twin)) return;
    if (!this.#models.has(event.model)) {
      this.#unreadable++;
      return;
    }
    const entry = twinEntry(event, this.#models.get(event.model));
    this.#byId.set(event.twin, entry);
    const { ref } = event.subject;
    this.#bySubject.set(ref, [...this.of(ref), entry]);
  }

  #couple(coupling: Coupling, ended: boolean): void {
    if (ended) this.couplings.remove(coupling);
    else this.couplings.add(coupling);
  }
}

function namedTwin(event: TwinEvent): TwinId | null {
  switch (event.kind) {
    case 'twin-opened':
    case 'twin-closed':
    case 'input':
    case 'alert':
    case 'advice':
      return event.twin;
    case 'coupling':
      return event.coupling.to.twin;
    case 'observation':
    case 'intervention':
    case 'adt':
    case 'alert-budget':
      return null;
  }
}
