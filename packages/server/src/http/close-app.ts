import type { FastifyInstance } from 'fastify';

/** Milliseconds that requests under way get to end, and between looks for connections that have become idle. */
const PATIENCE = 5000;
const LOOK_EVERY = 50;

/**
 * Closes the application: no new connections, requests under way are answered, and connections kept alive are closed as they fall
 * idle. What has not ended after five seconds is cut off.
 */
export async function closeApp(app: FastifyInstance): Promise<void> {
  const idle = setInterval(() => app.server.closeIdleConnections(), LOOK_EVERY);
  const late = setTimeout(() => app.server.closeAllConnections(), PATIENCE);
  try {
    await app.close();
  } finally {
    clearInterval(idle);
    clearTimeout(late);
  }
}
