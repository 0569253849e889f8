// After a merge of two Patients (A34, A40, or a link written over FHIR) what was of the one is of the other, and can be told apart again.
import { randomUUID } from 'node:crypto';
import {
  isObject,
  type Json,
  type JsonObject,
  parseExact,
  parseSearch,
  searchParameters,
} from '@twinward/connect/fhir';
import { type ResourceTest, type StoredResource, TwinwardError } from '@twinward/contract';
import { FhirEndpoint, type FhirServices, instantText, type Prepared } from '../fhir-endpoint.ts';
import { InvalidResource } from '../operation-outcome.ts';
import { exchangeReferences, putBackReferences } from './exchange-references.ts';
import { survivorOf } from './merged-patients.ts';

const KIND = 'patient-merge';
/** Up to which change of the record everything was looked at. */
const CURSOR = 'patient-merge-cursor';
/** Changes read at once after a start, and those after which the cursor is kept anew. */
const STRIDE = 500;
/** Resources in one commit. */
const PAGE = 100;
/** Milliseconds until what failed is tried again. */
const AGAIN = 2000;
/** What these say is how it was, and stays so; links between Patients are the merge itself. */
const KEPT: ReadonlySet<string> = new Set(['Patient', 'Provenance', 'AuditEvent']);
const MERGED = 'patients merged';
const APART = 'patients told apart';

/**
 * Follows Patients that are replaced by another. Every resource that refers to the replaced one by a search parameter is written again with the survivor in
 * its place, and with it its readings go to the survivor's twins; a Provenance names the versions before and after. When the link is taken back,
 * exactly those references are put back. It goes on after a restart or a kill where it was: a cursor that lasts says which changes were looked at,
 * and what was written after it is looked at again.
 */
export class MergeDesk {
  readonly #endpoint: FhirEndpoint;
  readonly #stopListening: () => void;
  /** Replaced Patients whose resources were taken over, and by whom. */
  readonly #merged = new Map<string, string>();
  readonly #patients = new Set<string>();
  readonly #late = new Set<string>();
  /** The last change of the record. */
  #head = 0;
  /** Changes up to here were looked at, as the record knows. */
  #cursor = 0;
  /** Where reading what was missed has come to; null once it has come to what listeners are told. */
  #missed: number | null = null;
  #running: Promise<void> | null = null;
  #again: NodeJS.Timeout | null = null;
  #closed = false;

  private constructor(services: FhirServices) {
    this.#endpoint = new FhirEndpoint(services, '');
    this.#stopListening = services.record.resources.onChange((changes) => this.#note(changes));
  }

