import type { ServerResponse } from 'node:http';

/** Resolves when the client of a stream has taken all but `most` bytes of what was sent, or is gone. */
export async function drained(response: ServerResponse, most: number): Promise<void> {
  if (response.destroyed || response.writableEnded || response.writableLength < most) return;
  await new Promise<void>((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
