import { type Instant, TwinwardError } from '@twinward/contract';
import type { Loop } from '../actor/loop.ts';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { carried } from '../fold/carried.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { pastState } from './past-state.ts';

/** Where all twins of a subject stood at one position of its record. */
export interface Together {
  readonly seq: number;
  /** The instant taken as the present. */
  readonly knownAt: Instant;
  /** A twin that could not be brought there has none. */
  readonly states: ReadonlyMap<TwinEntry, TwinState>;
}

/** Milliseconds waited for twins that still fold, and how often they may have moved on meanwhile. */
const PATIENCE = 8000;
const PASSES = 20;

/**
 * Brings twins to one position of the record. The present is where all have folded what was handed to them, looked at in one moment;
 * a twin that is not there within a few seconds, or whose record cannot be folded, is left out.
 */
export async function standTogether(
  context: RuntimeContext,
  loop: Loop,
  entries: readonly TwinEntry[],
  point: { readonly seq?: number | undefined; readonly knownAt?: Instant | undefined },
): Promise<Together> {
  const { seq, knownAt } = point;
  if (seq !== undefined || knownAt !== undefined) {
    const known = {
      ...(seq === undefined ? {} : { seq }),
      ...(knownAt === undefined ? {} : { at: knownAt }),
    };
    const now = knownAt ?? context.clock.now();
    const states = await allOf(entries, async (entry) => {
      const { state } = await pastState(context, entry, { known });
      return carried(entry.model, state, now);
    });
    const reached = Math.max(0, ...[...states.values()].map((state) => state.seq));
    return { seq: seq ?? reached, knownAt: now, states };
  }
  let settled = await allOf(entries, (entry) => within(PATIENCE, loop.settled(entry)));
  for (let pass = 0; pass < PASSES; pass++) {
    const again = await allOf([...settled.keys()], (entry) => within(PATIENCE, loop.settled(entry)));
    const still = [...settled].every(([entry, { state }]) => again.get(entry)?.state === state);
    settled = again;
    if (still) break;
  }
  const now = context.clock.now();
  return {
    seq: Math.max(0, ...[...settled.values()].map(({ known }) => known)),
    knownAt: now,
    states: new Map([...settled].map(([entry, { state }]) => [entry, carried(entry.model, state, now)])),
  };
}

async function allOf<T>(
  entries: readonly TwinEntry[],
  find: (entry: TwinEntry) => Promise<T | null>,
): Promise<Map<TwinEntry, T>> {
  const found = await Promise.all(entries.map((entry) => find(entry).catch(unfoldable)));
  return new Map(entries.flatMap((entry, i) => (found[i] === null ? [] : [[entry, found[i]!] as const])));
}

function unfoldable(error: unknown): null {
  if (error instanceof TwinwardError) return null;
  throw error;
}

async function within<T>(milliseconds: number, promise: Promise<T>): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), milliseconds);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}
