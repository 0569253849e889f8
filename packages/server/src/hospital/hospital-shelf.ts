// Hospitals that people brought: they stand in the record until somebody removes them.
import { randomBytes } from 'node:crypto';
import { formatInstant, TwinwardError } from '@twinward/contract';
import type { Clock, StateStore } from '@twinward/record';
import type { HospitalModel } from '@twinward/twins/hospital';
import type { Actor } from '../access/actor.ts';
import type { DrawingValues } from '../schemas/drawing-schema.ts';
import { asTheirs } from './drawing-needs.ts';
import { bpmnValues, hospitalNames, openHospital, readHospitalText } from './open-hospital.ts';

const KIND = 'hospital';
/** Hospitals kept at once; a file has a megabyte at most. */
const MOST_KEPT = 50;

/** Who brought a hospital, by account and by name, and when, ISO 8601. */
interface Bringing {
  readonly account: string;
  readonly by: string;
  readonly at: string;
}

/** A hospital that can be run, by its name in addresses. */
export interface ShelvedHospital {
  readonly id: string;
  readonly model: HospitalModel;
  /** Null of those that come with the platform. */
  readonly brought: Bringing | null;
}

/** Those that come with the platform, and those that were brought. */
export class HospitalShelf {
  readonly #states: StateStore;
  readonly #clock: Clock;
  readonly #brought = new Map<string, ShelvedHospital>();

  private constructor(states: StateStore, clock: Clock) {
    this.#states = states;
    this.#clock = clock;
  }

  /** Finds what was brought before. */
  static async open(states: StateStore, clock: Clock): Promise<HospitalShelf> {
    const shelf = new HospitalShelf(states, clock);
    const kept = (await states.list(KIND)).map(({ value }) => value as ShelvedHospital);
    for (const one of kept.sort(byTime)) shelf.#brought.set(one.id, one);
    return shelf;
  }

  /**
   * Keeps a hospital from the text of its JSON or BPMN file, with the values that a drawing from another tool needs; comes back once it is durable. Throws `file.invalid` by field where it is
   * none that can be run, `resource.conflict` when there are too many.
   */
  async add(text: string, file: string, actor: Actor, values?: DrawingValues): Promise<ShelvedHospital> {
    const model = await asTheirs(readHospitalText(text, file, values && bpmnValues(values)));
    if (this.#brought.size >= MOST_KEPT)
      throw new TwinwardError('resource.conflict', `${MOST_KEPT} hospitals were brought already`, {
        remedy: 'remove one that nobody needs, then bring this one again',
      });
    const at = formatInstant(this.#clock.now());
    const brought = { account: actor.id, by: actor.displayName, at };
    return this.#keep({ id: `own-${randomBytes(6).toString('hex')}`, model, brought });
  }

  /** Gives a hospital that was brought another name. Throws `resource.missing`, and `auth.forbidden` for what others brought. */
  async rename(id: string, name: string, actor: Actor): Promise<ShelvedHospital> {
    const one = this.#ownOf(id, actor);
    return this.#keep({ ...one, model: { ...one.model, name } });
  }

  /** Removes a hospital that was brought. Throws as `rename` does. */
  async remove(id: string, actor: Actor): Promise<void> {
    this.#ownOf(id, actor);
    await this.#states.put([{ kind: KIND, key: id, value: null }]);
    this.#brought.delete(id);
  }

  async all(): Promise<readonly ShelvedHospital[]> {
    const given = await Promise.all((await hospitalNames()).map((id) => this.get(id)));
    return [...given, ...this.#brought.values()];
  }

  /** Throws `resource.missing`. A name from the network is never taken for a path. */
  async get(id: string): Promise<ShelvedHospital> {
    const brought = this.#brought.get(id);
    if (brought !== undefined) return brought;
    if (!(await hospitalNames()).includes(id))
      throw new TwinwardError('resource.missing', 'there is no such hospital, or no longer', { field: 'id' });
    return { id, model: (await openHospital(id)).model, brought: null };
  }

  async #keep(one: ShelvedHospital): Promise<ShelvedHospital> {
    await this.#states.put([{ kind: KIND, key: one.id, value: one }]);
    this.#brought.set(one.id, one);
    return one;
  }

  #ownOf(id: string, actor: Actor): ShelvedHospital {
    const one = this.#brought.get(id);
    if (one === undefined)
      throw new TwinwardError('resource.missing', 'nobody brought such a hospital, or it was removed', {
        field: 'id',
        remedy: 'those that come with the platform stay as they are',
      });
    if (!mayChange(one, actor))
      throw new TwinwardError('auth.forbidden', 'somebody else brought this hospital', {
        field: 'id',
        remedy: 'ask them, or an administrator',
      });
    return one;
  }
}

/** Whether somebody may rename or remove a hospital: who brought it, and administrators. */
export function mayChange({ brought }: ShelvedHospital, actor: Actor | null): boolean {
  return brought !== null && (brought.account === actor?.id || actor?.role === 'administrator');
}

function byTime(a: ShelvedHospital, b: ShelvedHospital): number {
  return (a.brought?.at ?? '') < (b.brought?.at ?? '') ? -1 : 1;
}
