// A broker of our own for devices (MQTT 3.1 and 3.1.1): each signs in with its secret, publishes its readings, and is acknowledged when they are durable.
import type { Server, Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { deviceOfTopic, receiptTopic } from '@twinward/connect/mqtt';
import type { Clock } from '@twinward/record';
import { Aedes, type AedesOptions } from 'aedes';
import type { DeviceBook } from './device-book.ts';
import type { MessageDesk, Receipt } from './message-desk.ts';
import { MqttLengthGuard } from './mqtt-length-guard.ts';
import { listen, portOf, type TlsIdentity, tcpServer } from './tcp-server.ts';

const MOST_CONNECTIONS = 2000;
/** Of CONNACK in MQTT 3.1.1, 3.2.2.3. */
const BAD_SECRET = 4;

/** How a broker listens. */
export interface MqttBrokerSettings {
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  /** Largest packet, bytes. */
  readonly largest: number;
  readonly tls?: TlsIdentity;
}

/** What a broker works with. */
export interface MqttBrokerTools {
  readonly desk: MessageDesk;
  readonly devices: DeviceBook;
  readonly clock: Clock;
}

/** The embedded broker. */
export class MqttBroker {
  readonly #broker: Aedes;
  readonly #server: Server;
  readonly #sockets: Set<Socket>;

  private constructor(broker: Aedes, server: Server, sockets: Set<Socket>) {
    this.#broker = broker;
    this.#server = server;
    this.#sockets = sockets;
  }

  /** Starts to listen; throws what the operating system says where the port cannot be had. */
  static async listen(tools: MqttBrokerTools, settings: MqttBrokerSettings): Promise<MqttBroker> {
    const { host, port, largest, tls } = settings;
    const tell = (topic: string, { id, state, reason }: Receipt): void => {
      const payload = JSON.stringify({ id, state, reason });
      broker.publish({ cmd: 'publish', topic, payload, qos: 0, retain: false, dup: false }, () => undefined);
    };
    const broker: Aedes = await Aedes.createBroker(optionsOf(tools, tell));
    const trouble = (why: string): void => tools.desk.figures('mqtt').trouble(tools.clock.now(), why);
    broker.on('clientError', (_client, error) => trouble(error.message));
    broker.on('connectionError', (_client, error) => trouble(error.message));
    const sockets = new Set<Socket>();
    const accept = (socket: Socket): void => {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('close', () => sockets.delete(socket));
      const guard = new MqttLengthGuard(largest);
      const guarded = Duplex.from({ readable: socket.pipe(guard), writable: socket });
      guard.on('error', () => socket.destroy());
      socket.on('error', () => guarded.destroy());
      addresses.set(guarded, socket.remoteAddress ?? '');
      broker.handle(guarded);
    };
    const server = tcpServer(accept, MOST_CONNECTIONS, tls);
    await listen(server, host, port);
    return new MqttBroker(broker, server, sockets);
  }

  get port(): number {
    return portOf(this.#server);
  }

  get connections(): number {
    return this.#sockets.size;
  }

  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    await new Promise<void>((resolve) => this.#broker.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

/** Whence a connection comes. */
const addresses = new WeakMap<object, string>();
/** The device a client signed in as. */
const signedIn = new WeakMap<object, string>();

/** `tell` sends a receipt to the device that listens for it. */
function optionsOf(
  { desk, devices }: MqttBrokerTools,
  tell: (topic: string, receipt: Receipt) => void,
): AedesOptions {
  return {
    maxClientsIdLength: 256,
    // Sessions are told apart by device first: nobody takes over the session of another.
    preConnect: (_client, packet, done) => {
      packet.clientId = `${packet.username ?? ''}/${packet.clientId}`;
      // A last will is published when nobody may vouch for its time any more.
      delete packet.will;
      done(null, true);
    },
    authenticate: (client, username, password, done) => {
      const device = username ?? '';
      devices.secrets
        .matches(device, password?.toString('utf8') ?? '', addresses.get(client.conn) ?? '')
        .then(
          (right) => {
            if (right) signedIn.set(client, device);
            done(right ? null : refusal(), right);
          },
          () => done(refusal(), false),
        );
    },
    authorizeSubscribe: (client, subscription, done) => {
      const own = new RegExp(`^dt/[^/+#]+/${signedIn.get(client)?.replaceAll('.', '\\.')}/receipt$`);
      done(null, own.test(subscription.topic) ? subscription : null);
    },
    authorizePublish: (client, packet, done) => {
      const device = deviceOfTopic(packet.topic);
      if (client === null || device === null || device !== signedIn.get(client)) {
        done(new Error("the topic is not the device's own, dt/SITE/DEVICE/obs"));
        return;
      }
      // Readings are not left lying about for whoever asks later.
      packet.retain = false;
      // PUBACK and PUBREC are sent after this: what was not kept is not acknowledged, and the device sends it again.
      desk.submit('mqtt', bytesOf(packet.payload), device).then(
        (receipt) => {
          tell(receiptTopic(packet.topic), receipt);
          done(receipt.state === 'unavailable' ? new Error('nothing could be kept') : null);
        },
        () => done(new Error('nothing could be kept')),
      );
    },
  };
}

function refusal(): Error & { readonly returnCode: typeof BAD_SECRET } {
  return Object.assign(new Error('device and secret do not belong together'), {
    returnCode: BAD_SECRET,
  } as const);
}

function bytesOf(payload: string | Buffer): Uint8Array {
  return typeof payload === 'string' ? new TextEncoder().encode(payload) : payload;
}
