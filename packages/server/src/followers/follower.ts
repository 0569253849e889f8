// Follows one FHIR server: what changed there since a cursor becomes durable here, page by page, and the cursor with it.
import type { JsonObject } from '@twinward/connect/fhir';
import { TwinwardError } from '@twinward/contract';
import type { AuditRow } from '@twinward/record';
import type { FhirEndpoint, Prepared } from '../fhir/fhir-endpoint.ts';
import { InvalidResource } from '../fhir/operation-outcome.ts';
import { saysTheSame } from '../fhir/says-the-same.ts';
import { FhirClient, FollowError } from './fhir-client.ts';
import { entriesOf, lastUpdated, nextOf, type ToldDeletions, toldDeletions } from './followed-bundle.ts';
import { asLocal, type Links, localId } from './local-ids.ts';
import type { OwnKey } from './own-key.ts';

/** What is followed. */
export interface FollowerSettings {
  readonly id: string;
  readonly url: string;
  readonly client: string;
  readonly types: readonly string[];
  /** Seconds between looks. */
  readonly every: number;
}

/** How far it has come; kept in the record. */
export interface FollowerState {
  readonly settings: FollowerSettings;
  readonly disabled: boolean;
  readonly links: Links;
  /** By type, `meta.lastUpdated` of the last resource taken in. */
  readonly cursors: Readonly<Record<string, string>>;
  /** By type, from when on its history is read for deletions. */
  readonly deletedSince: Readonly<Record<string, string>>;
  /** By type, why that server does not tell its deletions: what was deleted there stands here. */
  readonly blind: Readonly<Record<string, string>>;
  readonly written: number;
  readonly deleted: number;
  readonly unchanged: number;
  readonly refused: number;
  /** The latest refusals: which resource, and which rules it breaks. */
  readonly latestRefused: readonly { readonly resource: string; readonly why: string }[];
  readonly lastLookAt: string | null;
  readonly lastProblem: string | null;
  /** Looks in a row that failed. */
  readonly failures: number;
}

/** What a follower works with. */
export interface FollowerTools {
  readonly endpoint: FhirEndpoint;
  readonly key: OwnKey;
  /** Makes a state durable. */
  readonly keep: (state: FollowerState) => Promise<void>;
  /** Milliseconds until the first try again; each further one waits twice as long. */
  readonly wait?: number;
}

const PAGE = 200;
const LONGEST_WAIT = 300_000;
const REFUSALS = 20;
/** Answers of a server that has no history to be read by us. */
const UNTOLD: ReadonlySet<number> = new Set([400, 403, 404, 405, 501]);

/** One server that is followed. */
export class Follower {
  readonly #tools: FollowerTools;
  readonly #closing = new AbortController();
  readonly #client: FhirClient;
  #state: FollowerState;
  #work: Promise<void> | null = null;
  #timer: NodeJS.Timeout | null = null;
  /** Seconds the other server asked to be left alone. */
  #retryAfter: number | null = null;

