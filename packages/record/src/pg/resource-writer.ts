// Writes resources inside the log's commits.
import type { Instant, StoredResource } from '@twinward/contract';
import type { ResourceChange, ResourceWrite, Written } from '../ports/resource-store.ts';
import type { StateEntry } from '../ports/state-store.ts';
import { bodyLine, versionConflict } from '../prepared-resources.ts';
import { arrayText, textArrayText } from './array-text.ts';
import type { Statements } from './database.ts';
import { IndexColumns } from './index-columns.ts';
import { fenced, type PartitionLeases } from './partition-leases.ts';
import { CHANGES, LAST_NUMBERS, STANDING, WRITE } from './resource-statements.ts';
import { storedResource } from './stored-resource.ts';

/** What one caller hands in, and what becomes of it. */
export interface ResourceBatch {
  readonly writes: readonly ResourceWrite[];
  written: readonly Written[];
  /** Why it is refused; the others of the commit go on. */
  refusal: Error | null;
  /** What services keep with it. */
  readonly states: readonly StateEntry[];
  /** Settles the message it was made of. */
  readonly settle?: NonNullable<ResourceChange['settle']>;
}

interface Standing {
  readonly number: number;
  readonly version: number;
  readonly deleted: boolean;
  readonly fresh: boolean;
}

interface Placed {
  readonly write: ResourceWrite;
  readonly number: number;
  readonly version: number;
  readonly change: number;
  readonly body: string;
}

/** Numbers, versions and index of resources. */
export class ResourceWriter {
  readonly #leases: PartitionLeases;
  readonly #publish: (changes: readonly StoredResource[]) => void;
  #nextNumber = 0;
  #nextChange = 0;
  /** The last change that listeners were told of; -1 before the numbers were read. */
  #told = -1;
  #pending: readonly StoredResource[] = [];

  constructor(leases: PartitionLeases, publish: (changes: readonly StoredResource[]) => void) {
    this.#leases = leases;
    this.#publish = publish;
  }

  /** Reads where the numbers stand; after a lost connection, what it turns out to have stored is published first. */
  async settle(statements: Statements): Promise<void> {
    const [row] = await statements.rows(LAST_NUMBERS);
    this.#nextNumber = (row![0] as number) + 1;
    const last = row![1] as number;
    this.#nextChange = last + 1;
    this.#pending = [];
    if (this.#told >= 0 && last > this.#told) {
      const missed = await statements.rows(CHANGES, [this.#told, last - this.#told, null]);
      this.#publish(missed.map(storedResource));
    }
    this.#told = last;
  }

  /** Writes what the callers hand in, except those it refuses. */
  async write(statements: Statements, batches: readonly ResourceBatch[], now: Instant): Promise<void> {
    // A record that was there before this process: its numbers go on where they stood.
    if (this.#told < 0) await this.settle(statements);
    if (batches.every(({ writes }) => writes.length === 0)) return;
    const standing = await this.#standing(statements, batches);
    const placed: Placed[] = [];
    const former = new Set<number>();
    for (const batch of batches) this.#place(batch, standing, placed, former, now);
    if (placed.length === 0) return;
    const [counts] = await statements.rows(WRITE, this.#values(placed, former, now), 'write-resources');
    if (counts?.[0] !== 1) throw fenced();
    this.#pending = placed.map(({ write, version, change, body }) => ({
      type: write.type,
      id: write.id,
      version,
      updatedAt: now,
      deleted: write.body === null,
      body,
      change,
    }));
  }

  /** After the commit: listeners are told. */
  committed(): void {
    const changes = this.#pending;
    this.#pending = [];
    if (changes.length === 0) return;
    this.#told = changes.at(-1)!.change;
    this.#publish(changes);
  }

  async #standing(statements: Statements, batches: readonly ResourceBatch[]): Promise<Map<string, Standing>> {
    const types: string[] = [];
    const ids: string[] = [];
    for (const { writes } of batches) {
      for (const { type, id } of writes) {
        types.push(type);
        ids.push(id);
      }
    }
    const rows = await statements.rows(
      STANDING,
      [textArrayText(types), textArrayText(ids)],
      'standing-resources',
    );
    return new Map(
      rows.map(([type, id, number, version, deleted]) => [
        `${type}/${id}`,
        { number: number as number, version: version as number, deleted: deleted as boolean, fresh: false },
      ]),
    );
  }

  #place(
    batch: ResourceBatch,
    standing: Map<string, Standing>,
    placed: Placed[],
    former: Set<number>,
    now: Instant,
  ): void {
    for (const write of batch.writes) {
      const version = standing.get(`${write.type}/${write.id}`)?.version ?? 0;
      if (write.expects !== undefined && write.expects !== version) {
        batch.refusal = versionConflict(write, version);
        return;
      }
    }
    try {
      const made = batch.writes.map((write) => {
        const before = standing.get(`${write.type}/${write.id}`);
        const version = (before?.version ?? 0) + 1;
        return {
          write,
          before,
          version,
          body: write.body === null ? '' : bodyLine(write.body(version, now)),
        };
      });
      batch.written = made.map(({ write, before, version, body }) => {
        const number = before?.number ?? this.#nextNumber++;
        if (before !== undefined && !before.fresh) former.add(number);
        // Written twice in one commit: the earlier one's index never comes to be.
        const earlier = before === undefined ? -1 : placed.findIndex((one) => one.number === number);
        if (earlier >= 0) {
          const one = placed[earlier]!;
          placed[earlier] = { ...one, write: { ...one.write, index: [] } };
        }
        placed.push({ write, number, version, change: this.#nextChange++, body });
        standing.set(`${write.type}/${write.id}`, {
          number,
          version,
          deleted: write.body === null,
          fresh: before?.fresh ?? before === undefined,
        });
        return { version, updatedAt: now, created: before === undefined || before.deleted };
      });
    } catch (error) {
      batch.refusal = error instanceof Error ? error : new Error(String(error));
    }
  }

  #values(placed: readonly Placed[], former: ReadonlySet<number>, now: Instant): readonly unknown[] {
    const index = new IndexColumns();
    for (const { number, write } of placed) for (const entry of write.index) index.add(number, entry);
    return [
      this.#leases.epochs[0],
      now,
      arrayText(placed.map(({ number }) => number)),
      textArrayText(placed.map(({ write }) => write.type)),
      textArrayText(placed.map(({ write }) => write.id)),
      arrayText(placed.map(({ version }) => version)),
      arrayText(placed.map(({ change }) => change)),
      arrayText(placed.map(({ write }) => (write.body === null ? 't' : 'f'))),
      placed.map(({ body }) => body).join('\n'),
      arrayText([...former]),
      ...index.values(),
    ];
  }
}
