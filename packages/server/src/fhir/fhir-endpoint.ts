// What FHIR's interactions do to the record; transactions stand in their own file and go through here.
import { randomUUID } from 'node:crypto';
import {
  applyFhirPathPatch,
  applyJsonPatch,
  type Definitions,
  indexResource,
  isObject,
  type Json,
  type JsonObject,
  loadDefinitions,
  mendSentinels,
  observationsOf,
  parseExact,
  parseSearch,
  type SearchContext,
  stringifyExact,
  validateResource,
} from '@twinward/connect/fhir';
import {
  type IndexEntry,
  type Instant,
  type Observation,
  type StoredResource,
  TwinwardError,
} from '@twinward/contract';
import type { Append, AuditRow, ResourceWrite, StateEntry, Written } from '@twinward/record';
import type { Refused } from '@twinward/runtime';
import type { AccessGrant } from '../access/actor.ts';
import { withHappenings } from '../hospital/visit-happenings.ts';
import type { Services } from '../services.ts';
import type { WriteCondition } from './condition.ts';
import { FhirRights } from './fhir-rights.ts';
import { GrantedResources, type ReadableResources } from './granted-resources.ts';
import { InvalidResource } from './operation-outcome.ts';

/** A resource about to be written, with the readings in it. */
export interface Prepared {
  readonly write: ResourceWrite;
  readonly events: readonly Append[];
  /** Why the twins cannot take in what else it says. */
  readonly left: readonly Refused[];
  readonly resource: JsonObject | null;
  /** What it is written over. */
  readonly before: StoredResource | null;
}

/** What the interactions work with. */
export type FhirServices = Pick<Services, 'record' | 'runtime' | 'wallClock' | 'happenings'>;

/** What else a write must pass, before it is committed. */
export type WriteGuard = (prepared: readonly Prepared[], endpoint: FhirEndpoint) => Promise<void>;

/** The interactions over one record, at one address. */
export class FhirEndpoint {
  readonly services: FhirServices;
  /** `http://host/fhir/R4` */
  readonly base: string;

  /** What whoever asks may see and write. */
  readonly rights: FhirRights;
  /** The store as they may see it. */
  readonly resources: ReadableResources;
  readonly #guard: WriteGuard | null;

  constructor(
    services: FhirServices,
    base: string,
    guard: WriteGuard | null = null,
    grant: AccessGrant | null = null,
  ) {
    this.services = services;
    this.base = base;
    this.rights = new FhirRights(grant, () => this.searchContext());
    this.resources =
      grant === null ? services.record.resources : new GrantedResources(services.record.resources, this);
    this.#guard = guard;
  }

  get definitions(): Definitions {
    return loadDefinitions();
  }

  /** Throws `request.unsupported` for what is no type of resource. */
  checkType(type: string): void {
    if (this.definitions.search[type] !== undefined) return;
    throw new TwinwardError('resource.missing', 'there is no such type of resource', {
      field: 'type',
      remedy: 'see /metadata',
    });
  }

  /** The current version. Throws `resource.missing` where there is none, or no longer. */
  async read(type: string, id: string): Promise<StoredResource> {
    const stored = await this.resources.read(type, id);
    if (stored === null || stored.deleted) throw missing(type, stored !== null);
    return stored;
  }

  async readVersion(type: string, id: string, version: string): Promise<StoredResource> {
    const number = /^[1-9]\d{0,8}$/.test(version) ? Number(version) : 0;
    const stored = await this.resources.readVersion(type, id, number);
    if (stored === null || stored.deleted) throw missing(type, stored !== null);
    return stored;
  }

  /** The resources that satisfy a condition; at most two are looked for unless more are asked for. */
  async matches(type: string, criteria: string, most = 2): Promise<readonly StoredResource[]> {
    this.checkType(type);
    const { query } = parseSearch(type, [...new URLSearchParams(criteria)], this.searchContext());
    // What shapes an answer (_count, _sort, _format) chooses nothing: whatever is there would satisfy it.
    if (query.test.kind === 'all' && query.test.of.length === 0) {
      throw new TwinwardError('request.invalid', 'the condition names no search parameter', {
        field: 'condition',
        remedy: 'name one, such as ?identifier=SYSTEM|VALUE',
      });
    }
    const page = await this.resources.search({ ...query, limit: most, offset: 0 });
    return page.resources;
  }

