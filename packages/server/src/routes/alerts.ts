// Alerts of watching twins: the list, one alert, what is done about it, and what may be spent on false ones.
import type { AlertActor } from '@twinward/contract';
import type { AlertDetail, AlertPage, AlertView } from '@twinward/runtime';
import { z } from 'zod';
import {
  alertBudgetsSchema,
  alertDetailSchema,
  alertPageSchema,
  alertSchema,
  alertStatusSchema,
  urgencySchema,
} from '../schemas/alert-schema.ts';
import { subjectSchema, twinIdSchema } from '../schemas/identity-schema.ts';
import { instantSchema } from '../schemas/instant-schema.ts';
import { wholeNumberSchema } from '../schemas/whole-number-schema.ts';
import { type Call, type Route, route } from './route.ts';

const alertIdSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9\-.]{0,119}$/, 'lower-case letters, digits, - and .')
  .meta({ description: 'as in the list of alerts' });
const reasonSchema = z.string().trim().min(1).max(500);
const params = z.strictObject({ id: alertIdSchema });
const conditionSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,59}$/, 'lower-case words joined by -')
  .meta({ description: 'for example heart-failure' });

const listAlerts: Route = route({
  id: 'listAlerts',
  method: 'GET',
  path: '/alerts',
  tag: 'alerts',
  summary:
    'Alerts, the most pressing first, in pages: open ones by need and urgency, then those that are over',
  permission: 'alert:read',
  query: z.strictObject({
    status: alertStatusSchema.exactOptional(),
    urgency: urgencySchema.exactOptional(),
    condition: conditionSchema.exactOptional(),
    subject: subjectSchema.exactOptional(),
    twin: twinIdSchema.exactOptional(),
    limit: wholeNumberSchema(1, 200).exactOptional(),
    after: alertIdSchema.exactOptional(),
  }),
  reply: alertPageSchema,
  target: ({ query: { subject, twin } }, confinedTo) =>
    subject ?? (twin === undefined ? (confinedTo ?? 'alerts') : `twin ${twin}`),
  perform: async ({ query }, { services, actor }): Promise<AlertPage> =>
    services.runtime.alerts.list({ ...query, within: actor?.confinedTo }),
});

const readAlert: Route = route({
  id: 'readAlert',
  method: 'GET',
  path: '/alerts/{id}',
  tag: 'alerts',
  summary: 'One alert with the last weeks of its signals beside what is usual for the person',
  permission: 'alert:read',
  params,
  reply: alertDetailSchema,
  target: ({ params: { id } }) => `alert ${id}`,
  perform: ({ params: { id } }, { services }): Promise<AlertDetail> => services.runtime.alerts.detail(id),
});

const acknowledgeAlert: Route = route({
  id: 'acknowledgeAlert',
  method: 'POST',
  path: '/alerts/{id}/acknowledge',
  tag: 'alerts',
  summary: 'Somebody has it in hand: it is not escalated, and asks again only if the person worsens',
  permission: 'alert:act',
  params,
  body: z.strictObject({ reason: reasonSchema.exactOptional() }).meta({ id: 'AlertAcknowledgement' }),
  reply: alertSchema,
  target: ({ params: { id } }) => `alert ${id}`,
  perform: ({ params: { id }, body }, call): Promise<AlertView> =>
    call.services.runtime.alerts.act(
      id,
      { kind: 'acknowledged', reason: body.reason ?? null },
      actorOf(call),
      call.takeAudit(),
    ),
});

const snoozeAlert: Route = route({
  id: 'snoozeAlert',
  method: 'POST',
  path: '/alerts/{id}/snooze',
  tag: 'alerts',
  summary:
    'Silent until an instant within 14 days, for a reason; it returns then, or earlier if the person worsens',
  permission: 'alert:act',
  params,
  body: z.strictObject({ until: instantSchema, reason: reasonSchema }).meta({ id: 'AlertSnooze' }),
  reply: alertSchema,
  target: ({ params: { id } }) => `alert ${id}`,
  perform: ({ params: { id }, body }, call): Promise<AlertView> =>
    call.services.runtime.alerts.act(id, { kind: 'snoozed', ...body }, actorOf(call), call.takeAudit()),
});

const escalateAlert: Route = route({
  id: 'escalateAlert',
  method: 'POST',
  path: '/alerts/{id}/escalate',
  tag: 'alerts',
  summary: 'Calls a role to it, for a reason',
  permission: 'alert:act',
  params,
  body: z
    .strictObject({ to: z.string().trim().min(1).max(80), reason: reasonSchema })
    .meta({ id: 'AlertEscalation' }),
  reply: alertSchema,
  target: ({ params: { id } }) => `alert ${id}`,
  perform: ({ params: { id }, body }, call): Promise<AlertView> =>
    call.services.runtime.alerts.act(id, { kind: 'escalated', ...body }, actorOf(call), call.takeAudit()),
});

const resolveAlert: Route = route({
  id: 'resolveAlert',
  method: 'POST',
  path: '/alerts/{id}/resolve',
  tag: 'alerts',
  summary: 'The episode is over, for a reason; nothing more can happen to the alert',
  permission: 'alert:act',
  params,
  body: z.strictObject({ reason: reasonSchema }).meta({ id: 'AlertResolution' }),
  reply: alertSchema,
  target: ({ params: { id } }) => `alert ${id}`,
  perform: ({ params: { id }, body }, call): Promise<AlertView> =>
    call.services.runtime.alerts.act(id, { kind: 'resolved', ...body }, actorOf(call), call.takeAudit()),
});

const readAlertBudgets: Route = route({
  id: 'readAlertBudgets',
  method: 'GET',
  path: '/alert-budgets',
  tag: 'alerts',
  summary:
    'False alerts in a patient-year that may be spent on each condition, and what the last 30 days spent',
  permission: 'alert:read',
  reply: alertBudgetsSchema,
  target: () => 'alert budgets',
  perform: async (_input, { services }) => ({ budgets: services.runtime.alerts.budgets() }),
});

const chooseAlertBudget: Route = route({
  id: 'chooseAlertBudget',
  method: 'POST',
  path: '/alert-budgets',
  tag: 'alerts',
  summary: 'Choose a budget for everyone or one person, for one condition or all; null takes the choice back',
  permission: 'alert:budget',
  body: z
    .strictObject({
      subject: subjectSchema.exactOptional(),
      condition: conditionSchema.exactOptional(),
      perYear: z.number().positive().max(1000).nullable(),
      reason: reasonSchema,
    })
    .meta({ id: 'AlertBudgetChoice' }),
  reply: alertBudgetsSchema,
  // The reply tells of everybody's budgets.
  target: ({ body: { subject } }, confinedTo) =>
    confinedTo === null ? (subject ?? 'alert budgets') : 'alert budgets',
  async perform({ body: { subject = null, condition = null, perYear, reason } }, call) {
    const { alerts } = call.services.runtime;
    await alerts.choose({ subject, condition, perYear, reason }, actorOf(call), call.takeAudit());
    return { budgets: alerts.budgets() };
  },
});

function actorOf({ actor }: Call): AlertActor {
  return { id: actor?.name ?? '', role: actor?.role ?? '' };
}

/** Alerts, what is done about them, and their budgets. */
export const ALERT_ROUTES: readonly Route[] = [
  listAlerts,
  readAlert,
  acknowledgeAlert,
  snoozeAlert,
  escalateAlert,
  resolveAlert,
  readAlertBudgets,
  chooseAlertBudget,
];
