import type { Instant } from '@twinward/contract';
import type { Loop } from '../actor/loop.ts';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { carried } from '../fold/carried.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { StateOf } from '../forecast/joint-futures.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { pastState } from './past-state.ts';

/** From which state futures are run, the instant taken as the present there, and what supplies coupled twins' states. */
export interface Standpoint {
  readonly state: TwinState;
  readonly now: Instant;
  readonly stateOf: StateOf;
}

/** A point in a twin's past: readings effective up to `at`, as known at `knownAt` or up to a sequence; the present if left out. */
export interface PastPoint {
  readonly at?: Instant | undefined;
  readonly knownAt?: Instant | undefined;
  readonly seq?: number | undefined;
}

/** Where a twin stands at a point of its past, or now. Coupled twins are seen from the same point as the twin that asks. */
export async function standpointOf(
  context: RuntimeContext,
  loop: Loop,
  entry: TwinEntry,
  { at, knownAt, seq }: PastPoint,
): Promise<Standpoint> {
  const now = at ?? knownAt ?? context.clock.now();
  if (at === undefined && knownAt === undefined && seq === undefined) {
    const stateOf = (other: TwinEntry) => loop.state(other);
    return { state: await stateOf(entry), now, stateOf };
  }
  const known = {
    ...(knownAt === undefined ? {} : { at: knownAt }),
    ...(seq === undefined ? {} : { seq }),
  };
  const past = async (other: TwinEntry, own: boolean) => {
    const bound = own || knownAt === undefined ? known : { at: knownAt };
    const { state } = await pastState(context, other, { at, known: bound });
    return carried(other.model, state, now);
  };
  return { state: await past(entry, true), now, stateOf: (other) => past(other, other === entry) };
}
