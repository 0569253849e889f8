import { createHash } from 'node:crypto';
import type { AbortSignalLike, FoldUnit, WorkPool, WorkResult, WorkUnit } from '@twinward/contract';

/** A pool that remembers what it has run and counts it, so that interrupted work goes on where it stopped. A unit is known by all it consists of. */
export class RememberingPool implements WorkPool {
  readonly #pool: WorkPool;
  readonly #results = new Map<string, WorkResult>();
  #of = 0;

  constructor(pool: WorkPool) {
    this.#pool = pool;
  }

  /** Units finished. */
  get done(): number {
    return this.#results.size;
  }

  /** Units there will be, as far as is known. */
  get of(): number {
    return this.#of;
  }

  /** Says how many units there will be at most. */
  expect(units: number): void {
    this.#of = units;
  }

  async run(unit: WorkUnit, signal?: AbortSignalLike): Promise<WorkResult> {
    const key = keyOf(unit);
    const known = this.#results.get(key);
    if (known !== undefined) return known;
    const result = await this.#pool.run(unit, signal);
    this.#results.set(key, result);
    return result;
  }

  /** A state is kept by whoever asks for it. */
  fold(unit: FoldUnit, signal?: AbortSignalLike): Promise<Uint8Array> {
    return this.#pool.fold(unit, signal);
  }

  async close(): Promise<void> {
    this.#results.clear();
  }
}

function keyOf({ belief, schedule, ...rest }: WorkUnit): string {
  const hash = createHash('sha256');
  hash.update(JSON.stringify([rest, belief.at, belief.size, schedule.interventions]));
  hash.update(bytes(belief.values));
  for (const { input, times, values } of schedule.inputs) {
    hash.update(JSON.stringify([input, times]));
    hash.update(bytes(values));
  }
  return hash.digest('hex');
}

function bytes({ buffer, byteOffset, byteLength }: Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
