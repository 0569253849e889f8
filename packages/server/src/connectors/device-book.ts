// Devices, and whose readings theirs are: an association with a person that has a beginning and can be ended.
import { randomUUID } from 'node:crypto';
import { type JsonObject, referenceTarget } from '@twinward/connect/fhir';
import {
  type Instant,
  type StoredResource,
  type SubjectRef,
  subjectRef,
  TwinwardError,
} from '@twinward/contract';
import type { AuditRow, Clock, ResourceStore } from '@twinward/record';
import type { FhirEndpoint, Prepared } from '../fhir/fhir-endpoint.ts';
import type { DeviceAccount, DeviceSecrets } from './device-secrets.ts';

const ID = /^[a-z0-9][a-z0-9\-.]{0,47}$/;

/** Whose a device was, from when until when. */
export interface Association {
  readonly id: string;
  readonly device: string;
  readonly subject: SubjectRef;
  readonly from: Instant;
  /** Null while it lasts. */
  readonly to: Instant | null;
}

/** What a book of devices is kept with. */
export interface DeviceTools {
  readonly resources: ResourceStore;
  readonly endpoint: FhirEndpoint;
  readonly secrets: DeviceSecrets;
  readonly clock: Clock;
}

/**
 * The devices of the record. A device is a FHIR Device, its association with a person a DeviceUseStatement: both are written and read over FHIR,
 * too.
 */
export class DeviceBook {
  readonly secrets: DeviceSecrets;
  readonly #tools: DeviceTools;
  readonly #associations = new Map<string, Association>();
  #byDevice: Map<string, readonly Association[]> | null = null;
  readonly #stop: () => void;

