import { LiveConnection, type LiveMessage } from '../live/live-connection.ts';
import { sharedWorker } from '../live/shared-worker.ts';
import { waveAddress } from './wave-address.ts';

/** A monitor's hold on the stream of waveforms. */
export interface WaveHold {
  close(): void;
}

/** Watches a subject over the browser's shared stream, or over one of this tab's own where there is none. */
export function openWaves(subject: string, tell: (message: LiveMessage) => void): WaveHold {
  const worker = sharedWorker(
    () =>
      new SharedWorker(new URL('./wave-worker.ts', import.meta.url), {
        type: 'module',
        name: 'twinward-waves',
      }),
  );
  if (worker === null) {
    const connection = new LiveConnection(tell, { address: waveAddress([subject]), gather: 0 });
    connection.start();
    return { close: () => connection.stop() };
  }
  worker.port.onmessage = ({ data }: MessageEvent<LiveMessage>) => tell(data);
  worker.port.start();
  const watch = (): void => worker.port.postMessage({ watch: subject });
  const leave = (): void => worker.port.postMessage({ watch: null });
  const rejoin = (event: PageTransitionEvent): void => {
    if (event.persisted) watch();
  };
  watch();
  addEventListener('pagehide', leave);
  addEventListener('pageshow', rejoin);
  return {
    close() {
      removeEventListener('pagehide', leave);
      removeEventListener('pageshow', rejoin);
      leave();
      worker.port.close();
    },
  };
}
