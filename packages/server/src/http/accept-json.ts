import { refuseDoubled, textOf } from '@twinward/connect/json';
import type { FastifyInstance } from 'fastify';

const BODY = { what: 'the body', field: 'body' };

/** Has bodies of JSON read by the parser of the HTTP layer, which lets no `__proto__` through, and refused where that would lose something they say. */
export function acceptJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.removeContentTypeParser('application/json');
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, bytes: Buffer, done) => {
    let [failed, value]: [Error | null, unknown] = [null, undefined];
    parse(request, textOf(bytes, BODY, 'request.invalid'), (error, read) => {
      [failed, value] = [error, read];
    });
    if (failed === null) refuseDoubled(bytes, value, 'request.invalid');
    done(failed, value);
  });
}