  /** What a resource is found by. */
  indexOf(resource: JsonObject): readonly IndexEntry[] {
    return indexResource(resource, this.definitions, this.base);
  }

  searchContext(): SearchContext {
    return { definitions: this.definitions, now: this.services.wallClock.now(), base: this.base };
  }

  /** The next version over the one that is there, as its reader found it. */
  prepareOver(type: string, id: string, body: unknown, before: StoredResource | null): Prepared {
    return this.#prepare(type, id, body, before?.version ?? 0, before);
  }

  /** A new resource, checked and indexed. */
  prepareCreate(type: string, body: unknown, id: string = randomUUID()): Prepared {
    return this.#prepare(type, id, body, 0, null);
  }

  /** The next version of what is there, or the first. */
  async prepareUpdate(
    type: string,
    id: string,
    body: unknown,
    { expects, absent = false }: WriteCondition = {},
  ): Promise<Prepared> {
    if (isObject(body) && body.id !== id) {
      throw new TwinwardError('request.invalid', 'the id of the resource is not that of the address', {
        field: 'id',
        remedy: 'send both alike',
      });
    }
    const before = await this.services.record.resources.read(type, id);
    this.#checkStanding(type, before, 'u');
    const standing = before?.version ?? 0;
    if (absent) checkAbsent(before);
    if (expects !== undefined && expects !== standing) throw changed(standing);
    return this.#prepare(type, id, body, standing, before);
  }

  async preparePatch(
    type: string,
    id: string,
    patch: Json,
    { expects, absent = false }: WriteCondition = {},
  ): Promise<Prepared> {
    const before = await this.services.record.resources.read(type, id);
    this.#checkStanding(type, before, 'u');
    if (before === null || before.deleted) throw missing(type, before !== null);
    if (absent) checkAbsent(before);
    if (expects !== undefined && expects !== before.version) throw changed(before.version);
    const resource = parseExact(before.body) as JsonObject;
    const next =
      isObject(patch) && patch.resourceType === 'Parameters'
        ? applyFhirPathPatch(resource, patch, this.definitions)
        : applyJsonPatch(resource, patch);
    if (!isObject(next) || next.id !== id) {
      throw new TwinwardError('request.invalid', 'a patch may not change the id', {
        field: 'id',
        remedy: 'leave the id out of the patch',
      });
    }
    return this.#prepare(type, id, next, before.version, before);
  }

  /** Null where there is nothing to delete. */
  async prepareDelete(
    type: string,
    id: string,
    { expects, absent = false }: WriteCondition = {},
  ): Promise<Prepared | null> {
    const before = await this.services.record.resources.read(type, id);
    this.#checkStanding(type, before, 'd');
    if (before === null || before.deleted) return null;
    if (absent) checkAbsent(before);
    if (expects !== undefined && expects !== before.version) throw changed(before.version);
    const resource = parseExact(before.body) as JsonObject;
    return {
      write: { type, id, expects: before.version, body: null, index: [] },
      ...this.#readings({ ...resource, status: 'entered-in-error' }, before.version + 1),
      resource: null,
      before,
    };
  }

  /** Makes prepared writes durable, with their readings, what visits mean for hospitals, audit rows, and how far whoever writes has come. */
  async commit(
    prepared: readonly Prepared[],
    audit: readonly AuditRow[],
    states: readonly StateEntry[] = [],
  ): Promise<readonly Written[]> {
    const { record, runtime, wallClock } = this.services;
    await this.#guard?.(prepared, this);
    return withHappenings(this.services, prepared, wallClock.now(), (told) =>
      record.resources.commit({
        writes: prepared.map(({ write }) => write),
        events: [...prepared.flatMap(({ events }) => events), ...runtime.admit(told).appends],
        audit,
        states,
      }),
    );
  }

