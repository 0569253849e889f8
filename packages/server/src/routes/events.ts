// Live push.
import { type TwinId, twinId } from '@twinward/contract';
import { z } from 'zod';
import { twinIdSchema } from '../schemas/identity-schema.ts';
import { isSeen, type Route, route } from './route.ts';

const streamEvents: Route = route({
  id: 'streamEvents',
  method: 'GET',
  path: '/events',
  tag: 'live',
  summary: 'Server-Sent Events of all twins or of some; resumes by Last-Event-ID without a gap',
  permission: 'twin:read',
  query: z.strictObject({
    twins: z
      .string()
      .max(10_000)
      .transform((text) => text.split(',').filter((part) => part !== ''))
      .pipe(z.array(twinIdSchema).max(100))
      .exactOptional()
      .meta({ description: 'twin ids joined by commas; all twins without' }),
  }),
  reply: 'event-stream',
  target: ({ query }, confinedTo) => query.twins?.map((id) => `twin ${id}`) ?? confinedTo ?? 'twins',
  async perform({ query }, { services, actor, incoming, outgoing }): Promise<unknown> {
    const own = (): TwinId[] =>
      services.runtime.summaries().flatMap(({ id, subject }) => (isSeen(subject, actor) ? [twinId(id)] : []));
    const twins = query.twins ?? (actor?.confinedTo === undefined ? null : own());
    return services.streams.open(incoming, outgoing, twins);
  },
});

/** Live push. */
export const EVENT_ROUTES: readonly Route[] = [streamEvents];
