// Connected systems: who is let in, with which keys and scopes, and what they asked last.
import { TwinwardError } from '@twinward/contract';
import { z } from 'zod';
import { CDS_SERVICES } from '../cds-hooks/cds-services.ts';
import { instantOutSchema } from '../schemas/instant-schema.ts';
import type { AppCall } from '../smart/call-tally.ts';
import { APP_KINDS, appRequestSchema, type ConnectedApp } from '../smart/connected-app.ts';
import { endTokens } from '../smart/give-token.ts';
import { type Route, route } from './route.ts';

interface AppView extends Omit<ConnectedApp, 'keys' | 'redirectUris' | 'launchUrl'> {
  readonly redirectUris: readonly string[];
  readonly launchUrl: string | null;
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
    redirectUris: z.array(z.string()),
    launchUrl: z.string().nullable(),
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
    if (disabled) await endTokens(services, id);
    return viewOf(app);
  },
});

interface LaunchReply {
  readonly url: string;
}

const launchApp: Route = route({
  id: 'launchApp',
  method: 'POST',
  path: '/apps/{id}/launch',
  tag: 'apps',
  summary: 'Open an app about a patient: where to send the browser (SMART App Launch, EHR launch)',
  permission: 'fhir:read',
  params: z.strictObject({ id: z.string().max(60) }),
  body: z.strictObject({ patient: z.string().regex(/^[A-Za-z0-9\-.]{1,64}$/) }).meta({ id: 'LaunchRequest' }),
  reply: z.strictObject({ url: z.string() }).meta({ id: 'LaunchReply' }),
  target: ({ params: { id }, body: { patient } }) => [`app ${id}`, `Patient/${patient}`],
  async perform({ params: { id }, body: { patient } }, { services, incoming }): Promise<LaunchReply> {
    const app = services.apps.list().find((one) => one.id === id && !one.disabled);
    if (typeof app?.launchUrl !== 'string') {
      throw new TwinwardError('resource.missing', 'there is no such app to open', {
        field: 'id',
        remedy: 'see the list; an app that can be opened has a launchUrl',
      });
    }
    const url = new URL(app.launchUrl);
    url.searchParams.set('iss', `${incoming.protocol}://${incoming.host}/fhir/R4`);
    url.searchParams.set('launch', services.authorizations.launch({ app: app.id, patient }));
    return { url: url.href };
  },
});

function viewOf({ keys, redirectUris = [], launchUrl = null, ...app }: ConnectedApp): AppView {
  return {
    ...app,
    redirectUris,
    launchUrl,
    keys: keys.map(({ kid, kty, alg }) => ({ kid, kty, alg: typeof alg === 'string' ? alg : null })),
  };
}

/** Connected systems. */
export const APP_ROUTES: readonly Route[] = [listApps, addApp, switchApp, launchApp];
