import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyReply } from 'fastify';
import { acceptRanges } from './accept-ranges.ts';

const compress = promisify(gzip);
/** Characters from which on it is worth it: below, a reply is some packets. */
const LARGE = 8192;
/** On figures the next levels take three times as long for a twentieth less. */
const LEVEL = 4;

/**
 * Sends a text compressed where it is large and whoever asks takes gzip. Only for what holds no text of strangers beside what is confidential: how long
 * it becomes would tell whether the two are alike (docs/decisions/0007).
 */
export async function sendLarge(reply: FastifyReply, text: string): Promise<FastifyReply> {
  const vary = reply.getHeader('vary');
  reply.header('vary', vary === undefined ? 'accept-encoding' : `${String(vary)}, accept-encoding`);
  if (text.length < LARGE || !takesGzip(reply.request.headers['accept-encoding'])) return reply.send(text);
  return reply.header('content-encoding', 'gzip').send(await compress(text, { level: LEVEL }));
}

function takesGzip(header: string | string[] | undefined): boolean {
  const ranges = acceptRanges(String(header ?? ''));
  const own = ranges.find(({ name }) => name === 'gzip') ?? ranges.find(({ name }) => name === '*');
  return own !== undefined && own.quality > 0;
}
