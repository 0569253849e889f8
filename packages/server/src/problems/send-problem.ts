import type { FastifyReply } from 'fastify';
import type { Problem } from './problem-of.ts';

/** Sends a problem as `application/problem+json`, with `Retry-After` where trying again makes sense. */
export function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.retryAfter !== undefined) reply.header('retry-after', String(problem.retryAfter));
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer realm="twinward"');
  return reply
    .code(problem.status)
    .header('cache-control', 'no-store')
    .header('content-type', 'application/problem+json')
    .send(JSON.stringify(problem));
}
