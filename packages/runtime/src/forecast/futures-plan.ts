import {
  addSeconds,
  futuresOf,
  type Instant,
  type Intervention,
  type TwinModel,
  TwinwardError,
} from '@twinward/contract';
import { seedFrom } from '@twinward/simulate';
import type { TwinState } from '../fold/twin-state.ts';

/** Which futures to run from a state. */
export interface FuturesPlan {
  /** [T] rising, after the belief. */
  readonly times: readonly Instant[];
  readonly size: number;
  readonly seed: string;
  /** What a scenario proposes on top of what is already on the schedule. */
  readonly proposed: readonly Intervention[];
  /** Nothing effective after the belief may act: how a hindcast is kept from knowing the future. */
  readonly blind: boolean;
}

/** Most instants and futures one run may have. */
const MOST_TIMES = 2000;
const MOST_FUTURES = 5000;

/** The seed of all futures run from a state: the same for baseline, scenarios and repetitions, so that they share draws. */
export function futuresSeed(state: TwinState): string {
  return seedFrom(state.seed, 'futures', state.belief.at, state.seq);
}

/** The instants of the model's grid after a state's belief that reach `seconds` beyond it. */
export function gridFrom(model: TwinModel, from: Instant, seconds: number): readonly Instant[] {
  const count = Math.ceil(seconds / model.horizon.step - 1e-9);
  if (!(count >= 1 && count <= MOST_TIMES)) {
    throw new TwinwardError(
      'scenario.invalid',
      `a forecast of ${Math.round(seconds / 60)} min cannot be run`,
      {
        field: 'minutes',
        remedy: `ask for at most ${Math.floor((MOST_TIMES * model.horizon.step) / 60)} minutes`,
      },
    );
  }
  return Array.from({ length: count }, (_, k) => addSeconds(from, (k + 1) * model.horizon.step));
}

/** The number of futures asked for, or the model's own. Throws `scenario.invalid` beyond what one run may have. */
export function sizeOf(model: TwinModel, size: number | undefined): number {
  const wanted = size ?? futuresOf(model);
  if (Number.isInteger(wanted) && wanted >= 2 && wanted <= MOST_FUTURES) return wanted;
  throw new TwinwardError('scenario.invalid', `${wanted} futures cannot be run`, {
    field: 'size',
    remedy: `ask for 2 to ${MOST_FUTURES}`,
  });
}
