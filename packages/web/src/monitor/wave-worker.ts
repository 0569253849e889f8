// Shares one stream of waveforms among all tabs of a browser: it is of every subject that any of them watches.
import { LiveConnection, type LiveMessage } from '../live/live-connection.ts';
import { waveAddress } from './wave-address.ts';

const wanted = new Map<MessagePort, string>();
const connection = new LiveConnection(
  (message: LiveMessage) => {
    for (const port of wanted.keys()) port.postMessage(message);
  },
  { address: '', gather: 0 },
);

const scope = self as unknown as { onconnect: ((event: MessageEvent) => void) | null };
scope.onconnect = (event) => {
  const port = event.ports[0]!;
  port.onmessage = ({ data }: MessageEvent<{ readonly watch: string | null }>) => {
    if (data.watch === null) wanted.delete(port);
    else wanted.set(port, data.watch);
    if (wanted.size === 0) {
      connection.stop();
      return;
    }
    if (data.watch !== null) port.postMessage(connection.message);
    connection.turnTo(waveAddress([...wanted.values()]), data.watch !== null);
  };
  port.start();
};
