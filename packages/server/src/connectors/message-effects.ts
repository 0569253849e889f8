// What a message does, in one commit: resources, readings, hospital events, whom identifiers mean, and that the message is done.
import { type FhirResource, toldOver } from '@twinward/connect/hl7v2';
import {
  type AdtEvent,
  type Happened,
  type StoredResource,
  type SubjectRef,
  TwinwardError,
} from '@twinward/contract';
import type { Append, Appended, AuditRow, Clock, SubjectLink, TwinRecord } from '@twinward/record';
import type { Refused, TwinRuntime } from '@twinward/runtime';
import type { FhirEndpoint, Prepared } from '../fhir/fhir-endpoint.ts';
import { withReferences } from '../fhir/resolve-references.ts';
import type { HappeningBook } from '../hospital/happening-book.ts';
import type { Interpreted, MessageNote, ToldResources } from './interpreted.ts';
import type { MessageOutcome } from './message-outcome.ts';
import type { SubjectDirectory } from './subject-directory.ts';
import { VersionsAhead } from './versions-ahead.ts';

/** What effects are made with. */
export interface EffectTools {
  readonly record: Pick<TwinRecord, 'resources'>;
  readonly runtime: Pick<TwinRuntime, 'admit'>;
  readonly directory: SubjectDirectory;
  readonly happenings: HappeningBook;
  readonly endpoint: FhirEndpoint;
  readonly clock: Clock;
}

/** How often an effect is worked out anew when another write came between. */
const TRIES = 5;
const HAPPENED_BY = 'hl7v2';

/** A message that was taken, and what it was read as. */
export interface TakenMessage {
  readonly connector: string;
  readonly id: string;
  readonly read: Interpreted;
}

/** Whom ended identifiers meant, and whom they mean from now on. */
interface Merges {
  readonly subjects: ReadonlyMap<string, SubjectRef>;
  readonly links: readonly SubjectLink[];
}

interface Begun {
  /** Resolves when the effect is durable; a function, so that the turn does not wait for it. */
  committed(): Promise<void>;
}

/** Makes the effects of messages durable. */
export class MessageEffects {
  readonly #tools: EffectTools;
  readonly #ahead = new VersionsAhead();
  /** Settled when no merge is under way. */
  #merging: Promise<void> = Promise.resolve();

  constructor(tools: EffectTools) {
    this.#tools = tools;
  }

  /**
   * Makes a message's whole effect durable with its settlement, or nothing of it; `about` is told whom it is about. Messages about one person take
   * effect in the order in which they came, and what comes after a merge knows of it. A resource that is not valid and a reading that no twin can
   * take in are left aside with the reason; the others go on.
   */
  perform(message: TakenMessage, about: (subject: SubjectRef | null) => void): Promise<void> {
    const before = this.#merging;
    const own = before.then(() => this.#perform(message, about));
    if (message.read.merged.length > 0) {
      this.#merging = own.then(
        () => undefined,
        () => undefined,
      );
    }
    return own;
  }

  async #perform(message: TakenMessage, about: (subject: SubjectRef | null) => void): Promise<void> {
    const { read } = message;
    const subject =
      read.subject() ??
      (read.identifiers.length === 0 ? null : await this.#tools.directory.subjectOf(read.identifiers));
    about(subject);
    const merges = await this.#merges(message, subject);
    const people =
      subject === null || read.told(subject) === null ? [] : [subject, ...merges.subjects.values()];
    const turns = [...new Set(people)].sort().map((person) => `told of ${person}`);
    for (let tried = 1; ; tried++) {
      const begin = async (): Promise<Begun> => ({
        committed: await this.#begin(message, subject, merges, tried > 1),
      });
      const { committed } =
        turns.length === 0 ? await begin() : await this.#tools.record.resources.exclusively(turns, begin);
      try {
        return await committed();
      } catch (error) {
        const between = error instanceof TwinwardError && error.place.field === 'If-Match';
        if (!between || tried === TRIES) throw error;
      }
    }
  }