  constructor(state: FollowerState, tools: FollowerTools) {
    this.#state = state;
    this.#tools = tools;
    const { url, client, types } = state.settings;
    this.#client = new FhirClient({
      url,
      client,
      scope: types.map((type) => `system/${type}.rs`).join(' '),
      key: tools.key,
      now: () => this.#now(),
      signal: this.#closing.signal,
    });
  }

  get state(): FollowerState {
    return this.#state;
  }

  /** Looks now, and from then on at its pace. */
  start(): void {
    if (this.#state.disabled || this.#closing.signal.aborted || this.#work !== null) return;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#work = this.#look().finally(() => {
      this.#work = null;
      this.#later();
    });
  }

  /** Waits for the look under way. */
  async idle(): Promise<void> {
    await this.#work;
  }

  async close(): Promise<void> {
    this.#closing.abort();
    if (this.#timer !== null) clearTimeout(this.#timer);
    await this.#work;
  }

  async #look(): Promise<void> {
    this.#retryAfter = null;
    try {
      for (const type of this.#state.settings.types) {
        const since = await this.#deletedSince(type);
        await this.#follow(type);
        if (since !== null) await this.#forget(type, since);
      }
      await this.#keep({ lastLookAt: new Date(this.#now()).toISOString(), lastProblem: null, failures: 0 });
    } catch (error) {
      if (this.#closing.signal.aborted) return;
      const known = error instanceof FollowError || error instanceof TwinwardError;
      this.#retryAfter = error instanceof FollowError ? error.retryAfter : null;
      const lastProblem = known ? error.message : 'the server failed';
      // Where not even this can be kept, the next look tells it.
      await this.#keep({ lastProblem, failures: this.#state.failures + 1 }).catch(() => undefined);
    }
  }

  #later(): void {
    if (this.#closing.signal.aborted || this.#state.disabled) return;
    const { settings, failures } = this.#state;
    const tried = Math.min((this.#tools.wait ?? 1000) * 2 ** Math.min(failures - 1, 20), LONGEST_WAIT);
    const wait = failures === 0 ? settings.every * 1000 : Math.max(tried, (this.#retryAfter ?? 0) * 1000);
    this.#timer = setTimeout(
      () => {
        this.#timer = null;
        this.start();
      },
      Math.min(wait, 86_400_000),
    ).unref();
  }

  /** From the cursor on, oldest change first. Of several changes at the cursor's own instant all are seen, those known again; pages are left for a new question as soon as time has gone on, so that nothing slips between two of them. */
  async #follow(type: string): Promise<void> {
    const { url } = this.#state.settings;
    let address: string | null = this.#question(type);
    while (address !== null && !this.#closing.signal.aborted) {
      const before = this.#state.cursors[type];
      const bundle = await this.#client.search(address);
      const found = entriesOf(bundle, type);
      const last = lastUpdated(found.at(-1));
      await this.#take(type, found, last ?? before);
      const next = nextOf(bundle);
      if (found.length === 0 || next === null) return;
      address = last !== undefined && last !== before ? this.#question(type) : new URL(next, `${url}/`).href;
    }
  }

  /** From when on deletions are asked for: where the last look ended, else the latest change there before the first; null where there is none. */
  async #deletedSince(type: string): Promise<string | null> {
    const known = this.#state.deletedSince[type];
    if (known !== undefined) return known;
    const { url } = this.#state.settings;
    const latest = await this.#client.search(`${url}/${type}?_sort=-_lastUpdated&_count=1`);
    const since = lastUpdated(entriesOf(latest, type)[0]) ?? null;
    if (since !== null) await this.#keep({ deletedSince: { ...this.#state.deletedSince, [type]: since } });
    return since;
  }

  /** Deletes here what was deleted there, as its history tells; where it tells none, that is said and not taken for "nothing was deleted". */
  async #forget(type: string, since: string): Promise<void> {
    const { url } = this.#state.settings;
    const { [type]: _told, ...otherwise } = this.#state.blind;
    let told: ToldDeletions;
    try {
      const first = `${url}/${type}/_history?_since=${encodeURIComponent(since)}&_count=${PAGE}`;
      told = await toldDeletions(this.#client, first, type);
    } catch (error) {
      if (!(error instanceof FollowError) || !UNTOLD.has(error.status ?? 0)) throw error;
      const why = `its history of ${type} cannot be read: ${error.message}`;
      return this.#keep({ blind: { ...otherwise, [type]: why } });
    }
    await this.#remove(type, told.ids);
    const { deletedSince } = this.#state;
    await this.#keep({ blind: otherwise, deletedSince: { ...deletedSince, [type]: told.latest ?? since } });
  }

  async #remove(type: string, ids: readonly string[]): Promise<void> {
    const { endpoint } = this.#tools;
    const { settings, links } = this.#state;
    const refused: { readonly resource: string; readonly why: string }[] = [];
    const prepared: Prepared[] = [];
    for (const id of ids) {
      const resource = `${type}/${id}`;
      if (Object.hasOwn(links, resource)) {
        // A person said that it is one of ours: what is ours does not go because theirs went.
        refused.push({ resource, why: `it was deleted there; ${String(links[resource])} is ours and stays` });
        continue;
      }
      const gone = await endpoint.prepareDelete(type, localId(settings.url, type, id));
      if (gone !== null) prepared.push(gone);
    }
    if (prepared.length > 0) await endpoint.commit(prepared, this.#audit(prepared, 'fhir follow deletion'));
    const known = new Set(this.#state.latestRefused.map(({ resource, why }) => `${resource} ${why}`));
    const fresh = refused.filter(({ resource, why }) => !known.has(`${resource} ${why}`));
    await this.#keep({
      deleted: this.#state.deleted + prepared.length,
      refused: this.#state.refused + fresh.length,
      latestRefused: [...fresh, ...this.#state.latestRefused].slice(0, REFUSALS),
    });
  }

  #audit(prepared: readonly Prepared[], action: string): readonly AuditRow[] {
    const { id, url } = this.#state.settings;
    return prepared.map(({ write }) => ({
      at: this.#tools.endpoint.services.wallClock.now(),
      actor: `follower:${id}`,
      role: 'follower',
      action,
      target: `${write.type}/${write.id}`,
      allowed: true,
      reason: `from ${url}`,
      request: '',
    }));
  }

  #question(type: string): string {
    const { settings, cursors } = this.#state;
    const query = new URLSearchParams({ _sort: '_lastUpdated', _count: String(PAGE) });
    const since = cursors[type];
    if (since !== undefined) query.set('_lastUpdated', `ge${since}`);
    return `${settings.url}/${type}?${query.toString()}`;
  }

  /** Makes a page durable, then the cursor behind it: after a crash between the two the page is seen again and found unchanged. */
  async #take(type: string, found: readonly JsonObject[], cursor: string | undefined): Promise<void> {
    const { endpoint } = this.#tools;
    const { settings, links } = this.#state;
    const local = new Map(found.map((one) => [String(one.id), asLocal(one, settings.url, links)]));
    const prepared: Prepared[] = [];
    const refused: { readonly resource: string; readonly why: string }[] = [];
    let unchanged = 0;
    for (const [id, resource] of local) {
      try {
        const before = await endpoint.services.record.resources.read(type, String(resource.id));
        if (before !== null && !before.deleted && saysTheSame(before, resource)) unchanged += 1;
        else prepared.push(endpoint.prepareOver(type, String(resource.id), resource, before));
      } catch (error) {
        if (!(error instanceof TwinwardError)) throw error;
        refused.push({ resource: `${type}/${id}`, why: whyOf(error) });
      }
    }
    if (prepared.length > 0) await endpoint.commit(prepared, this.#audit(prepared, 'fhir follow'));
    const state = this.#state;
    await this.#keep({
      cursors: cursor === undefined ? state.cursors : { ...state.cursors, [type]: cursor },
      written: state.written + prepared.length,
      unchanged: state.unchanged + unchanged,
      refused: state.refused + refused.length,
      latestRefused: [...refused, ...state.latestRefused].slice(0, REFUSALS),
    });
  }

  async #keep(change: Partial<FollowerState>): Promise<void> {
    const state = { ...this.#state, ...change };
    await this.#tools.keep(state);
    this.#state = state;
  }

  #now(): number {
    return this.#tools.endpoint.services.wallClock.now();
  }
}

function whyOf(error: TwinwardError): string {
  if (!(error instanceof InvalidResource)) return error.message;
  return error.issues
    .slice(0, 3)
    .map(
      ({ diagnostics, expression }) =>
        `${String(Array.isArray(expression) ? expression[0] : '')} ${String(diagnostics)}`,
    )
    .join('; ');
}
