import { LiveConnection, type LiveMessage } from './live-connection.ts';
import { sharedWorker } from './shared-worker.ts';

/** A tab's hold on the live connection. */
export interface LiveHold {
  /** Tries again at once instead of waiting. */
  retry(): void;
  close(): void;
}

/** Joins the browser's shared connection, or opens one for this tab where there is none. */
export function openLive(tell: (message: LiveMessage) => void): LiveHold {
  const worker = sharedWorker(
    () =>
      new SharedWorker(new URL('./live-worker.ts', import.meta.url), {
        type: 'module',
        name: 'twinward-live',
      }),
  );
  if (worker === null) {
    const connection = new LiveConnection(tell);
    connection.start();
    return { retry: () => connection.start(), close: () => connection.stop() };
  }
  worker.port.onmessage = ({ data }: MessageEvent<LiveMessage>) => tell(data);
  worker.port.start();
  worker.port.postMessage('start');
  const leave = (): void => worker.port.postMessage('leave');
  const rejoin = (event: PageTransitionEvent): void => {
    if (event.persisted) worker.port.postMessage('start');
  };
  addEventListener('pagehide', leave);
  addEventListener('pageshow', rejoin);
  return {
    retry: () => worker.port.postMessage('start'),
    close() {
      removeEventListener('pagehide', leave);
      removeEventListener('pageshow', rejoin);
      leave();
      worker.port.close();
    },
  };
}
