// Subscription/$status, $events and, for those that are listened to, $stream.
import { type Json, type JsonObject, parseExact } from '@twinward/connect/fhir';
import { TwinwardError } from '@twinward/contract';
import type { FastifyRequest } from 'fastify';
import { beginEventStream } from '../../live/begin-event-stream.ts';
import type { FhirEndpoint } from '../fhir-endpoint.ts';
import { addressOf, askedOf, askedOnce, type Perform, send } from '../fhir-http.ts';
import { checkMayReadAll } from './check-may-read-all.ts';
import { notification, statusParameters } from './notification.ts';
import { subscriberOf } from './subscriber.ts';
import type { SubscriptionDesk } from './subscription-desk.ts';
import { readSubscription, type SubscriptionAsked } from './subscription-topic.ts';
import { toldEvents } from './told-events.ts';

/** Events of one answer at most; the rest is asked for from the next number on. */
const MOST = 1000;

/** $status of one Subscription, or of those named by `id`, or of all. */
export function subscriptionStatus(desk: SubscriptionDesk): Perform {
  return async (endpoint, request, reply) => {
    const { id } = addressOf(request);
    const asked = askedOf(request);
    const other = asked.find(([name]) => name !== 'id' || id !== undefined)?.[0];
    if (other !== undefined) throw refused(other.slice(0, 40), 'is no parameter of $status here');
    const named = id === undefined ? asked.flatMap(([, value]) => value.split(',')) : [id];
    const ids =
      id === undefined && named.length === 0 ? (await desk.states.all()).map((state) => state.id) : named;
    const entry: Json[] = [];
    for (const one of ids) {
      const parameters = await standing(desk, endpoint, one);
      entry.push({
        fullUrl: `urn:uuid:${String(parameters.id)}`,
        resource: parameters,
        search: { mode: 'match' },
      });
    }
    return send(reply, 200, {
      resourceType: 'Bundle',
      type: 'searchset',
      total: entry.length,
      ...(entry.length === 0 ? {} : { entry }),
    });
  };
}

/** $events of one Subscription: what it was told, or missed, from a number to another. */
export function subscriptionEvents(desk: SubscriptionDesk): Perform {
  return async (endpoint, request, reply) => {
    const { id } = addressOf(request);
    const { asked, state, status } = await found(desk, endpoint, id);
    const query = askedOnce(request, ['eventsSinceNumber', 'eventsUntilNumber', 'content']);
    const from = numberOf(query, 'eventsSinceNumber') ?? 1;
    const to = Math.min(numberOf(query, 'eventsUntilNumber') ?? state.number, state.number);
    const content = query.get('content') ?? asked.content;
    if (content !== 'empty' && content !== 'id-only' && content !== 'full-resource') {
      throw refused('content', 'is empty, id-only or full-resource');
    }
    const events = await desk.states.events(id, Math.max(1, from), to, MOST);
    const told = await toldEvents(events, content, endpoint.resources);
    return send(
      reply,
      200,
      notification({
        state,
        asked: { topic: asked.topic, content },
        type: 'query-event',
        status,
        events: told,
      }),
    );
  };
}

/** $stream of one Subscription whose channel is sse: what its listener missed after `Last-Event-ID` (or `eventsSinceNumber`), then what comes. */
export function subscriptionStream(
  desk: SubscriptionDesk,
  stands: (request: FastifyRequest) => Promise<boolean>,
): Perform {
  return async (endpoint, request, reply) => {
    const { id } = addressOf(request);
    const access = request.access!;
    await desk.settled();
    const { asked } = await found(desk, endpoint, id);
    const streams = desk.streamsOf(id);
    if (streams === null) {
      throw new TwinwardError('request.unsupported', 'this Subscription is not listened to', {
        field: 'channel.type',
        remedy: 'write it with the channel sse, or poll $events',
      });
    }
    checkMayReadAll(endpoint, asked.type);
    const query = askedOnce(request, ['eventsSinceNumber']);
    const since = numberOf(query, 'eventsSinceNumber');
    const last = request.headers['last-event-id'];
    const resumed =
      last === undefined ? null : numberOf(new Map([['Last-Event-ID', String(last)]]), 'Last-Event-ID');
    const subscriber = subscriberOf(access.actor!);
    const denial = async (): Promise<string | null> =>
      (await stands(request)) ? desk.rights.denial(subscriber, asked.type) : 'the sign-in has ended';
    await endpoint.services.record.events.audit(access.take());
    access.settle();
    // A browser that comes back names what it has; the address still says where it once began.
    const from = resumed ?? (since === null ? null : Math.max(0, since - 1));
    await streams.listen({ from, denial }, (gone) => beginEventStream(reply, gone));
    return reply;
  };
}

async function standing(desk: SubscriptionDesk, endpoint: FhirEndpoint, id: string): Promise<JsonObject> {
  const { asked, state, status } = await found(desk, endpoint, id);
  return statusParameters({ state, asked, type: 'query-status', status, events: [] });
}

async function found(desk: SubscriptionDesk, endpoint: FhirEndpoint, id: string) {
  const stored = await endpoint.read('Subscription', id);
  const resource = parseExact(stored.body) as JsonObject;
  const asked: SubscriptionAsked = readSubscription(resource, endpoint.searchContext());
  const state = desk.find(id)?.state ?? (await desk.states.all()).find((one) => one.id === id);
  if (state === undefined)
    throw new TwinwardError('resource.missing', 'there is no such Subscription at work', { field: 'id' });
  return { asked, state, status: String(resource.status) };
}

function numberOf(query: ReadonlyMap<string, string>, name: string): number | null {
  const text = query.get(name);
  if (text === undefined) return null;
  if (!/^\d{1,12}$/.test(text)) throw refused(name, 'is a whole number');
  return Number(text);
}

function refused(field: string, why: string): TwinwardError {
  return new TwinwardError('request.invalid', `${field} ${why}`, {
    field,
    remedy: 'see the Subscriptions R5 Backport, R4',
  });
}
