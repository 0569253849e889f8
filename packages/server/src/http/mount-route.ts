// From a declared route to a served one: check the input, decide, perform, audit, answer.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { subjectOfTarget } from '../access/subject-of-target.ts';
import { refuseInput } from '../problems/refuse-input.ts';
import { API_PREFIX, type Call, type Route, type RouteInput } from '../routes/route.ts';
import type { Services } from '../services.ts';
import { refuseDenied } from './gate.ts';
import { sendLarge } from './send-large.ts';

const NOTHING = z.strictObject({});

/** Serves a route, below a prefix. */
export function mountRoute(
  app: FastifyInstance,
  route: Route,
  services: Services,
  prefix: string = API_PREFIX,
): void {
  app.route({
    method: route.method,
    url: prefix + route.path.replace(/\{(\w+)\}/g, ':$1'),
    config: { permission: route.permission, action: route.id },
    handler: (request, reply) => answer(route, services, request, reply),
  });
}

async function answer(
  route: Route,
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const access = request.access!;
  const input = readInput(route, request);
  const confinedTo = access.actor?.confinedTo ?? null;
  const target = route.target(input, confinedTo);
  const targets = typeof target === 'string' ? [target] : target;
  if (confinedTo === null) access.narrow(targets);
  else access.narrow(targets, await Promise.all(targets.map((one) => subjectOfTarget(one, services))));
  refuseDenied(access);
  const call: Call = {
    actor: access.actor,
    services,
    takeAudit: () => access.take(),
    auditSettled: () => access.settle(),
    incoming: request,
    outgoing: reply,
  };
  if (route.reply === 'event-stream') {
    await services.record.events.audit(access.take());
    access.settle();
    await route.perform(input, call);
    return reply;
  }
  const result = await route.perform(input, call);
  if (!access.taken) await services.record.events.audit(access.take());
  access.settle();
  reply
    .code(route.status ?? 200)
    .header('content-type', 'application/json; charset=utf-8')
    .header('cache-control', 'no-store');
  const text = JSON.stringify(result);
  return route.compressed ? sendLarge(reply, text) : reply.send(text);
}

function readInput(route: Route, request: FastifyRequest): RouteInput<unknown, unknown, unknown> {
  return {
    params: read(route.params, request.params, 'params'),
    query: read(route.query, request.query, 'query'),
    body: route.body === 'file' ? undefined : read(route.body, request.body, 'body'),
  };
}

/** What a route takes no part of may not be sent either, except that parameters are only there when declared. */
function read(schema: z.ZodType | undefined, value: unknown, where: 'params' | 'query' | 'body'): unknown {
  if (schema === undefined) {
    if (where === 'query') return read(NOTHING, value, where);
    return undefined;
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success) throw refuseInput(parsed.error, where);
  return parsed.data;
}
