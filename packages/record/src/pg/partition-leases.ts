// Who may write: the partitions this process owns, the epoch under which it does, and the next sequence of each.
import { TwinwardError } from '@twinward/contract';
import { PARTITIONS } from '../partition-of.ts';
import type { Statements } from './database.ts';

/** Seconds an owner may be silent before others may take its partitions, and between its signs of life. */
export const LEASE_TTL = 6;
export const LEASE_RENEWAL = 2;

const ANNOUNCE = `
insert into lease_owner (owner, until) values ($1, clock_timestamp() + make_interval(secs => $2))
on conflict (owner) do update set until = excluded.until`;

const TAKE = `
update partition_lease l set owner = $1, epoch = l.epoch + 1
from (
  select p.part from partition_lease p
  where p.owner is null or p.owner = $1 or $2::boolean
     or not exists (select from lease_owner o where o.owner = p.owner and o.until > clock_timestamp())
  order by p.part for update
) free
where l.part = free.part
returning l.part, l.epoch`;

const LAST_SEQUENCES = `
select l.part, coalesce((select e.seq from event e where e.part = l.part order by e.seq desc limit 1), 0)
from partition_lease l where l.owner = $1`;

/** The partitions one process owns. */
export class PartitionLeases {
  readonly owner: string;
  /** Epoch of each partition [256]; -1 where it is not ours. */
  readonly epochs: Int32Array = new Int32Array(PARTITIONS).fill(-1);
  readonly #next: Float64Array = new Float64Array(PARTITIONS);

  constructor(owner: string) {
    this.owner = owner;
  }

  /** How many partitions are ours. */
  get count(): number {
    return this.epochs.reduce((sum, epoch) => sum + (epoch < 0 ? 0 : 1), 0);
  }

  /**
   * Takes every partition that is free, ours already, or whose owner fell silent (with `takeOver`, all), under a new epoch. Waits for
   * appends of the former epoch that are still under way, so that the sequences read afterwards are final.
   */
  async take(inTransaction: Statements, takeOver: boolean): Promise<void> {
    await inTransaction.rows(ANNOUNCE, [this.owner, LEASE_TTL]);
    const taken = await inTransaction.rows(TAKE, [this.owner, takeOver]);
    const last = await inTransaction.rows(LAST_SEQUENCES, [this.owner]);
    await inTransaction.rows(`delete from lease_owner where until < clock_timestamp() - interval '1 hour'`);
    this.epochs.fill(-1);
    for (const [part, epoch] of taken) this.epochs[part as number] = epoch as number;
    for (const [part, seq] of last) this.#next[part as number] = (seq as number) + 1;
  }

  /** A sign of life. */
  async renew(statements: Statements): Promise<void> {
    await statements.rows(ANNOUNCE, [this.owner, LEASE_TTL]);
  }

  /** Gives all partitions back. */
  async release(statements: Statements): Promise<void> {
    await statements.rows('update partition_lease set owner = null where owner = $1', [this.owner]);
    await statements.rows('delete from lease_owner where owner = $1', [this.owner]);
  }

  /** The next sequence of a partition; it is never given out again. */
  nextSequence(part: number): number {
    const seq = this.#next[part]!;
    this.#next[part] = seq + 1;
    return seq;
  }
}

/** What an append under an older epoch meets. */
export function fenced(): TwinwardError {
  return new TwinwardError('record.fenced', 'another server has taken over this part of the record', {
    remedy: 'start this server again; nothing acknowledged is lost',
  });
}
