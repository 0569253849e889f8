// Which systems are let in: a short list in one file of the data folder, read at the start and written whole at each change.
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TwinwardError } from '@twinward/contract';
import type { Clock, StateStore } from '@twinward/record';
import type { Actor } from '../access/actor.ts';
import { CallTally } from './call-tally.ts';
import { type ClientClaims, checkClientToken } from './check-client-token.ts';
import type { AppRequest, ConnectedApp } from './connected-app.ts';
import { SeenTokens } from './seen-tokens.ts';

const FILE = 'connected-apps.json';
const MOST_APPS = 200;

/** The systems that may ask, and who of them sends a request. */
export class AppRegistry {
  readonly calls: CallTally = new CallTally();
  readonly #path: string;
  readonly #clock: Clock;
  readonly #seen: SeenTokens;
  #apps: readonly ConnectedApp[];
  #writing: Promise<void> = Promise.resolve();

  private constructor(path: string, clock: Clock, seen: SeenTokens, apps: readonly ConnectedApp[]) {
    this.#seen = seen;
    this.#path = path;
    this.#clock = clock;
    this.#apps = apps;
  }

  /** The list of a data folder; empty before the first system. Throws `file.invalid` for a list that cannot be read. */
  static async open(dataFolder: string, clock: Clock, states: StateStore): Promise<AppRegistry> {
    const path = join(dataFolder, FILE);
    const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '[]';
      throw error;
    });
    const seen = await SeenTokens.open(states);
    try {
      return new AppRegistry(path, clock, seen, JSON.parse(text) as readonly ConnectedApp[]);
    } catch {
      throw new TwinwardError('file.invalid', `${FILE} is not JSON`, {
        field: FILE,
        remedy: 'restore it from a backup, or delete it and let every system in anew',
      });
    }
  }

  /** All systems, by id. */
  list(): readonly ConnectedApp[] {
    return this.#apps;
  }

  /** Lets a system in. Throws `resource.conflict` for an id or issuer that is taken. */
  async add(request: AppRequest, by: string): Promise<ConnectedApp> {
    const taken = this.#apps.find(({ id, issuer }) => id === request.id || issuer === request.issuer);
    if (taken !== undefined) throw conflict(taken.id === request.id ? 'id' : 'issuer');
    if (this.#apps.length >= MOST_APPS) throw conflict('id');
    const addedAt = new Date(this.#clock.now()).toISOString();
    const app: ConnectedApp = { ...request, addedAt, addedBy: by, disabled: false };
    await this.#keep([...this.#apps, app].sort((a, b) => (a.id < b.id ? -1 : 1)));
    return app;
  }

  /** Shuts a system out, or lets it in again. Throws `resource.missing`. */
  async setDisabled(id: string, disabled: boolean): Promise<ConnectedApp> {
    const app = this.#apps.find((one) => one.id === id);
    if (app === undefined) {
      throw new TwinwardError('resource.missing', 'there is no such system', {
        field: 'id',
        remedy: 'see the list',
      });
    }
    const changed = { ...app, disabled };
    await this.#keep(this.#apps.map((one) => (one === app ? changed : one)));
    return changed;
  }

  /** Whom a signed token (JWT) stands for at an endpoint; null for one that does not hold. A token is taken once. */
  async find(token: string, endpoint: string): Promise<Actor | null> {
    const claims = await this.#taken(token, endpoint, 'cds-client');
    if (claims === null) return null;
    const { id, name, kind } = claims.app;
    return {
      id: `app:${id}`,
      name: id,
      displayName: name,
      role: kind,
      by: 'bearer',
      session: null,
      expiresAt: claims.expiresAt,
    };
  }

  /** The app that users open under a client id; null where none is let in. */
  launchable(client: string): ConnectedApp | null {
    const app = this.#apps.find(
      ({ issuer, kind, disabled }) => issuer === client && kind === 'smart-app' && !disabled,
    );
    return app ?? null;
  }

  /** The system whose assertion (SMART Backend Services) holds at the token endpoint; null for one that does not. An assertion is taken once. */
  async signIn(
    assertion: string,
    endpoint: string,
    kind: 'backend' | 'smart-app',
  ): Promise<ConnectedApp | null> {
    const claims = await this.#taken(assertion, endpoint, kind);
    return claims === null || claims.subject !== claims.app.issuer ? null : claims.app;
  }

  /** Systems of one kind do not get in by the door of the other. */
  async #taken(token: string, endpoint: string, kind: ConnectedApp['kind']): Promise<ClientClaims | null> {
    const now = this.#clock.now();
    const claims = await checkClientToken(token, endpoint, this.#apps, now);
    if (claims === null || claims.app.kind !== kind) return null;
    return (await this.#seen.take(`${claims.app.id} ${claims.jti}`, claims.expiresAt, now)) ? claims : null;
  }

  async #keep(apps: readonly ConnectedApp[]): Promise<void> {
    const write = this.#writing.then(async () => {
      await writeFile(`${this.#path}.new`, `${JSON.stringify(apps, null, 2)}\n`, { mode: 0o600 });
      await rename(`${this.#path}.new`, this.#path);
    });
    this.#writing = write.catch(() => undefined);
    await write;
    this.#apps = apps;
  }
}

function conflict(field: string): TwinwardError {
  return new TwinwardError('resource.conflict', `another system has this ${field}, or the list is full`, {
    field,
    remedy: 'choose another, or disable the one that has it',
  });
}
