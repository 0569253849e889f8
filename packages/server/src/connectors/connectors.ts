// All ways in from hospitals and devices, over one desk.
import { LARGEST_FRAME } from '@twinward/connect/mllp';
import { openSchemas, type SchemaSet } from '@twinward/connect/open-mhealth';
import type { StoredResource } from '@twinward/contract';
import type { Clock, InboxCount, TwinRecord } from '@twinward/record';
import type { TwinRuntime } from '@twinward/runtime';
import { exactToken } from '../fhir/exact-token.ts';
import { FhirEndpoint } from '../fhir/fhir-endpoint.ts';
import type { HappeningBook } from '../hospital/happening-book.ts';
import { repositoryPath } from '../repository-path.ts';
import type { ConnectorCounts } from './connector-figures.ts';
import type { ConnectorSettings, MqttSettings } from './connector-settings.ts';
import { DeviceBook } from './device-book.ts';
import { DeviceSecrets } from './device-secrets.ts';
import { interpretDevice } from './interpret-device.ts';
import { interpretHl7v2 } from './interpret-hl7v2.ts';
import type { Interpreter } from './interpreted.ts';
import { MessageDesk } from './message-desk.ts';
import { MessageEffects } from './message-effects.ts';
import { MllpListener } from './mllp-listener.ts';
import { MqttBroker } from './mqtt-broker.ts';
import { MqttFollower } from './mqtt-follower.ts';
import { SubjectDirectory } from './subject-directory.ts';

/** What connectors work with. */
export interface ConnectorTools {
  readonly record: TwinRecord;
  readonly runtime: TwinRuntime;
  readonly clock: Clock;
  /** By which FHIR searches tell what is today. */
  readonly wallClock: Clock;
  readonly happenings: HappeningBook;
}

/** One connector as it stands. */
export interface ConnectorStatus {
  readonly name: string;
  readonly title: string;
  readonly state: 'running' | 'off' | 'failed';
  /** `127.0.0.1:2575`; empty where it does not run. */
  readonly address: string;
  readonly problem: string | null;
  readonly connections: number;
  readonly counts: ConnectorCounts;
}

interface ConnectorParts {
  readonly directory: SubjectDirectory;
  readonly devices: DeviceBook;
  readonly endpoint: FhirEndpoint;
  readonly schemas: SchemaSet;
}

interface Running {
  readonly address: string;
  connections(): number;
  close(): Promise<void>;
}

const TITLES: Readonly<Record<string, string>> = {
  mllp: 'HL7 v2 over MLLP',
  mqtt: 'Devices over MQTT',
};
/** Largest message of a device, bytes. */
const LARGEST_PACKET = 262_144;

/** Starts, watches and stops connectors. */
export class Connectors {
  readonly desk: MessageDesk;
  readonly directory: SubjectDirectory;
  readonly devices: DeviceBook;
  /** Of Open mHealth. */
  readonly schemas: SchemaSet;
  readonly #tools: ConnectorTools;
  readonly #interpreters: Map<string, Interpreter>;
  readonly #running = new Map<string, Running>();
  readonly #problems = new Map<string, string>();

