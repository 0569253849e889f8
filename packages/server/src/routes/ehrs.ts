// EHRs that may open our pages from a patient.
import { z } from 'zod';
import { EHR_ROLES, ehrChangeSchema, ehrRequestSchema, type RegisteredEhr } from '../ehr/ehr-book.ts';
import { CALLBACK_PATH, LAUNCH_PATH } from '../ehr/serve-ehr-launch.ts';
import { instantOutSchema } from '../schemas/instant-schema.ts';
import { type Route, route } from './route.ts';

const ehrSchema: z.ZodType<RegisteredEhr> = z
  .strictObject({
    id: z.string(),
    name: z.string(),
    iss: z.string(),
    client: z.string(),
    signs: z.boolean(),
    seesAll: z.boolean(),
    role: z.enum(EHR_ROLES),
    identifierSystems: z.array(z.string()),
    addedAt: instantOutSchema,
    addedBy: z.string(),
    disabled: z.boolean(),
  })
  .meta({ id: 'RegisteredEhr' });

interface EhrList {
  readonly ehrs: readonly RegisteredEhr[];
  /** What is registered there: where we begin, and where we are answered. */
  readonly launchUrl: string;
  readonly redirectUri: string;
}

const listSchema: z.ZodType<EhrList> = z
  .strictObject({ ehrs: z.array(ehrSchema), launchUrl: z.string(), redirectUri: z.string() })
  .meta({ id: 'RegisteredEhrs' });

const listEhrs: Route = route({
  id: 'listEhrs',
  method: 'GET',
  path: '/ehrs',
  tag: 'apps',
  summary: 'EHRs that may open our pages from a patient, and what to register there',
  permission: 'app:read',
  reply: listSchema,
  target: () => 'ehrs',
  async perform(_input, { services, incoming }): Promise<EhrList> {
    const origin = `${incoming.protocol}://${incoming.host}`;
    return {
      ehrs: services.ehrs.list(),
      launchUrl: origin + LAUNCH_PATH,
      redirectUri: origin + CALLBACK_PATH,
    };
  },
});

const addEhr: Route = route({
  id: 'addEhr',
  method: 'POST',
  path: '/ehrs',
  tag: 'apps',
  summary: 'Let an EHR open our pages from a patient (SMART App Launch, EHR launch), by its FHIR address',
  permission: 'app:write',
  body: ehrRequestSchema,
  reply: ehrSchema,
  status: 201,
  target: ({ body: { id } }) => `ehr ${id}`,
  perform: ({ body }, { services, actor, takeAudit }): Promise<RegisteredEhr> =>
    services.ehrs.add(body, actor?.name ?? '', takeAudit()),
});

const changeEhr: Route = route({
  id: 'changeEhr',
  method: 'POST',
  path: '/ehrs/{id}',
  tag: 'apps',
  summary: 'Shut an EHR out or let it in again, or say whom its users see: at once, in open sessions too',
  permission: 'app:write',
  params: z.strictObject({ id: z.string().max(60) }),
  body: ehrChangeSchema,
  reply: ehrSchema,
  target: ({ params: { id } }) => `ehr ${id}`,
  perform: ({ params: { id }, body }, { services, takeAudit }): Promise<RegisteredEhr> =>
    services.ehrs.change(id, body, takeAudit()),
});

/** EHRs that may open our pages. */
export const EHR_ROUTES: readonly Route[] = [listEhrs, addEhr, changeEhr];
