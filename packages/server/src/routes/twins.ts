// Twins: the overview, one twin, opening and closing.
import type { TwinDetail, TwinSummary } from '@twinward/runtime';
import { z } from 'zod';
import { subjectSchema, twinIdSchema } from '../schemas/identity-schema.ts';
import { instantSchema } from '../schemas/instant-schema.ts';
import { twinDetailSchema, twinSummarySchema } from '../schemas/twin-schema.ts';
import { isSeen, type Route, route } from './route.ts';

const params = z.strictObject({ id: twinIdSchema });

const listTwins: Route = route({
  id: 'listTwins',
  method: 'GET',
  path: '/twins',
  tag: 'twins',
  summary: 'All twins, each with its latest reading, risks, fit and track record',
  permission: 'twin:read',
  reply: z.strictObject({ twins: z.array(twinSummarySchema) }).meta({ id: 'TwinList' }),
  target: (_input, confinedTo) => confinedTo ?? 'twins',
  async perform(_input, { services, actor }): Promise<{ twins: TwinSummary[] }> {
    return { twins: services.runtime.summaries().filter(({ subject }) => isSeen(subject, actor)) };
  },
});

const readTwin: Route = route({
  id: 'readTwin',
  method: 'GET',
  path: '/twins/{id}',
  tag: 'twins',
  summary: 'One twin with what its model declares',
  permission: 'twin:read',
  params,
  reply: twinDetailSchema,
  target: ({ params: { id } }) => `twin ${id}`,
  perform: async ({ params: { id } }, { services }): Promise<TwinDetail> => services.runtime.detail(id),
});

const openTwin: Route = route({
  id: 'openTwin',
  method: 'POST',
  path: '/twins',
  tag: 'twins',
  summary: 'Open a twin of a subject through a model',
  permission: 'twin:open',
  body: z
    .strictObject({
      id: twinIdSchema,
      subject: subjectSchema,
      label: z.string().min(1).max(120),
      origin: z.enum(['real', 'recorded', 'simulated']),
      model: z.string().min(1).max(100),
      facts: z.record(z.string().max(60), z.union([z.number(), z.string().max(200), z.boolean()])),
      attribution: z.string().min(1).max(500).exactOptional(),
      seed: z
        .string()
        .regex(/^[0-9a-f]{16}$/, '16 lower-case hexadecimal digits')
        .exactOptional(),
      at: instantSchema.exactOptional(),
    })
    .meta({ id: 'TwinOpening' }),
  reply: twinDetailSchema,
  status: 201,
  target: ({ body }) => `twin ${body.id} ${body.subject}`,
  perform: ({ body }, call): Promise<TwinDetail> => call.services.runtime.openTwin(body, call.takeAudit()),
});

const closeTwin: Route = route({
  id: 'closeTwin',
  method: 'DELETE',
  path: '/twins/{id}',
  tag: 'twins',
  summary: 'Close a twin: it keeps its history and takes in nothing more',
  permission: 'twin:open',
  params,
  body: z.strictObject({ reason: z.string().min(1).max(500) }).meta({ id: 'TwinClosing' }),
  reply: twinDetailSchema,
  target: ({ params: { id } }) => `twin ${id}`,
  perform: ({ params: { id }, body }, call): Promise<TwinDetail> =>
    call.services.runtime.closeTwin(id, body.reason, call.takeAudit()),
});

/** Twins: the overview, one twin, opening and closing. */
export const TWIN_ROUTES: readonly Route[] = [listTwins, readTwin, openTwin, closeTwin];
