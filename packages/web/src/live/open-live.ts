import { LiveConnection, type LiveMessage } from './live-connection.ts';

/** A tab's hold on the live connection. */
export interface LiveHold {
  /** Tries again at once instead of waiting. */
  retry(): void;
  close(): void;
}

/** Joins the browser's shared connection, or opens one for this tab where SharedWorker is missing. */
export function openLive(tell: (message: LiveMessage) => void): LiveHold {
  if (typeof SharedWorker === 'undefined') {
    const connection = new LiveConnection(tell);
    connection.start();
    return { retry: () => connection.start(), close: () => connection.stop() };
  }
  const worker = new SharedWorker(new URL('./live-worker.ts', import.meta.url), {
    type: 'module',
    name: 'twinward-live',
  });
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
