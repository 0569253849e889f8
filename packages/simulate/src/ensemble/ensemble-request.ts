import type { EnsembleArrays } from './ensemble-arrays.ts';
import type { MemberChange } from './member-change.ts';

/** An ensemble to be simulated, told in numbers alone, so that any worker can run a part of it. */
export interface EnsembleRequest extends EnsembleArrays {
  /** When the states `y` hold. */
  readonly from: number;
  /** When outputs are wanted, ascending, none before `from`; the last ends the run. */
  readonly times: ArrayLike<number>;
  /** What happens to the members: one list for all, or one for each. At its time an output already sees a change. */
  readonly changes?: readonly MemberChange[] | readonly (readonly MemberChange[])[];
}
