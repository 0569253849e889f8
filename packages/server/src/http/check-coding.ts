import { TwinwardError } from '@twinward/contract';
import type { FastifyInstance } from 'fastify';

/** Has bodies that are compressed refused as that: read as they are, they would be called no JSON, or a file of another kind. */
export function checkCoding(app: FastifyInstance): void {
  app.addHook('preParsing', async (request) => {
    const coding = request.headers['content-encoding'];
    if (coding === undefined || /^identity$/i.test(coding)) return;
    throw new TwinwardError('request.media-type', 'compressed bodies are not read here', {
      field: 'Content-Encoding',
      remedy: 'send the body as it is',
    });
  });
}
