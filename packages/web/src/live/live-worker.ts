// Shares one connection among all tabs of a browser: HTTP/1.1 allows an origin six, and a ward has many tabs.
import { LiveConnection, type LiveMessage } from './live-connection.ts';

const ports = new Set<MessagePort>();
const connection = new LiveConnection((message: LiveMessage) => {
  for (const port of ports) port.postMessage(message);
});

const scope = self as unknown as { onconnect: ((event: MessageEvent) => void) | null };
scope.onconnect = (event) => {
  const port = event.ports[0]!;
  port.onmessage = ({ data }: MessageEvent<'start' | 'leave'>) => {
    if (data === 'start') {
      ports.add(port);
      port.postMessage(connection.message);
      connection.start();
      return;
    }
    ports.delete(port);
    if (ports.size === 0) connection.stop();
  };
  port.start();
};