  private constructor(tools: ConnectorTools, parts: ConnectorParts) {
    const { directory, devices, endpoint, schemas } = parts;
    this.#tools = tools;
    this.directory = directory;
    this.devices = devices;
    this.schemas = schemas;
    this.#interpreters = new Map([
      ['mllp', interpretHl7v2(null, () => tools.clock.now())],
      ['mqtt', interpretDevice(devices, () => schemas)],
    ]);
    this.desk = new MessageDesk({
      inbox: tools.record.inbox,
      effects: new MessageEffects({ ...tools, directory, endpoint }),
      clock: tools.clock,
      interpreters: this.#interpreters,
    });
  }

  /** Ready to take messages; listens nowhere yet. */
  static async open(tools: ConnectorTools): Promise<Connectors> {
    const endpoint = new FhirEndpoint(tools, '');
    const patientsBy = (identifier: string): Promise<readonly StoredResource[]> => {
      const bar = identifier.indexOf('|');
      const token = exactToken(identifier.slice(0, bar), identifier.slice(bar + 1));
      return endpoint.matches('Patient', `identifier=${encodeURIComponent(token)}`);
    };
    const directory = await SubjectDirectory.open(tools.record.inbox, tools.clock, patientsBy);
    const devices = await DeviceBook.open({
      resources: tools.record.resources,
      endpoint,
      secrets: new DeviceSecrets(tools.record.accounts, tools.wallClock),
      clock: tools.clock,
    });
    const schemas = await openSchemas(repositoryPath('data', 'interop', 'openmhealth-schemas.tar.gz'));
    return new Connectors(tools, { directory, devices, endpoint, schemas });
  }

  /** Finishes what an earlier process had taken, then listens. A port that cannot be had leaves its connector failed, and the server up. */
  async start({ mllp, mqtt }: ConnectorSettings): Promise<void> {
    if (mllp !== undefined)
      this.#interpreters.set(
        'mllp',
        interpretHl7v2(mllp.zone ?? null, () => this.#tools.clock.now()),
      );
    await this.desk.recover();
    if (mllp !== undefined) {
      const host = mllp.host ?? '127.0.0.1';
      await this.#begin('mllp', async () => {
        const settings = {
          host,
          port: mllp.port,
          largest: mllp.largest ?? LARGEST_FRAME,
          ...(mllp.tls === undefined ? {} : { tls: mllp.tls }),
        };
        const listener = await MllpListener.listen(this.desk, this.#tools.clock, settings);
        return {
          address: `${host}:${listener.port}`,
          connections: () => listener.connections,
          close: () => listener.close(),
        };
      });
    }
    if (mqtt !== undefined) await this.#begin('mqtt', () => this.#startMqtt(mqtt));
  }

  async #startMqtt({ url, host = '127.0.0.1', port = 1883, tls }: MqttSettings): Promise<Running> {
    const { clock } = this.#tools;
    if (url !== undefined) {
      const follower = await MqttFollower.follow({ desk: this.desk, clock }, url);
      return {
        address: follower.address,
        connections: () => follower.connections,
        close: () => follower.close(),
      };
    }
    const settings = { host, port, largest: LARGEST_PACKET, ...(tls === undefined ? {} : { tls }) };
    const broker = await MqttBroker.listen({ desk: this.desk, devices: this.devices, clock }, settings);
    return {
      address: `${host}:${broker.port}`,
      connections: () => broker.connections,
      close: () => broker.close(),
    };
  }

  status(): readonly ConnectorStatus[] {
    const now = this.#tools.clock.now();
    return Object.entries(TITLES).map(([name, title]) => {
      const running = this.#running.get(name);
      const problem = this.#problems.get(name) ?? null;
      return {
        name,
        title,
        state: running !== undefined ? 'running' : problem === null ? 'off' : 'failed',
        address: running?.address ?? '',
        problem,
        connections: running?.connections() ?? 0,
        counts: this.desk.figures(name).read(now),
      };
    });
  }

  /** Where each running connector listens. */
  addresses(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#running].map(([name, { address }]) => [name, address]));
  }

  /** Messages kept, by connector and state. */
  async kept(): Promise<readonly InboxCount[]> {
    return this.#tools.record.inbox.counts();
  }

  async close(): Promise<void> {
    for (const running of this.#running.values()) await running.close();
    this.#running.clear();
    await this.desk.flush();
    this.devices.close();
  }

  async #begin(name: string, begin: () => Promise<Running>): Promise<void> {
    try {
      this.#running.set(name, await begin());
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      const why =
        code === 'EADDRINUSE'
          ? 'its port is taken'
          : error instanceof Error
            ? error.message
            : 'it did not start';
      this.#problems.set(name, why);
    }
  }
}
