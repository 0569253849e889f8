import type { OutgoingHttpHeaders, ServerResponse } from 'node:http';
import type { FastifyReply } from 'fastify';
import { API_HEADERS } from '../http/security-headers.ts';

/** Takes a reply over and begins a stream of Server-Sent Events on it; `gone` is called once nobody listens any more. */
export function beginEventStream(reply: FastifyReply, gone: () => void): ServerResponse {
  reply.hijack();
  const response = reply.raw;
  response.writeHead(200, {
    ...API_HEADERS,
    ...(reply.getHeaders() as OutgoingHttpHeaders),
    'content-type': 'text/event-stream; charset=utf-8',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  });
  response.on('close', gone);
  response.on('error', gone);
  response.write('retry: 2000\n\n');
  return response;
}
