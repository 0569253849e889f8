// Notifications as the backport writes them for R4: a history Bundle whose first entry is the status, as Parameters.
import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '@twinward/connect/fhir';
import type { SubscriptionEvent, SubscriptionState } from './subscription-state.ts';
import { BACKPORT, type SubscriptionAsked } from './subscription-topic.ts';

/** Why a status is told. */
export type StatusType = 'handshake' | 'heartbeat' | 'event-notification' | 'query-status' | 'query-event';

/** An event with the resource as it was then; null where it was deleted or is not to be sent. */
export interface ToldEvent {
  readonly event: SubscriptionEvent;
  readonly resource: JsonObject | null;
}

/** What a status says. */
export interface StatusTold {
  readonly state: SubscriptionState;
  readonly asked: Pick<SubscriptionAsked, 'topic' | 'content'>;
  readonly type: StatusType;
  readonly status: string;
  readonly events: readonly ToldEvent[];
}

/** The Bundle of a notification or of $events. */
export function notification(told: StatusTold): JsonObject {
  const { state, asked, events } = told;
  const entries = asked.content === 'empty' ? [] : events.map((one) => entryOf(state.base, one));
  return {
    resourceType: 'Bundle',
    id: randomUUID(),
    type: 'history',
    entry: [
      {
        fullUrl: `urn:uuid:${randomUUID()}`,
        resource: statusParameters(told),
        request: { method: 'GET', url: `${state.base}/Subscription/${state.id}/$status` },
        response: { status: '200' },
      },
      ...entries,
    ],
  };
}

/** The status of a Subscription. */
export function statusParameters({ state, asked, type, status, events }: StatusTold): JsonObject {
  const counted = events.map(({ event }): Json => {
    const focus = { name: 'focus', valueReference: { reference: `${state.base}/${event.type}/${event.id}` } };
    return {
      name: 'notification-event',
      part: [
        { name: 'event-number', valueString: String(event.number) },
        { name: 'timestamp', valueInstant: new Date(event.at).toISOString() },
        ...(asked.content === 'empty' ? [] : [focus]),
      ],
    };
  });
  return {
    resourceType: 'Parameters',
    id: randomUUID(),
    meta: { profile: [`${BACKPORT}backport-subscription-status-r4`] },
    parameter: [
      { name: 'subscription', valueReference: { reference: `${state.base}/Subscription/${state.id}` } },
      { name: 'topic', valueCanonical: asked.topic },
      { name: 'status', valueCode: status },
      { name: 'type', valueCode: type },
      { name: 'events-since-subscription-start', valueString: String(state.number) },
      ...counted,
    ],
  };
}

function entryOf(base: string, { event, resource }: ToldEvent): Json {
  const { type, id, version, deleted } = event;
  const method = deleted ? 'DELETE' : version === 1 ? 'POST' : 'PUT';
  return {
    fullUrl: `${base}/${type}/${id}`,
    ...(resource === null ? {} : { resource }),
    request: { method, url: method === 'POST' ? type : `${type}/${id}` },
    response: { status: deleted ? '204' : version === 1 ? '201' : '200' },
  };
}