  private constructor(tools: DeviceTools) {
    this.#tools = tools;
    this.secrets = tools.secrets;
    this.#stop = tools.resources.onChange((changes) => {
      for (const change of changes) if (change.type === 'DeviceUseStatement') this.#learn(change);
    });
  }

  static async open(tools: DeviceTools): Promise<DeviceBook> {
    const book = new DeviceBook(tools);
    const query = { type: 'DeviceUseStatement', test: { kind: 'all', of: [] }, order: [] } as const;
    for (let offset = 0; ; offset += 500) {
      const page = await tools.resources.search({ ...query, limit: 500, offset });
      for (const one of page.resources) book.#learn(one);
      if (!page.more) return book;
    }
  }

  list(): Promise<readonly DeviceAccount[]> {
    return this.secrets.list();
  }

  /** Associations of a device, the latest first. */
  associationsOf(device: string): readonly Association[] {
    if (this.#byDevice === null) {
      this.#byDevice = new Map();
      for (const one of [...this.#associations.values()].sort((a, b) => b.from - a.from))
        this.#byDevice.set(one.device, [...(this.#byDevice.get(one.device) ?? []), one]);
    }
    return this.#byDevice.get(device) ?? [];
  }

  /** Whose readings of an instant are. Throws `resource.conflict` where nobody had the device then, or two people had. */
  subjectAt(device: string, at: Instant): SubjectRef {
    const subjects = new Set(
      this.associationsOf(device)
        .filter(({ from, to }) => from <= at && (to === null || at < to))
        .map(({ subject }) => subject),
    );
    const [only] = subjects;
    if (subjects.size === 1 && only !== undefined) return only;
    throw new TwinwardError(
      'resource.conflict',
      subjects.size === 0
        ? 'the device belonged to nobody when it measured'
        : 'the device belonged to two people at once',
      {
        field: 'device',
        remedy: 'associate the device with the person for that time, then replay the message',
      },
    );
  }

  /** Adds a device, and gives the secret it signs in with. Throws `resource.conflict` for one that is there. */
  async add(id: string, label: string, audit: readonly AuditRow[]): Promise<string> {
    if (!ID.test(id)) {
      throw new TwinwardError(
        'request.invalid',
        'a device is called by lower-case letters, digits, "-" and "."',
        {
          field: 'id',
          remedy: 'choose a name of at most 48 characters, for example monitor-3',
        },
      );
    }
    if ((await this.list()).some(({ device }) => device === id))
      throw new TwinwardError('resource.conflict', 'there is a device of that name', {
        field: 'id',
        remedy: 'choose another',
      });
    const { endpoint, resources } = this.#tools;
    const body: JsonObject = {
      resourceType: 'Device',
      id,
      identifier: [{ system: 'urn:twinward:device', value: id }],
      status: 'active',
      deviceName: [{ name: label, type: 'user-friendly-name' }],
    };
    const before = await resources.read('Device', id);
    await endpoint.commit([endpoint.prepareOver('Device', id, body, before)], audit);
    return this.secrets.issue(id, label);
  }

  /** A new secret for a device that is there. Throws `resource.missing`. */
  async renew(device: string): Promise<string> {
    const { label } = await this.#insist(device);
    return this.secrets.issue(device, label);
  }

  /** Binds a device to a person from an instant on. Throws `resource.conflict` while it is bound, and `resource.missing` for a device that is not there. */
  async associate(
    device: string,
    subject: SubjectRef,
    from: Instant,
    audit: readonly AuditRow[],
  ): Promise<Association> {
    await this.#insist(device);
    if (referenceTarget(subject)?.type !== 'Patient')
      throw new TwinwardError('subject.invalid', 'a device is bound to a person', {
        field: 'subject',
        remedy: 'write Patient/p-17',
      });
    return this.#alone(device, async () => {
      if (this.associationsOf(device).some(({ to }) => to === null || to > from)) {
        throw new TwinwardError('resource.conflict', 'the device is bound to somebody at that time', {
          field: 'from',
          remedy: 'end that association first, or begin after its end',
        });
      }
      const one: Association = { id: randomUUID(), device, subject, from, to: null };
      await this.#write(one, null, audit);
      return one;
    });
  }

  /** Ends the association that lasts. Throws `resource.missing` where none does. */
  async end(device: string, at: Instant, audit: readonly AuditRow[]): Promise<Association> {
    return this.#alone(device, async () => {
      const lasting = this.associationsOf(device).find(({ to }) => to === null);
      if (lasting === undefined)
        throw new TwinwardError('resource.missing', 'the device is bound to nobody', { field: 'id' });
      if (at < lasting.from)
        throw new TwinwardError('request.invalid', 'it would end before it began', {
          field: 'at',
          remedy: 'name a later time',
        });
      const ended = { ...lasting, to: at };
      await this.#write(ended, await this.#tools.resources.read('DeviceUseStatement', lasting.id), audit);
      return ended;
    });
  }

  close(): void {
    this.#stop();
  }

  #alone<T>(device: string, work: () => Promise<T>): Promise<T> {
    return this.#tools.resources.exclusively([`device ${device}`], work);
  }

  async #insist(device: string): Promise<DeviceAccount> {
    const known = (await this.list()).find((one) => one.device === device);
    if (known !== undefined) return known;
    throw new TwinwardError('resource.missing', 'there is no such device', {
      field: 'id',
      remedy: 'add it first',
    });
  }

  async #write(one: Association, before: StoredResource | null, audit: readonly AuditRow[]): Promise<void> {
    const { endpoint } = this.#tools;
    const time = (at: Instant): string => new Date(at).toISOString();
    const body: JsonObject = {
      resourceType: 'DeviceUseStatement',
      id: one.id,
      status: one.to === null ? 'active' : 'completed',
      subject: { reference: one.subject },
      device: { reference: `Device/${one.device}` },
      timingPeriod: { start: time(one.from), ...(one.to === null ? {} : { end: time(one.to) }) },
    };
    const prepared: Prepared = endpoint.prepareOver('DeviceUseStatement', one.id, body, before);
    await endpoint.commit([prepared], audit);
  }

  #learn({ id, deleted, body }: StoredResource): void {
    const one = deleted ? null : associationOf(id, JSON.parse(body) as Readonly<Record<string, unknown>>);
    if (one === null) this.#associations.delete(id);
    else this.#associations.set(id, one);
    this.#byDevice = null;
  }
}

function associationOf(id: string, statement: Readonly<Record<string, unknown>>): Association | null {
  const { status, subject, device, timingPeriod } = statement as {
    readonly status?: string;
    readonly subject?: { readonly reference?: string };
    readonly device?: { readonly reference?: string };
    readonly timingPeriod?: { readonly start?: string; readonly end?: string };
  };
  const [whose, which] = [
    referenceTarget(subject?.reference ?? ''),
    referenceTarget(device?.reference ?? ''),
  ];
  const [from, to] = [Date.parse(timingPeriod?.start ?? ''), Date.parse(timingPeriod?.end ?? '')];
  const stands = status === 'active' || status === 'completed';
  if (!stands || whose?.type !== 'Patient' || which?.type !== 'Device' || Number.isNaN(from)) return null;
  // One that was ended and does not say when counts for nothing rather than for ever.
  if (status === 'completed' && Number.isNaN(to)) return null;
  return {
    id,
    device: which.id,
    subject: subjectRef(`Patient/${whose.id}`),
    from: from as Instant,
    to: Number.isNaN(to) ? null : (to as Instant),
  };
}