  /** Begins to follow; what was missed meanwhile is made good in the background. */
  static async open(services: FhirServices): Promise<MergeDesk> {
    const desk = new MergeDesk(services);
    const { resources, states } = services.record;
    for (const { key, value } of await states.list(KIND)) {
      desk.#merged.set(key, String(value));
      desk.#patients.add(key);
    }
    for (const id of await desk.#linked()) desk.#patients.add(id);
    const [last] = await resources.history({ limit: 1 });
    desk.#head = Math.max(desk.#head, last?.change ?? 0);
    if (desk.#patients.size === 0) await desk.#keepCursor();
    else {
      desk.#cursor = Number((await states.get(CURSOR, '')) ?? 0);
      desk.#missed = desk.#cursor;
    }
    desk.#wake();
    return desk;
  }

  /** Waits until everything so far is taken over. */
  async settled(): Promise<void> {
    while (this.#running !== null) await this.#running;
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#stopListening();
    if (this.#again !== null) clearTimeout(this.#again);
    await this.settled();
    if (this.#idle && this.#missed === null && this.#head > this.#cursor) {
      // Otherwise they are looked at again, which changes nothing.
      await this.#keepCursor().catch(() => undefined);
    }
  }

  #note(changes: readonly StoredResource[]): void {
    for (const { type, id, deleted, body } of changes) {
      if (type === 'Patient') {
        if (this.#merged.has(id) || (!deleted && body.includes('"replaced-by"'))) this.#patients.add(id);
      } else if (!deleted && !KEPT.has(type) && this.#mayBeLate(body)) this.#late.add(`${type}/${id}`);
    }
    this.#head = Math.max(this.#head, changes.at(-1)?.change ?? 0);
    this.#wake();
  }

  get #idle(): boolean {
    return this.#patients.size + this.#late.size === 0;
  }

  /** Whether the cursor is so far behind that much would be looked at again after a kill. */
  get #behind(): boolean {
    return this.#merged.size > 0 && this.#head - this.#cursor >= STRIDE;
  }

  #wake(): void {
    if (this.#closed || this.#running !== null) return;
    if (this.#idle && this.#missed === null && !this.#behind) return;
    this.#running = this.#work()
      .catch(() => {
        // The record did not answer, or somebody else wrote at this moment; what waits is tried again.
        this.#again ??= setTimeout(() => {
          this.#again = null;
          this.#wake();
        }, AGAIN).unref();
      })
      .finally(() => {
        this.#running = null;
        if (this.#again === null) this.#wake();
      });
  }

  async #work(): Promise<void> {
    while (!this.#closed) {
      const [patient] = this.#patients;
      const [late] = this.#late;
      if (patient !== undefined) {
        await this.#settle(patient);
        this.#patients.delete(patient);
      } else if (late !== undefined) {
        await this.#takeOverOne(late);
        this.#late.delete(late);
      } else if (this.#missed !== null) await this.#lookAgain(this.#missed);
      else if (this.#behind) await this.#keepCursor();
      else return;
    }
  }

  /** Looks at the next changes after a place: whoever wrote them may have been killed before they were taken over. */
  async #lookAgain(after: number): Promise<void> {
    const page = await this.#endpoint.services.record.resources.history({ after, limit: STRIDE });
    this.#note(page);
    const last = page.at(-1);
    if (last === undefined || this.#merged.size === 0) {
      this.#missed = null;
      if (this.#idle) await this.#keepCursor();
    } else this.#missed = last.change;
  }

  /** Only while nothing that was looked at waits. */
  async #keepCursor(): Promise<void> {
    const place = this.#head;
    await this.#endpoint.services.record.states.put([{ kind: CURSOR, key: '', value: place }]);
    this.#cursor = place;
  }

  /** Brings what was taken over in line with what a Patient says. */
  async #settle(id: string): Promise<void> {
    const { resources, states } = this.#endpoint.services.record;
    const survivor = await survivorOf(resources, id);
    const before = this.#merged.get(id);
    const now = survivor === id ? undefined : survivor;
    if (before === now) return;
    // Whoever took it over may have been taken over since.
    const holder = before === undefined ? undefined : await survivorOf(resources, before);
    if (holder !== undefined && holder !== now) await this.#tellApart(id, holder);
    if (now !== undefined && holder !== now) await this.#takeOver(id, now);
    await states.put([{ kind: KIND, key: id, value: now ?? null }]);
    if (now === undefined) this.#merged.delete(id);
    else this.#merged.set(id, now);
  }

  async #takeOver(from: string, to: string): Promise<void> {
    const { definitions, services } = this.#endpoint;
    for (const type of Object.keys(definitions.search)) {
      if (KEPT.has(type)) continue;
      const of = [...searchParameters(type, definitions).byCode.values()].flatMap(
        (parameter): ResourceTest[] =>
          parameter.type === 'reference' && parameter.target.includes('Patient')
            ? [{ kind: 'token', param: parameter.number, system: 'Patient', code: from }]
            : [],
      );
      if (of.length === 0) continue;
      // What was written again is found no more; what cannot be written again is passed over.
      for (let offset = 0; !this.#closed; ) {
        const test: ResourceTest = { kind: 'any', of };
        const page = await services.record.resources.search({ type, test, order: [], limit: PAGE, offset });
        if (page.resources.length === 0) break;
        offset += page.resources.length - (await this.#exchange(page.resources, from, to));
      }
    }
  }

  /** One that was written after the merge and still names the replaced Patient. */
  async #takeOverOne(name: string): Promise<void> {
    const [type = '', id = ''] = name.split('/');
    const { resources } = this.#endpoint.services.record;
    for (;;) {
      const stored = await resources.read(type, id);
      const from = stored === null || stored.deleted ? null : this.#mergedIn(stored.body);
      if (stored === null || from === null) return;
      if ((await this.#exchange([stored], from, await survivorOf(resources, from))) === 0) return;
    }
  }

  /** Writes resources again with the survivor in the place of the replaced; how many could be. */
  async #exchange(found: readonly StoredResource[], from: string, to: string): Promise<number> {
    const changed = found.flatMap((stored) => {
      const body = parseExact(stored.body);
      const next = exchangeReferences(body, `Patient/${from}`, `Patient/${to}`);
      return next === body ? [] : this.#prepared(stored, next);
    });
    await this.#commit(changed, MERGED, from, to);
    return changed.length;
  }

  /** Puts back what the Provenance of a merge says was changed by it. */
  async #tellApart(from: string, to: string): Promise<void> {
    const { services } = this.#endpoint;
    const { resources } = services.record;
    const { query } = parseSearch(
      'Provenance',
      [['entity', `Patient/${from}`]],
      this.#endpoint.searchContext(),
    );
    const names = new Map<string, number>();
    for (let offset = 0; !this.#closed; offset += PAGE) {
      const page = await resources.search({ ...query, limit: PAGE, offset });
      for (const { body } of page.resources) {
        for (const { name, version } of versionsBefore(parseExact(body) as JsonObject, MERGED))
          names.set(name, Math.max(version, names.get(name) ?? 0));
      }
      if (!page.more) break;
    }
    const all = [...names];
    for (let i = 0; i < all.length; i += PAGE) {
      const changed: Prepared[] = [];
      for (const [name, version] of all.slice(i, i + PAGE)) {
        const [type = '', id = ''] = name.split('/');
        const [now, then] = [await resources.read(type, id), await resources.readVersion(type, id, version)];
        if (now === null || now.deleted || then === null || then.deleted) continue;
        const body = parseExact(now.body);
        const next = putBackReferences(body, parseExact(then.body), `Patient/${to}`, `Patient/${from}`);
        if (next !== body) changed.push(...this.#prepared(now, next));
      }
      await this.#commit(changed, APART, from, to);
    }
  }

  #prepared(stored: StoredResource, next: Json): readonly Prepared[] {
    try {
      return [this.#endpoint.prepareOver(stored.type, stored.id, next, stored)];
    } catch (error) {
      // It was taken in under other rules and would not be now; it stays as it is, and its reference leads to the survivor by the link.
      if (error instanceof InvalidResource || error instanceof TwinwardError) return [];
      throw error;
    }
  }

  async #commit(changed: readonly Prepared[], what: string, from: string, to: string): Promise<void> {
    if (changed.length === 0) return;
    const at = this.#endpoint.services.wallClock.now();
    const provenance = {
      resourceType: 'Provenance',
      target: changed.map(({ write, before }) => ({
        reference: `${write.type}/${write.id}/_history/${before!.version + 1}`,
      })),
      recorded: instantText(at),
      activity: { text: what },
      agent: [{ who: { display: 'Twinward' } }],
      entity: [
        { role: 'source', what: { reference: `Patient/${from}` } },
        { role: 'source', what: { reference: `Patient/${to}` } },
        ...changed.map(({ write, before }) => ({
          role: 'revision',
          what: { reference: `${write.type}/${write.id}/_history/${before!.version}` },
        })),
      ],
    };
    const audit = changed.map(({ write }) => ({
      at,
      actor: 'twinward',
      role: 'system',
      action: `fhir ${what}`,
      target: `${write.type}/${write.id}`,
      allowed: true,
      reason: `Patient/${from}, Patient/${to}`,
      request: '',
    }));
    const told = this.#endpoint.prepareCreate('Provenance', provenance, randomUUID());
    await this.#endpoint.commit([...changed, told], audit);
  }

  /** A replaced Patient that a resource refers to. */
  #mergedIn(body: string): string | null {
    for (const id of patientsIn(body)) if (this.#merged.has(id)) return id;
    return null;
  }

  /** Whether a resource refers to a Patient that is replaced, or whose resources are just being taken over. */
  #mayBeLate(body: string): boolean {
    if (this.#merged.size + this.#patients.size === 0) return false;
    for (const id of patientsIn(body)) if (this.#merged.has(id) || this.#patients.has(id)) return true;
    return false;
  }

  /** Patients that have a link. */
  async #linked(): Promise<readonly string[]> {
    const { resources } = this.#endpoint.services.record;
    const { query } = parseSearch('Patient', [['link:missing', 'false']], this.#endpoint.searchContext());
    const ids: string[] = [];
    for (let offset = 0; ; offset += PAGE) {
      const page = await resources.search({ ...query, limit: PAGE, offset });
      ids.push(...page.resources.map(({ id }) => id));
      if (!page.more) return ids;
    }
  }
}

function* patientsIn(body: string): Generator<string> {
  for (const [, id = ''] of body.matchAll(/"reference":"Patient\/([A-Za-z0-9\-.]{1,64})"/g)) yield id;
}

/** The versions that a Provenance of one kind says were before. */
function versionsBefore(
  { activity, entity }: JsonObject,
  what: string,
): readonly { readonly name: string; readonly version: number }[] {
  if (!isObject(activity) || activity.text !== what || !Array.isArray(entity)) return [];
  return entity.filter(isObject).flatMap(({ role, what: of }) => {
    const reference = isObject(of) ? String(of.reference) : '';
    const [, name, version] = /^([A-Za-z]+\/[A-Za-z0-9\-.]+)\/_history\/(\d+)$/.exec(reference) ?? [];
    return role !== 'revision' || name === undefined ? [] : [{ name, version: Number(version) }];
  });
}
