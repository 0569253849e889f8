// The web application: its files, and its start page for every address that is a screen of it.
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { sendMissing } from './refuse.ts';

const NOT_BUILT =
  'The web application is not built here. Run "npm start" in the checkout; the API is under /api/v1.\n';

/** Serves the bundle in `folder`; without one, says so at every screen's address. */
export async function serveWeb(app: FastifyInstance, folder: string): Promise<void> {
  const start = existsSync(join(folder, 'index.html'))
    ? await readFile(join(folder, 'index.html'), 'utf8')
    : null;
  const config = { permission: 'public', action: 'read the application' } as const;
  if (start !== null) {
    await app.register(fastifyStatic, { root: folder, serve: false, cacheControl: false });
    app.get<{ Params: { '*': string } }>('/assets/*', { config }, (request, reply) =>
      reply
        .header('cache-control', 'public, max-age=31536000, immutable')
        .sendFile(`assets/${request.params['*']}`),
    );
    for (const name of await filesBeside(folder)) {
      app.get(`/${name}`, { config }, (_request, reply) =>
        reply.header('cache-control', 'no-cache').sendFile(name),
      );
    }
  }
  app.get('/', { config }, (_request, reply) => sendStart(reply, start));
  app.setNotFoundHandler((request, reply) => {
    const screen =
      request.method === 'GET' &&
      !/^\/(api|assets|live|ready|metrics)(\/|$|\?)/.test(request.url) &&
      (request.headers.accept ?? '').includes('text/html');
    return screen ? sendStart(reply, start) : sendMissing(request, reply);
  });
}

/** The files beside the start page, such as icons; hidden ones are not for anyone. */
async function filesBeside(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name !== 'index.html' && /^[\w][\w.-]*$/.test(entry.name))
    .map((entry) => entry.name);
}

function sendStart(reply: FastifyReply, start: string | null): FastifyReply {
  reply.header('cache-control', 'no-cache');
  if (start === null) return reply.code(503).type('text/plain; charset=utf-8').send(NOT_BUILT);
  return reply.type('text/html; charset=utf-8').send(start);
}
