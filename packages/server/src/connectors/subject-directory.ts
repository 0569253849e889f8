// Whom an identifier means. Exact, or newly made from the identifier itself; never by name or birth date.
import { createHash } from 'node:crypto';
import { type SubjectRef, subjectRef, TwinwardError } from '@twinward/contract';
import type { Clock, InboxStore } from '@twinward/record';

/** An identifier of this authority is a subject's own id. */
const OWN = 'urn:twinward:v2:TWINWARD|';

/** The identifiers of hospitals and devices, and the subjects they mean. */
export class SubjectDirectory {
  readonly #store: InboxStore;
  readonly #clock: Clock;
  readonly #links = new Map<string, SubjectRef>();

  private constructor(store: InboxStore, clock: Clock) {
    this.#store = store;
    this.#clock = clock;
  }

  static async open(store: InboxStore, clock: Clock): Promise<SubjectDirectory> {
    const directory = new SubjectDirectory(store, clock);
    for (const { key, subject } of await store.links()) directory.#links.set(key, subject);
    return directory;
  }

  /**
   * The subject of identifiers. Throws `resource.conflict` where they are linked to two people: which of them is meant is for a person to say.
   */
  subjectOf(identifiers: readonly string[]): SubjectRef {
    const linked = new Set(identifiers.flatMap((key) => this.#known(key) ?? []));
    if (linked.size > 1) {
      throw new TwinwardError('resource.conflict', 'the identifiers of the message belong to two people', {
        field: 'PID-3',
        remedy: 'link the identifiers to the right person, then replay the message',
      });
    }
    const [only] = linked;
    return only ?? made(identifiers[0] ?? '');
  }

  /** From now on an identifier means a subject. */
  async link(key: string, subject: SubjectRef, by: string): Promise<void> {
    await this.#store.link({ key, subject, by, at: this.#clock.now() });
    this.#links.set(key, subject);
  }

  #known(key: string): SubjectRef | null {
    const linked = this.#links.get(key);
    if (linked !== undefined) return linked;
    return key.startsWith(OWN) ? subjectRef(`Patient/${key.slice(OWN.length)}`) : null;
  }
}

/** A person known by an identifier alone. */
function made(key: string): SubjectRef {
  return subjectRef(`Patient/v2-${createHash('sha256').update(key).digest('hex').slice(0, 20)}`);
}
