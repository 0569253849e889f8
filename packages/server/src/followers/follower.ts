// Follows one FHIR server: what changed there since a cursor becomes durable here, page by page, and the cursor with it.
import { isObject, type JsonObject } from '@twinward/connect/fhir';
import { TwinwardError } from '@twinward/contract';
import type { FhirEndpoint, Prepared } from '../fhir/fhir-endpoint.ts';
import { InvalidResource } from '../fhir/operation-outcome.ts';
import { saysTheSame } from '../fhir/says-the-same.ts';
import { FhirClient, FollowError } from './fhir-client.ts';
import { asLocal, type Links } from './local-ids.ts';
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
  readonly written: number;
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
      for (const type of this.#state.settings.types) await this.#follow(type);
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
    const at = endpoint.services.wallClock.now();
    const audit = prepared.map(({ write }) => ({
      at,
      actor: `follower:${settings.id}`,
      role: 'follower',
      action: 'fhir follow',
      target: `${write.type}/${write.id}`,
      allowed: true,
      reason: `from ${settings.url}`,
      request: '',
    }));
    if (prepared.length > 0) await endpoint.commit(prepared, audit);
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

function entriesOf(bundle: JsonObject, type: string): readonly JsonObject[] {
  const entries = Array.isArray(bundle.entry) ? bundle.entry.filter(isObject) : [];
  return entries.flatMap(({ resource }) =>
    isObject(resource) && resource.resourceType === type && typeof resource.id === 'string' ? [resource] : [],
  );
}

function lastUpdated(resource: JsonObject | undefined): string | undefined {
  const updated = isObject(resource?.meta) ? resource.meta.lastUpdated : undefined;
  return typeof updated === 'string' ? updated : undefined;
}

function nextOf(bundle: JsonObject): string | null {
  const links = Array.isArray(bundle.link) ? bundle.link.filter(isObject) : [];
  const next = links.find(({ relation }) => relation === 'next')?.url;
  return typeof next === 'string' ? next : null;
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
