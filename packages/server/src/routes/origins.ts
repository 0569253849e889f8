// Other origins that an administrator trusts: where FHIR notifications may go, and whose pages may show ours.
import { z } from 'zod';
import { ORIGIN_PURPOSES, type TrustedOrigin } from '../access/trusted-origins.ts';
import { instantOutSchema } from '../schemas/instant-schema.ts';
import { type Route, route } from './route.ts';

const requestSchema = z
  .strictObject({ origin: z.string().max(300), purpose: z.enum(ORIGIN_PURPOSES) })
  .meta({ id: 'OriginRequest' });

const originSchema: z.ZodType<TrustedOrigin> = z
  .strictObject({
    origin: z.string(),
    purpose: z.enum(ORIGIN_PURPOSES),
    addedAt: instantOutSchema,
    addedBy: z.string(),
  })
  .meta({ id: 'TrustedOrigin' });

interface OriginList {
  readonly origins: readonly TrustedOrigin[];
}

const listSchema: z.ZodType<OriginList> = z
  .strictObject({ origins: z.array(originSchema) })
  .meta({ id: 'TrustedOrigins' });

const listOrigins: Route = route({
  id: 'listOrigins',
  method: 'GET',
  path: '/origins',
  tag: 'apps',
  summary: 'Other origins that are trusted, and for what',
  permission: 'app:read',
  reply: listSchema,
  target: () => 'origins',
  perform: async (_input, { services }): Promise<OriginList> => ({ origins: services.origins.list() }),
});

const trustOrigin: Route = route({
  id: 'trustOrigin',
  method: 'POST',
  path: '/origins',
  tag: 'apps',
  summary: 'Trust an origin: notify lets FHIR notifications be sent there, frame lets its pages show ours',
  permission: 'app:write',
  body: requestSchema,
  reply: originSchema,
  status: 201,
  target: ({ body: { origin } }) => `origin ${origin}`,
  perform: ({ body: { origin, purpose } }, { services, actor }): Promise<TrustedOrigin> =>
    services.origins.add(origin, purpose, actor?.name ?? ''),
});

const distrustOrigin: Route = route({
  id: 'distrustOrigin',
  method: 'POST',
  path: '/origins/remove',
  tag: 'apps',
  summary: 'Trust an origin no longer',
  permission: 'app:write',
  body: requestSchema,
  reply: listSchema,
  target: ({ body: { origin } }) => `origin ${origin}`,
  async perform({ body: { origin, purpose } }, { services }): Promise<OriginList> {
    await services.origins.remove(origin, purpose);
    return { origins: services.origins.list() };
  },
});

/** Trusted origins. */
export const ORIGIN_ROUTES: readonly Route[] = [listOrigins, trustOrigin, distrustOrigin];
