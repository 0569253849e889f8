// Live push.
import { z } from 'zod';
import { twinIdSchema } from '../schemas/identity-schema.ts';
import { type Route, route } from './route.ts';

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
  target: ({ query }) => query.twins?.map((id) => `twin ${id}`) ?? 'twins',
  perform: async ({ query }, call): Promise<unknown> =>
    call.services.streams.open(call.incoming, call.outgoing, query.twins ?? null),
});

/** Live push. */
export const EVENT_ROUTES: readonly Route[] = [streamEvents];
