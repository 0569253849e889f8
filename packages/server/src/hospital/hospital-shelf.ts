// Hospitals that people brought: kept in memory until the server stops, the latest few.
import { randomBytes } from 'node:crypto';
import { TwinwardError } from '@twinward/contract';
import type { HospitalModel } from '@twinward/twins/hospital';
import { hospitalNames, openHospital, readHospitalText } from './open-hospital.ts';

const MOST_KEPT = 8;

/** A hospital that can be run, by its name in addresses. */
export interface ShelvedHospital {
  readonly id: string;
  readonly model: HospitalModel;
  /** Whether somebody brought it; the others come with the platform. */
  readonly own: boolean;
}

/** Those that come with the platform, and those that were brought. */
export class HospitalShelf {
  readonly #own = new Map<string, HospitalModel>();

  /** Keeps a hospital from the text of its JSON or BPMN file. Throws `file.invalid` by field where it is none that can be run. */
  async add(text: string, name: string): Promise<ShelvedHospital> {
    const model = await readHospitalText(text, name).catch((error: unknown) => {
      // a model that somebody brings is their file, not a fault of ours
      if (error instanceof TwinwardError && error.code === 'model.invalid')
        throw new TwinwardError('file.invalid', error.message, error.place);
      throw error;
    });
    const id = `own-${randomBytes(6).toString('hex')}`;
    this.#own.set(id, model);
    for (const old of [...this.#own.keys()].slice(0, -MOST_KEPT)) this.#own.delete(old);
    return { id, model, own: true };
  }

  async all(): Promise<readonly ShelvedHospital[]> {
    const names = await hospitalNames();
    const given = await Promise.all(names.map((id) => this.get(id)));
    return [...given, ...[...this.#own].map(([id, model]) => ({ id, model, own: true }))];
  }

  /** Throws `resource.missing`. A name from the network is never taken for a path. */
  async get(id: string): Promise<ShelvedHospital> {
    const brought = this.#own.get(id);
    if (brought !== undefined) return { id, model: brought, own: true };
    if (!(await hospitalNames()).includes(id))
      throw new TwinwardError('resource.missing', 'there is no such hospital, or no longer', { field: 'id' });
    return { id, model: (await openHospital(id)).model, own: false };
  }
}
