// Health and figures for whoever operates the server.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { describeApi } from '../openapi/describe-api.ts';
import { API_PREFIX } from '../routes/route.ts';
import { ROUTES } from '../routes/routes.ts';
import type { Services } from '../services.ts';
import { sendMissing } from './refuse.ts';
import { sendLarge } from './send-large.ts';

const LOOPBACK = /^(127\.|::1$|::ffff:127\.)/;

/** `/live`: the process answers; `/ready`: the record does too; `/metrics`: figures for Prometheus, to this machine only. */
export function serveHealth(app: FastifyInstance, services: Services): void {
  const open = (action: string) => ({ config: { permission: 'public', action } as const });
  app.get('/live', open('read liveness'), async () => ({ live: true }));
  app.get('/ready', open('read readiness'), async (_request, reply) => {
    const ready = await services.ready();
    return reply.code(ready ? 200 : 503).send({ ready });
  });
  app.get('/metrics', open('read figures'), async (request: FastifyRequest, reply) => {
    if (!LOOPBACK.test(request.socket.remoteAddress ?? '')) return sendMissing(request, reply);
    return reply.type(services.figures.contentType).send(await services.figures.text());
  });
  const description = JSON.stringify(describeApi(ROUTES));
  app.get(`${API_PREFIX}/openapi.json`, open('read the description'), (_request, reply) =>
    sendLarge(reply.type('application/json; charset=utf-8').header('cache-control', 'no-cache'), description),
  );
}