  /** Works out an effect and hands it to the record; what it gives waits until it is durable. */
  async #begin(
    message: TakenMessage,
    subject: SubjectRef | null,
    merges: Merges,
    reread: boolean,
  ): Promise<() => Promise<void>> {
    const { read } = message;
    const notes: MessageNote[] = [...read.notes];
    const prepared = await this.#resources(read.told(subject), subject, merges.subjects, reread, notes);
    const { appends, refused } = this.#tools.runtime.admit(
      subject === null
        ? []
        : read.observations(subject).map((observation) => ({ kind: 'observation', observation })),
    );
    notes.push(...[...prepared.flatMap(({ left }) => left), ...refused].map(noteOf));
    const readings = [...prepared.flatMap(({ events }) => events), ...appends];
    let handOver: () => void = () => undefined;
    const handed = new Promise<void>((resolve) => {
      handOver = resolve;
    });
    const done = this.#happening(read, async (told) => {
      const happened = this.#tools.runtime.admit(told);
      const events: readonly Append[] = [...readings, ...happened.appends];
      const outcome = (places: readonly Appended[]): MessageOutcome => ({
        events: readings.map(({ event }, i) => ({
          part: places[i]!.part,
          seq: places[i]!.seq,
          duplicate: places[i]!.duplicate,
          code: event.kind === 'observation' ? event.observation.code.code : event.kind,
        })),
        notes: [...notes, ...happened.refused.map(noteOf)],
        adt: read.adt,
        hospital: read.adt.length === 0 ? null : this.#tools.directory.hospitalOf(read.hospital),
        resources: prepared.map(({ write: { type, id, expects = 0 } }) => ({
          type,
          id,
          version: expects + 1,
        })),
      });
      const at = this.#tools.clock.now();
      const writes = prepared.map(({ write }) => write);
      const settled = this.#ahead.begin(writes, at);
      const commit = this.#tools.record.resources.commit({
        writes,
        events,
        patient: true,
        audit: subject === null ? [] : [audited(message, subject, at)],
        settle: (appended) => ({
          id: message.id,
          state: 'done',
          at,
          what: read.what,
          subject,
          reason: '',
          outcome: outcome(appended),
          links: merges.links,
        }),
      });
      handOver();
      await commit.finally(settled);
    });
    // The next message of the same person is worked out once this one stands before it in the queue of the record.
    await Promise.race([handed, done]);
    done.catch(() => undefined);
    return async () => {
      await done;
      this.#tools.directory.learn(merges.links);
    };
  }

  /** Hands the ADT events to the hospital they are of; one that contradicts others stands in the hospital's own list of contradictions. */
  #happening(read: Interpreted, commit: (told: readonly Happened[]) => Promise<void>): Promise<void> {
    if (read.adt.length === 0) return commit([]);
    const hospital = this.#tools.directory.hospitalOf(read.hospital);
    return this.#tools.happenings.tell(hospital, HAPPENED_BY, read.adt as readonly AdtEvent[], commit);
  }

  async #merges({ read, id }: TakenMessage, subject: SubjectRef | null): Promise<Merges> {
    const subjects = new Map<string, SubjectRef>();
    const links: SubjectLink[] = [];
    for (const key of subject === null ? [] : read.merged) {
      const merging = await this.#tools.directory.merging(key, subject!, id);
      subjects.set(key, merging.subject);
      links.push(...merging.links);
    }
    return { subjects, links };
  }

  /** The bundle over what stands: each resource by its own name, the person by who it is here. */
  async #resources(
    told: ToldResources | null,
    subject: SubjectRef | null,
    merged: ReadonlyMap<string, SubjectRef>,
    reread: boolean,
    notes: MessageNote[],
  ): Promise<readonly Prepared[]> {
    if (told === null) return [];
    const { endpoint } = this.#tools;
    const names = new Map<string, string>();
    for (const { fullUrl, resource } of told.entries) {
      const person = told.people.get(fullUrl);
      const own = `${resource.resourceType}/${fullUrl.slice('urn:uuid:'.length)}`;
      names.set(fullUrl, person === undefined ? own : (merged.get(person) ?? subject ?? own));
    }
    const standing = await this.#standing([...new Set(names.values())], reread);
    const prepared: Prepared[] = [];
    const faults: MessageNote[] = [];
    const taken = new Set<string>();
    for (const { fullUrl, resource } of told.entries) {
      const name = names.get(fullUrl)!;
      // A number merged into its own person says nothing of it.
      if (taken.has(name)) continue;
      taken.add(name);
      const [type = '', id = ''] = name.split('/');
      const before = standing.get(name) ?? null;
      const body = before === null || before.deleted ? null : (JSON.parse(before.body) as FhirResource);
      const named = (await withReferences(endpoint, { ...resource, id } as never, names)) as unknown;
      const next = toldOver(body, named as FhirResource, told.word);
      if (next === body) continue;
      try {
        prepared.push(endpoint.prepareOver(type, id, next, before));
      } catch (error) {
        if (!(error instanceof TwinwardError)) throw error;
        faults.push({ where: type, why: `not kept as FHIR: ${faultsOf(error)}` });
      }
    }
    const [fault] = faults;
    if (prepared.length === 0 && fault !== undefined) {
      throw new TwinwardError('file.invalid', fault.why, {
        field: fault.where,
        remedy: 'mend the message, then replay it',
      });
    }
    notes.push(...faults);
    return prepared;
  }

  async #standing(names: readonly string[], reread: boolean): Promise<ReadonlyMap<string, StoredResource>> {
    const ahead = names.flatMap((name) => this.#ahead.get(name) ?? []);
    const coming = new Set(ahead.map(({ type, id }) => `${type}/${id}`));
    const refs = names.flatMap((name) => {
      const [type = '', id = ''] = name.split('/');
      return coming.has(name) ? [] : [{ type, id }];
    });
    const { resources } = this.#tools.record;
    // A deleted one is found by reading it alone: seldom, and only where a write met it.
    const found = reread
      ? (await Promise.all(refs.map(({ type, id }) => resources.read(type, id)))).filter(
          (one) => one !== null,
        )
      : await resources.readMany(refs);
    return new Map([...ahead, ...found].map((one) => [`${one.type}/${one.id}`, one]));
  }
}

function noteOf({ event, error }: Refused): MessageNote {
  const where = event.kind === 'observation' ? event.observation.code.code : event.kind;
  return { where, why: error.message };
}

function faultsOf(error: TwinwardError): string {
  const { issues = [] } = error as TwinwardError & { readonly issues?: readonly Record<string, unknown>[] };
  if (issues.length === 0) return error.message;
  return issues
    .slice(0, 3)
    .map(
      ({ expression, diagnostics }) =>
        `${String((expression as unknown[] | undefined)?.[0] ?? '')} ${String(diagnostics)}`,
    )
    .join('; ');
}

function audited({ connector, id }: TakenMessage, subject: SubjectRef, at: AuditRow['at']): AuditRow {
  return {
    at,
    actor: `connector:${connector}`,
    role: 'connector',
    action: 'takeMessage',
    target: subject,
    allowed: true,
    reason: '',
    request: id,
  };
}
