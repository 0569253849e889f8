// What a Subscription asks for (Subscriptions R5 Backport, R4): one topic a type of resource, narrowed by a search.
import {
  isObject,
  type Json,
  type JsonObject,
  parseSearch,
  type SearchContext,
  wordOf,
} from '@twinward/connect/fhir';
import { type ResourceTest, TwinwardError } from '@twinward/contract';
import { splitAddress } from '../condition.ts';
import { reachesFurther } from '../reaches-further.ts';

/** Canonicals of topics begin with this; the type of resource follows. */
export const TOPIC_BASE = 'https://twinward.org/fhir/SubscriptionTopic/';
/** The extensions of the backport. */
export const BACKPORT = 'http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/';

/** How a Subscription is told. `rest-hook`: requests to an address; `sse`: streams of Server-Sent Events that its listeners open. */
export type SubscriptionChannel =
  | {
      readonly kind: 'rest-hook';
      readonly endpoint: string;
      readonly headers: readonly (readonly [string, string])[];
    }
  | { readonly kind: 'sse' };

/** A Subscription, read. */
export interface SubscriptionAsked {
  readonly topic: string;
  /** Of the resources it is about. */
  readonly type: string;
  /** What they must satisfy; null for all. */
  readonly test: ResourceTest | null;
  /** How it is told: by requests to an address of the subscriber, or by streams that the subscriber opens here. */
  readonly channel: SubscriptionChannel;
  readonly content: 'empty' | 'id-only' | 'full-resource';
  /** Seconds between signs of life; null for none. */
  readonly heartbeat: number | null;
  /** Seconds an attempt may take. */
  readonly timeout: number;
  /** Events in one notification at most. */
  readonly most: number;
  /** Milliseconds since 1970 at which it ends; null never. */
  readonly end: number | null;
}

/** Channels that R4 has no code for are named by an extension of the backport on `channel.type`. */
export const CHANNEL_SYSTEM = 'https://twinward.org/fhir/CodeSystem/subscription-channel-type';

/** Types there is no topic for: what is told of subscriptions is told by $status. */
const WITHOUT_TOPIC: ReadonlySet<string> = new Set(['Subscription', 'Parameters', 'Bundle']);

/** The canonicals of all topics. */
export function topics(types: Iterable<string>): readonly string[] {
  return [...types].filter((type) => !WITHOUT_TOPIC.has(type)).map((type) => TOPIC_BASE + type);
}

/** Reads a Subscription. Throws `request.unsupported` and `request.invalid` naming the element. */
export function readSubscription(resource: JsonObject, context: SearchContext): SubscriptionAsked {
  const { criteria, channel, end } = resource;
  const topic = wordOf(criteria);
  const type = topic.startsWith(TOPIC_BASE) ? topic.slice(TOPIC_BASE.length) : '';
  if (!Object.hasOwn(context.definitions.search, type) || WITHOUT_TOPIC.has(type)) {
    throw unsupported(
      'criteria',
      'there is no such topic',
      `ask for one of ${TOPIC_BASE}TYPE; see /metadata`,
    );
  }
  if (!isObject(channel)) throw invalid('channel', 'it is missing');
  const payload = wordOf(channel.payload ?? 'application/fhir+json');
  if (!/^application\/(fhir\+)?json\b/.test(payload)) {
    throw unsupported('channel.payload', 'only JSON is sent', 'ask for application/fhir+json');
  }
  const content = wordOf(firstValue(channel._payload, 'backport-payload-content') ?? 'id-only');
  if (content !== 'empty' && content !== 'id-only' && content !== 'full-resource') {
    throw invalid('channel.payload', 'the content is empty, id-only or full-resource');
  }
  return {
    topic,
    type,
    test: testOf(resource._criteria, type, context),
    channel: channelOf(channel),
    content,
    heartbeat: whole(channel, 'backport-heartbeat-period', 1, 86_400),
    timeout: whole(channel, 'backport-timeout', 1, 60) ?? 10,
    most: whole(channel, 'backport-max-count', 1, 1000) ?? 100,
    end: typeof end === 'string' ? Date.parse(end) : null,
  };
}

