// Every failure on its way out: audited, told as a problem, its cause logged without anyone's data.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { DenialDigest } from '../access/denial-digest.ts';
import { asTwinwardError, problemOf } from '../problems/problem-of.ts';
import { sendProblem } from '../problems/send-problem.ts';
import type { Services } from '../services.ts';

/** Installs the one place where errors become replies. */
export function installRefusals(app: FastifyInstance, services: Services, logger: Logger): void {
  const digest = new DenialDigest();
  app.setErrorHandler(async (error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500) report(logger, error, request);
    services.figures.refused(problem.code);
    await auditFailure(services, digest, request, problem.code).catch(() => undefined);
    return reply.sent ? reply : sendProblem(reply, problem);
  });
}

async function auditFailure(
  services: Services,
  digest: DenialDigest,
  request: FastifyRequest,
  code: string,
): Promise<void> {
  const { access } = request;
  // When the log itself is full or away, a row about that would have to wait for it too.
  if (access === null || access.settled || code.startsWith('record.')) return;
  const rows = access.failed(code);
  if (access.actor !== null) return services.record.events.audit(rows);
  const note = digest.note(access.address, services.wallClock.now());
  if (note === null) return;
  await services.record.events.audit(rows.map((row) => ({ ...row, reason: row.reason + note })));
}

function report(logger: Logger, error: unknown, request: FastifyRequest): void {
  const known = asTwinwardError(error);
  const stack =
    error instanceof Error
      ? error.stack
          ?.split('\n')
          .slice(1, 8)
          .map((line) => line.trim())
      : [];
  logger.error(
    { request: request.id, route: request.routeOptions.url, code: known?.code ?? 'server.failed', stack },
    known?.message ?? (error instanceof Error ? error.name : 'unknown error'),
  );
}

/** Addresses that lead nowhere. */
export function sendMissing(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  return sendProblem(reply, {
    type: 'urn:twinward:error:resource.missing',
    title: 'Not there',
    status: 404,
    detail: `there is no ${request.method} at this address`,
    code: 'resource.missing',
    remedy: 'see /api/v1/openapi.json',
  });
}
