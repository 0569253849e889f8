// The servers that are followed.
import { TwinwardError } from '@twinward/contract';
import type { StateStore } from '@twinward/record';
import { FhirEndpoint, type FhirServices } from '../fhir/fhir-endpoint.ts';
import { Follower, type FollowerSettings, type FollowerState } from './follower.ts';
import { OwnKey } from './own-key.ts';

const KIND = 'fhir-follower';
const MOST = 20;
/** Of states that were kept before deletions were followed. */
const BEFORE_DELETIONS = { deletedSince: {}, blind: {}, deleted: 0 };

/** Starts, shows and stops followers. */
export class FollowerDesk {
  readonly key: OwnKey;
  readonly #states: StateStore;
  readonly #endpoint: FhirEndpoint;
  readonly #wait: number | undefined;
  readonly #followers = new Map<string, Follower>();

  private constructor(services: FhirServices, key: OwnKey, wait: number | undefined) {
    this.key = key;
    this.#states = services.record.states;
    this.#endpoint = new FhirEndpoint(services, '');
    this.#wait = wait;
  }

  /** Goes on following what was followed. `wait` are the milliseconds until a failed look is tried again. */
  static async open(services: FhirServices, dataFolder: string, wait?: number): Promise<FollowerDesk> {
    const desk = new FollowerDesk(services, await OwnKey.open(dataFolder, 'sign-in'), wait);
    for (const { value } of await desk.#states.list(KIND))
      desk.#begin({ ...BEFORE_DELETIONS, ...(value as FollowerState) });
    return desk;
  }

  list(): readonly FollowerState[] {
    return [...this.#followers.values()].map(({ state }) => state);
  }

  /** Begins to follow. Throws `resource.conflict` for an id that is taken, `request.invalid` for what is no type. */
  async add(settings: FollowerSettings): Promise<FollowerState> {
    if (this.#followers.has(settings.id) || this.#followers.size >= MOST) {
      throw new TwinwardError(
        'resource.conflict',
        'another server is followed under this id, or the list is full',
        {
          field: 'id',
          remedy: 'choose another id',
        },
      );
    }
    for (const type of settings.types) this.#endpoint.checkType(type);
    const state: FollowerState = {
      settings: { ...settings, url: settings.url.replace(/\/$/, '') },
      disabled: false,
      links: {},
      cursors: {},
      ...BEFORE_DELETIONS,
      written: 0,
      unchanged: 0,
      refused: 0,
      latestRefused: [],
      lastLookAt: null,
      lastProblem: null,
      failures: 0,
    };
    await this.#keep(state);
    return this.#begin(state);
  }

  /** Stops following, or goes on. Throws `resource.missing`. */
  setDisabled(id: string, disabled: boolean): Promise<FollowerState> {
    return this.#change(id, (state) => ({ ...state, disabled, failures: 0 }));
  }

  /** Says which of our resources one of theirs is; everything is read again under that name. Throws `resource.missing`. */
  async link(id: string, remote: string, local: string): Promise<FollowerState> {
    const [type = '', name = ''] = local.split('/');
    if (remote.split('/')[0] !== type) {
      throw new TwinwardError('request.invalid', 'both are of one type', {
        field: 'local',
        remedy: 'Patient/7 is Patient/p-1',
      });
    }
    await this.#endpoint.read(type, name);
    return this.#change(id, (state) => ({
      ...state,
      links: { ...state.links, [remote]: local },
      cursors: {},
    }));
  }

  /** Looks now. Throws `resource.missing`. */
  async look(id: string): Promise<FollowerState> {
    const follower = this.#find(id);
    await follower.idle();
    follower.start();
    await follower.idle();
    return follower.state;
  }

  async close(): Promise<void> {
    await Promise.all([...this.#followers.values()].map((follower) => follower.close()));
  }

  async #change(id: string, change: (state: FollowerState) => FollowerState): Promise<FollowerState> {
    const follower = this.#find(id);
    await follower.close();
    const state = change(follower.state);
    await this.#keep(state);
    return this.#begin(state);
  }

  #begin(state: FollowerState): FollowerState {
    const follower = new Follower(state, {
      endpoint: this.#endpoint,
      key: this.key,
      keep: (next) => this.#keep(next),
      ...(this.#wait === undefined ? {} : { wait: this.#wait }),
    });
    this.#followers.set(state.settings.id, follower);
    follower.start();
    return state;
  }

  #find(id: string): Follower {
    const follower = this.#followers.get(id);
    if (follower !== undefined) return follower;
    throw new TwinwardError('resource.missing', 'no such server is followed', {
      field: 'id',
      remedy: 'see the list',
    });
  }

  async #keep(state: FollowerState): Promise<void> {
    await this.#states.put([{ kind: KIND, key: state.settings.id, value: state }]);
  }
}