  #prepare(
    type: string,
    id: string,
    body: unknown,
    standing: number,
    before: StoredResource | null,
  ): Prepared {
    this.checkType(type);
    if (!isObject(body) || body.resourceType !== type) {
      throw new TwinwardError('request.invalid', `the body is no ${type}`, {
        field: 'resourceType',
        remedy: `send one ${type}, or send it to the address of its own type`,
      });
    }
    const { id: _id, meta, resourceType: _type, ...rest } = mendSentinels(body);
    const resource: JsonObject = { resourceType: type, id, ...(meta === undefined ? {} : { meta }), ...rest };
    const issues = validateResource(resource, this.definitions);
    if (issues.length > 0) throw new InvalidResource(issues);
    const index = this.indexOf(resource);
    this.#checkNext(type, id, index, before === null || before.deleted ? 'c' : 'u');
    const tail = stringifyExact(rest).slice(1);
    const kept = isObject(meta) ? meta : {};
    const write: ResourceWrite = {
      type,
      id,
      expects: standing,
      index,
      body: (version, at) => {
        const head = {
          resourceType: type,
          id,
          meta: { ...kept, versionId: String(version), lastUpdated: new Date(at).toISOString() },
        };
        return `${stringifyExact(head).slice(0, -1)}${tail === '}' ? '' : ','}${tail}`;
      },
    };
    return { write, resource, before, ...this.#readings(resource, standing + 1, before) };
  }

  /** Before anything is told of what stands: whether it may be written over at all. */
  #checkStanding(type: string, before: StoredResource | null, action: 'u' | 'd'): void {
    if (!this.rights.limited) return;
    if (before === null || before.deleted) {
      if (!this.rights.grants(type, action) && !this.rights.grants(type, 'c'))
        throw this.rights.refusal(type, action);
      return;
    }
    const index = () => this.indexOf(parseExact(before.body) as JsonObject);
    if (!this.rights.allows(before, action, index)) throw this.rights.refusal(type, action);
  }

  /** Whether what is to stand is of what may be written. */
  #checkNext(type: string, id: string, index: readonly IndexEntry[], action: 'c' | 'u'): void {
    if (!this.rights.limited) return;
    const updatedAt = this.services.wallClock.now();
    const next = { type, id, version: 0, updatedAt, deleted: false, body: '', change: 0 };
    if (!this.rights.allows(next, action, () => index)) throw this.rights.refusal(type, action);
  }

  /** Readings for the twins: only those that can be read; a resource is not refused for what a twin cannot take in. */
  #readings(
    resource: JsonObject,
    version: number,
    before: StoredResource | null = null,
  ): Pick<Prepared, 'events' | 'left'> {
    if (resource.resourceType !== 'Observation') return { events: [], left: [] };
    const readings = observationsOf(resource, version);
    const nameOf = ({ subject, source }: Observation): string => `${subject} ${source.id}`;
    const kept = new Set(readings.map(nameOf));
    const former: readonly Observation[] =
      before === null || before.deleted ? [] : observationsOf(parseExact(before.body) as JsonObject, version);
    // What the last version said and this one does not, or says of somebody else, is taken back.
    const gone = former
      .filter((reading) => !kept.has(nameOf(reading)))
      .map((reading) => ({ ...reading, status: 'entered-in-error' as const }));
    const { appends, refused } = this.services.runtime.admit(
      [...readings, ...gone].map((observation) => ({ kind: 'observation', observation })),
    );
    return { events: appends, left: refused };
  }
}

/** Milliseconds as FHIR writes instants. */
export function instantText(at: Instant): string {
  return new Date(at).toISOString();
}

function missing(type: string, gone: boolean): TwinwardError {
  return gone
    ? new GoneResource()
    : new TwinwardError('resource.missing', `there is no ${type} of that id`, {
        field: 'id',
        remedy: `search for it: ${type}?...`,
      });
}

/** It was there and was deleted: 410. */
export class GoneResource extends TwinwardError {
  constructor() {
    super('resource.missing', 'the resource was deleted', {
      field: 'id',
      remedy: 'its history is still there',
    });
  }
}

function checkAbsent(before: StoredResource | null): void {
  if (before === null || before.deleted) return;
  throw new TwinwardError('resource.conflict', 'a resource of this id is there', {
    field: 'id',
    remedy: 'read it and change that, or send another id',
  });
}

function changed(standing: number): TwinwardError {
  return new TwinwardError('resource.conflict', `the resource is at version ${standing}`, {
    field: 'If-Match',
    remedy: 'read the current version and change that',
  });
}
