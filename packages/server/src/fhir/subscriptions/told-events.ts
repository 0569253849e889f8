import { type JsonObject, parseExact } from '@twinward/connect/fhir';
import type { ReadableResources } from '../granted-resources.ts';
import type { ToldEvent } from './notification.ts';
import type { SubscriptionEvent } from './subscription-state.ts';
import type { SubscriptionAsked } from './subscription-topic.ts';

/** Events with the versions they are about, where those are to be sent and may be read. */
export function toldEvents(
  events: readonly SubscriptionEvent[],
  content: SubscriptionAsked['content'],
  resources: Pick<ReadableResources, 'readVersion'>,
): Promise<readonly ToldEvent[]> {
  return Promise.all(
    events.map(async (event) => {
      if (content !== 'full-resource' || event.deleted) return { event, resource: null };
      const stored = await resources.readVersion(event.type, event.id, event.version);
      const resource = stored === null || stored.deleted ? null : (parseExact(stored.body) as JsonObject);
      return { event, resource };
    }),
  );
}
