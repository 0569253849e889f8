// Connectors as they stand, and every message from its bytes to the belief; refused ones are mended, replayed or put aside by a person.
import { formatInstant, TwinwardError } from '@twinward/contract';
import { z } from 'zod';
import type { ConnectorStatus } from '../connectors/connectors.ts';
import {
  connectorListSchema,
  inboundDetailSchema,
  inboundLineSchema,
  inboundStateSchema,
} from '../schemas/connector-schema.ts';
import { subjectSchema } from '../schemas/identity-schema.ts';
import { wholeNumberSchema } from '../schemas/whole-number-schema.ts';
import { lineView, messageView, outcomeOf } from '../views/message-view.ts';
import { type Call, type Route, route } from './route.ts';

const idSchema = z.strictObject({ id: z.string().min(1).max(64) });
const receiptSchema = z
  .strictObject({
    id: z.string(),
    state: z.enum(['done', 'refused', 'unsupported', 'unavailable']),
    reason: z.string(),
  })
  .meta({ id: 'MessageReceipt' });

const listConnectors: Route = route({
  id: 'listConnectors',
  method: 'GET',
  path: '/connectors',
  tag: 'connectors',
  summary:
    'What comes in from hospitals and devices: whether it runs, how much, how fast, and what went wrong last',
  permission: 'connector:read',
  reply: connectorListSchema,
  target: () => 'connectors',
  async perform(_input, { services }) {
    const kept = await services.connectors.kept();
    const count = (name: string, state?: string): number =>
      kept
        .filter((one) => one.connector === name && (state === undefined || one.state === state))
        .reduce((sum, one) => sum + one.count, 0);
    return {
      connectors: services.connectors.status().map((status) => ({
        ...viewOf(status),
        kept: count(status.name),
        waiting: count(status.name, 'refused'),
      })),
    };
  },
});

function viewOf({ counts, ...status }: ConnectorStatus) {
  const { lag, lastAt, lastError, ...plain } = counts;
  return {
    ...status,
    ...plain,
    lagMedian: lag?.median ?? null,
    lagSlow: lag?.slow ?? null,
    lastAt: lastAt === null ? null : formatInstant(lastAt),
    lastError: lastError === null ? null : { at: formatInstant(lastError.at), why: lastError.why },
  };
}

const listMessages: Route = route({
  id: 'listMessages',
  method: 'GET',
  path: '/connectors/messages',
  tag: 'connectors',
  summary: 'Messages as they came, newest first; those refused wait for a person',
  permission: 'connector:read',
  query: z.strictObject({
    limit: wholeNumberSchema(1, 200).exactOptional(),
    connector: z.string().min(1).max(40).exactOptional(),
    state: inboundStateSchema.exactOptional(),
    before: wholeNumberSchema(1, 9e14).exactOptional(),
  }),
  reply: z.strictObject({ messages: z.array(inboundLineSchema) }).meta({ id: 'InboundList' }),
  target: () => 'messages',
  async perform({ query: { limit = 50, ...which } }, { services }) {
    return { messages: (await services.record.inbox.list({ limit, ...which })).map(lineView) };
  },
});

const readMessage: Route = route({
  id: 'readMessage',
  method: 'GET',
  path: '/connectors/messages/{id}',
  tag: 'connectors',
  summary:
    'One message from its bytes over what it was mapped to and the events it made to the beliefs that took them in',
  permission: 'connector:read',
  params: idSchema,
  reply: inboundDetailSchema,
  target: ({ params: { id } }) => `message ${id}`,
  async perform({ params: { id } }, { services }) {
    await services.connectors.desk.flush();
    const message = await services.record.inbox.byId(id);
    if (message === null)
      throw new TwinwardError('resource.missing', 'there is no such message', {
        field: 'id',
        remedy: 'choose one from the list',
      });
    const { hospital = null, resources = [], events = [] } = outcomeOf(message);
    const seqs = events.map(({ seq }) => seq);
    const about = new Set([message.subject, hospital]);
    const open = services.runtime
      .summaries()
      .filter(({ subject, closedAt }) => about.has(subject) && closedAt === null);
    const twins = await Promise.all(
      open.map(async (summary) => ({
        summary,
        readings: await services.runtime.takenIn(summary.id, seqs),
      })),
    );
    const written = await Promise.all(
      resources.map(({ type, id, version }) => services.record.resources.readVersion(type, id, version)),
    );
    return messageView(
      message,
      written.filter((one) => one !== null),
      twins,
    );
  },
});

const replayMessage: Route = route({
  id: 'replayMessage',
  method: 'POST',
  path: '/connectors/messages/{id}/replay',
  tag: 'connectors',
  summary:
    'Tries a refused message again, as it came or mended; the one that came is kept and says who mended it',
  permission: 'connector:act',
  params: idSchema,
  body: z
    .strictObject({ text: z.string().min(1).max(900_000).exactOptional() })
    .meta({ id: 'MessageReplay' }),
  reply: receiptSchema,
  target: ({ params: { id } }) => `message ${id}`,
  perform: ({ params: { id }, body: { text } }, call) =>
    call.services.connectors.desk.replay(
      id,
      text === undefined
        ? null
        : new TextEncoder().encode(text.replaceAll('\r\n', '\r').replaceAll('\n', '\r')),
      nameOf(call),
    ),
});

const dropMessage: Route = route({
  id: 'dropMessage',
  method: 'POST',
  path: '/connectors/messages/{id}/drop',
  tag: 'connectors',
  summary: 'Puts a refused message aside, with the reason; it stays in the list',
  permission: 'connector:act',
  params: idSchema,
  body: z.strictObject({ reason: z.string().min(1).max(300) }).meta({ id: 'MessageDrop' }),
  reply: z.strictObject({ id: z.string() }).meta({ id: 'MessageDropped' }),
  target: ({ params: { id } }) => `message ${id}`,
  async perform({ params: { id }, body: { reason } }, call) {
    await call.services.connectors.desk.drop(id, reason, nameOf(call));
    return { id };
  },
});

const linkIdentifier: Route = route({
  id: 'linkIdentifier',
  method: 'POST',
  path: '/connectors/links',
  tag: 'connectors',
  summary: 'Says whom an identifier of a hospital means: nobody is matched by name or by guess',
  permission: 'connector:act',
  body: z
    .strictObject({ key: z.string().min(1).max(300), subject: subjectSchema })
    .meta({ id: 'IdentifierLink' }),
  reply: z.strictObject({ key: z.string(), subject: z.string() }).meta({ id: 'LinkedIdentifier' }),
  target: ({ body: { subject } }) => subject,
  async perform({ body: { key, subject } }, call) {
    await call.services.connectors.directory.link(key, subject, nameOf(call));
    return { key, subject };
  },
});

function nameOf({ actor }: Call): string {
  return actor?.name ?? 'nobody';
}

/** Connectors and the messages that came through them. */
export const CONNECTOR_ROUTES: readonly Route[] = [
  listConnectors,
  listMessages,
  readMessage,
  replayMessage,
  dropMessage,
  linkIdentifier,
];
