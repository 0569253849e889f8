// Readings from a broker of somebody else's, such as mosquitto: taken with QoS 1, acknowledged when they are durable.
import { ALL_READINGS, deviceOfTopic } from '@twinward/connect/mqtt';
import { TwinwardError } from '@twinward/contract';
import type { Clock } from '@twinward/record';
import { connect, type IClientOptions, type MqttClient } from 'mqtt';
import type { MessageDesk } from './message-desk.ts';

/** Connections that share what is published: each acknowledges one message after the other. */
const SHARES = 8;
const GROUP = 'twinward';
/** Seconds for which the broker keeps what comes while nobody follows. */
const SESSION = 7 * 86_400;

/** What follows a broker. */
export interface MqttFollowerTools {
  readonly desk: MessageDesk;
  readonly clock: Clock;
}

/** A connection to a broker of others. Who may publish as which device is for that broker to say. */
export class MqttFollower {
  readonly #clients: readonly MqttClient[];
  readonly address: string;

  private constructor(clients: readonly MqttClient[], address: string) {
    this.#clients = clients;
    this.address = address;
  }

  /**
   * Connects (`mqtt://` or `mqtts://`, with user and secret) and asks for all readings, by a subscription that its connections share (MQTT 5). A lost
   * connection is taken up again, with what the broker kept meanwhile. Throws `usage` for an address that is none and for a broker that does not
   * let it in.
   */
  static async follow({ desk, clock }: MqttFollowerTools, url: string): Promise<MqttFollower> {
    const address = addressOf(url);
    const clients: MqttClient[] = [];
    try {
      for (let share = 0; share < SHARES; share++) {
        const client = connect(url, optionsOf(share));
        clients.push(client);
        // Before it connects: what the broker kept comes at once, and would be acknowledged by whoever is there.
        client.handleMessage = (packet, done) => {
          const device = deviceOfTopic(packet.topic);
          if (device === null) return done();
          const bytes = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload;
          desk.submit('mqtt', bytes, device).then(
            ({ state }) => {
              // Not kept, not acknowledged: the broker gives it again on the next connection.
              if (state === 'unavailable') client.reconnect();
              else done();
            },
            () => client.reconnect(),
          );
        };
        await connected(client);
        client.on('error', (error) => desk.figures('mqtt').trouble(clock.now(), error.message));
        await client.subscribeAsync(`$share/${GROUP}/${ALL_READINGS}`, { qos: 1 });
      }
      return new MqttFollower(clients, address);
    } catch (error) {
      for (const client of clients) client.end(true);
      throw new TwinwardError(
        'usage',
        `the broker at ${address} does not let Twinward in: ${error instanceof Error ? error.message : ''}`,
        {
          field: 'mqtt',
          remedy: 'check address, user and secret; it must know MQTT 5 with shared subscriptions',
        },
      );
    }
  }

  get connections(): number {
    return this.#clients.filter(({ connected }) => connected).length;
  }

  async close(): Promise<void> {
    await Promise.allSettled(this.#clients.map((client) => client.endAsync()));
  }
}

function optionsOf(share: number): IClientOptions {
  return {
    protocolVersion: 5,
    clientId: `${GROUP}-${share}`,
    clean: false,
    properties: { sessionExpiryInterval: SESSION, receiveMaximum: 50 },
    reconnectPeriod: 2000,
    connectTimeout: 10_000,
  };
}

/** Resolves at the first connection, and fails at the first failure instead of trying for ever. */
function connected(client: MqttClient): Promise<void> {
  return new Promise((resolve, reject) => {
    const closed = (): void => fail(new Error('nothing answers there'));
    const fail = (error: Error): void => {
      client.off('connect', done).off('close', closed).off('error', fail);
      client.on('error', () => undefined);
      reject(error);
    };
    const done = (): void => {
      client.off('close', closed).off('error', fail);
      resolve();
    };
    client.once('connect', done).once('close', closed).once('error', fail);
  });
}

/** Host and port, without user and secret. */
function addressOf(url: string): string {
  if (!URL.canParse(url) || !/^mqtts?:$/.test(new URL(url).protocol)) {
    throw new TwinwardError('usage', 'the address of the broker is none', {
      field: 'mqtt',
      remedy: 'write mqtt://host:1883 or mqtts://user:secret@host:8883',
    });
  }
  return new URL(url).host;
}
