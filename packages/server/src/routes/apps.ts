// Connected systems: who is let in, with which keys and scopes, and what they asked last.
import { z } from 'zod';
import { CDS_SERVICES } from '../cds-hooks/cds-services.ts';
import { instantOutSchema } from '../schemas/instant-schema.ts';
import type { AppCall } from '../smart/call-tally.ts';
import { APP_KINDS, appRequestSchema, type ConnectedApp } from '../smart/connected-app.ts';
import { type Route, route } from './route.ts';

interface AppView extends Omit<ConnectedApp, 'keys'> {
  /** Names and kinds of its public keys. */
  readonly keys: readonly { readonly kid: string; readonly kty: string; readonly alg: string | null }[];
}

const appSchema: z.ZodType<AppView> = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    kind: z.enum(APP_KINDS),
    issuer: z.string(),
    keys: z.array(z.strictObject({ kid: z.string(), kty: z.string(), alg: z.string().nullable() })),
    scopes: z.array(z.string()),
    addedAt: instantOutSchema,
    addedBy: z.string(),
    disabled: z.boolean(),
  })
  .meta({ id: 'ConnectedApp' });

const callSchema: z.ZodType<AppCall> = z
  .strictObject({
    app: z.string(),
    at: instantOutSchema,
    what: z.string(),
    took: z.number(),
    count: z.number(),
  })
  .meta({ id: 'AppCall' });

interface AppList {
  readonly apps: readonly AppView[];
  readonly services: readonly {
    readonly id: string;
    readonly hook: string;
    readonly title: string;
    readonly description: string;
  }[];
  readonly calls: readonly AppCall[];
  readonly cardsGiven: number;
}

const appListSchema: z.ZodType<AppList> = z
  .strictObject({
    apps: z.array(appSchema),
    services: z.array(
      z
        .strictObject({ id: z.string(), hook: z.string(), title: z.string(), description: z.string() })
        .meta({ id: 'OfferedService' }),
    ),
    calls: z.array(callSchema),
    cardsGiven: z.int(),
  })
  .meta({ id: 'ConnectedApps' });

const listApps: Route = route({
  id: 'listApps',
  method: 'GET',
  path: '/apps',
  tag: 'apps',
  summary: 'Connected systems, the services offered to them, and their latest calls since the start',
  permission: 'app:read',
  reply: appListSchema,
  target: () => 'apps',
  async perform(_input, { services: { apps, cards } }): Promise<AppList> {
    return {
      apps: apps.list().map(viewOf),
      services: CDS_SERVICES.map(({ id, hook, title = id, description }) => ({
        id,
        hook,
        title,
        description,
      })),
      calls: apps.calls.latest(),
      cardsGiven: cards.size,
    };
  },
});

const addApp: Route = route({
  id: 'addApp',
  method: 'POST',
  path: '/apps',
  tag: 'apps',
  summary: 'Let a system in, by the issuer of its tokens and its public keys',
  permission: 'app:write',
  body: appRequestSchema,
  reply: appSchema,
  status: 201,
  target: ({ body: { id } }) => `app ${id}`,
  perform: async ({ body }, { services, actor }): Promise<AppView> =>
    viewOf(await services.apps.add(body, actor?.name ?? '')),
});

const switchApp: Route = route({
  id: 'switchApp',
  method: 'POST',
  path: '/apps/{id}',
  tag: 'apps',
  summary: 'Shut a system out, or let it in again',
  permission: 'app:write',
  params: z.strictObject({ id: z.string().max(60) }),
  body: z.strictObject({ disabled: z.boolean() }).meta({ id: 'AppSwitch' }),
  reply: appSchema,
  target: ({ params: { id } }) => `app ${id}`,
  async perform({ params: { id }, body: { disabled } }, { services }): Promise<AppView> {
    const app = await services.apps.setDisabled(id, disabled);
    if (disabled) services.grants.revoke(`app:${id}`);
    return viewOf(app);
  },
});

function viewOf({ keys, ...app }: ConnectedApp): AppView {
  return {
    ...app,
    keys: keys.map(({ kid, kty, alg }) => ({ kid, kty, alg: typeof alg === 'string' ? alg : null })),
  };
}

/** Connected systems. */
export const APP_ROUTES: readonly Route[] = [listApps, addApp, switchApp];