function channelOf(channel: JsonObject): SubscriptionChannel {
  const named = firstValue(channel._type, 'backport-channel-type');
  const headers = Array.isArray(channel.header) ? channel.header.map((line) => headerOf(wordOf(line))) : [];
  if (named === undefined && channel.type === 'rest-hook')
    return { kind: 'rest-hook', endpoint: wordOf(channel.endpoint), headers };
  const streamed = isObject(named) && named.system === CHANNEL_SYSTEM && named.code === 'sse';
  if (!streamed || channel.type !== undefined) {
    throw unsupported(
      'channel.type',
      'rest-hook and sse are served, nothing else',
      `use rest-hook; or no code but the extension backport-channel-type with sse of ${CHANNEL_SYSTEM}`,
    );
  }
  if (channel.endpoint !== undefined || headers.length > 0) {
    throw invalid(
      'channel.endpoint',
      'a stream is opened by its listener: it has no endpoint and no headers',
    );
  }
  return { kind: 'sse' };
}

function testOf(element: Json | undefined, type: string, context: SearchContext): ResourceTest | null {
  const filters = valuesOf(element, 'backport-filter-criteria').map(wordOf);
  if (filters.length === 0) return null;
  const tests = filters.map((filter) => {
    const [path, query] = splitAddress(filter);
    if (path !== '' && path !== type) throw invalid('criteria', `the filter is not about ${type}`);
    const pairs = [...new URLSearchParams(query)];
    if (pairs.length === 0 || pairs.some(([name]) => name.startsWith('_') && name !== '_id')) {
      throw invalid(
        'criteria',
        'a filter names search parameters of its type, and none that shapes a result',
      );
    }
    return parseSearch(type, pairs, context).query.test;
  });
  const test: ResourceTest = { kind: 'all', of: tests };
  if (reachesFurther(test)) {
    throw unsupported(
      'criteria',
      'a filter looks at one resource, not along references',
      'leave out chains and _has',
    );
  }
  return test;
}

function headerOf(line: string): readonly [string, string] {
  const [, name, value] = /^([!#$%&'*+.^_`|~\w-]+):[ \t]*([\x20-\x7e]*)$/.exec(line) ?? [];
  if (
    name === undefined ||
    value === undefined ||
    /^(host|content-length|transfer-encoding|connection)$/i.test(name)
  ) {
    throw invalid('channel.header', 'a header is "Name: value"');
  }
  return [name, value];
}

function whole(channel: JsonObject, name: string, low: number, high: number): number | null {
  const value = firstValue(channel, name);
  if (value === undefined) return null;
  if (typeof value === 'number' && Number.isInteger(value) && value >= low && value <= high) return value;
  throw invalid(`channel.extension(${name})`, `it is a whole number from ${low} to ${high}`);
}

function firstValue(element: Json | undefined, name: string): Json | undefined {
  return valuesOf(element, name)[0];
}

function valuesOf(element: Json | undefined, name: string): readonly Json[] {
  if (!isObject(element) || !Array.isArray(element.extension)) return [];
  return element.extension.flatMap((one): Json[] => {
    if (!isObject(one) || one.url !== BACKPORT + name) return [];
    const key = Object.keys(one).find((property) => property.startsWith('value'));
    return key === undefined ? [] : [one[key]!];
  });
}

function unsupported(field: string, why: string, remedy: string): TwinwardError {
  return new TwinwardError('request.unsupported', why, { field, remedy });
}

function invalid(field: string, why: string): TwinwardError {
  return new TwinwardError('request.invalid', why, {
    field,
    remedy: 'see the Subscriptions R5 Backport, R4',
  });
}
