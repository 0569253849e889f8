import type { FastifyReply } from 'fastify';

/** Aborts when whoever asked hangs up before the reply is out: what is computed for nobody is stopped. */
export function abandoned({ raw }: FastifyReply): AbortSignal {
  const controller = new AbortController();
  raw.once('close', () => {
    if (!raw.writableFinished) controller.abort();
  });
  return controller.signal;
}
