// Whom an identifier means. Exact, or newly made from the identifier itself; never by name or birth date.
import { createHash } from 'node:crypto';
import { type StoredResource, type SubjectRef, subjectRef, TwinwardError } from '@twinward/contract';
import type { Clock, InboxStore, SubjectLink } from '@twinward/record';

/** An identifier of this authority is a subject's own id. */
const OWN = 'urn:twinward:v2:TWINWARD|';
/** Hospitals by their senders' names for themselves. */
const HOSPITAL = 'urn:twinward:v2:hospital|';
/** Who links by a merge. */
const MERGED = 'merge in message ';
const MOST_MET = 100_000;

/** Finds the Patients of this server that bear an identifier, `system|value`. */
export type PatientsBy = (identifier: string) => Promise<readonly StoredResource[]>;

/** The identifiers of hospitals and devices, and the subjects they mean. */
export class SubjectDirectory {
  readonly #store: InboxStore;
  readonly #clock: Clock;
  readonly #patientsBy: PatientsBy;
  readonly #links = new Map<string, SubjectLink>();
  /** Of leading identifiers without a link, whom they turned out to mean. */
  readonly #met = new Map<string, SubjectRef>();

  private constructor(store: InboxStore, clock: Clock, patientsBy: PatientsBy) {
    this.#store = store;
    this.#clock = clock;
    this.#patientsBy = patientsBy;
  }

  static async open(store: InboxStore, clock: Clock, patientsBy: PatientsBy): Promise<SubjectDirectory> {
    const directory = new SubjectDirectory(store, clock, patientsBy);
    directory.learn(await store.links());
    return directory;
  }

  /**
   * The subject of identifiers: whom one of them is linked to; else the one Patient here that bears the leading one; else a person of its own. Throws
   * `resource.conflict` where that would be two people: which of them is meant is for a person to say.
   */
  async subjectOf(identifiers: readonly string[]): Promise<SubjectRef> {
    const linked = new Set(identifiers.flatMap((key) => this.#known(key) ?? []));
    if (linked.size > 1) throw twoPeople('the identifiers of the message belong to two people');
    const [only] = linked;
    if (only !== undefined) return only;
    const leading = identifiers[0] ?? '';
    const met = this.#met.get(leading) ?? (await this.#bearerOf(leading));
    if (this.#met.size > MOST_MET) this.#met.clear();
    this.#met.set(leading, met);
    return met;
  }

  /** Where the ADT events of a hospital go: a Location it was linked to, or one of its own. */
  hospitalOf(name: string): SubjectRef {
    const plain = /^[A-Za-z0-9\-.]{1,50}$/.test(name) ? name : hashed(name);
    return this.#links.get(HOSPITAL + name)?.subject ?? subjectRef(`Location/v2-${plain}`);
  }

  /** What a merge links: the ended identifier, and all that meant the same person. Throws `resource.conflict` where it was merged into somebody else. */
  async merging(
    ended: string,
    into: SubjectRef,
    message: string,
  ): Promise<{ readonly subject: SubjectRef; readonly links: readonly SubjectLink[] }> {
    const linked = this.#links.get(ended);
    const subject = linked?.subject ?? (await this.subjectOf([ended]));
    if (subject === into) return { subject, links: [] };
    if (linked?.by.startsWith(MERGED)) {
      throw new TwinwardError(
        'resource.conflict',
        'the merged number was merged into another person before',
        {
          field: 'MRG-1',
          remedy: 'link the number to the right person, then replay the message',
        },
      );
    }
    const keys = new Set([
      ended,
      ...[...this.#links.values()].flatMap((one) => (one.subject === subject ? one.key : [])),
    ]);
    const at = this.#clock.now();
    return { subject, links: [...keys].map((key) => ({ key, subject: into, by: MERGED + message, at })) };
  }

  /** Takes over links that are in the record. */
  learn(links: readonly SubjectLink[]): void {
    for (const link of links) {
      this.#links.set(link.key, link);
      this.#met.delete(link.key);
    }
  }

  /** From now on an identifier means a subject. */
  async link(key: string, subject: SubjectRef, by: string): Promise<void> {
    const link = { key, subject, by, at: this.#clock.now() };
    await this.#store.link(link);
    this.learn([link]);
  }

  #known(key: string): SubjectRef | null {
    const linked = this.#links.get(key);
    if (linked !== undefined) return linked.subject;
    return key.startsWith(OWN) ? subjectRef(`Patient/${key.slice(OWN.length)}`) : null;
  }

  async #bearerOf(key: string): Promise<SubjectRef> {
    const found = await this.#patientsBy(key);
    const bearers = found.filter(({ body }) => !/"active":false/.test(body));
    if (bearers.length > 1) throw twoPeople('two Patients bear the leading identifier');
    return subjectRef(`Patient/${bearers[0]?.id ?? `v2-${hashed(key)}`}`);
  }
}

function hashed(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 20);
}

function twoPeople(why: string): TwinwardError {
  return new TwinwardError('resource.conflict', why, {
    field: 'PID-3',
    remedy: 'link the identifiers to the right person, then replay the message',
  });
}
