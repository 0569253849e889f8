// The targets of the international consensus on time in range for most adults with type 1 or type 2 diabetes (Battelino et al. 2019, Diabetes
// Care 42:1593). Older people and pregnancy have others.
import { cvGlucose } from './average-glucose.ts';
import { percentAbove, percentBelow, percentInRange } from './time-in-range.ts';

/** One target beside what a recording shows; all in percent. */
export interface ConsensusTarget {
  readonly name: 'in-range' | 'below-70' | 'below-54' | 'above-250' | 'variation';
  /** In words, as a sentence about the readings. */
  readonly words: string;
  readonly value: number;
  readonly side: 'above' | 'below' | 'at most';
  readonly limit: number;
  readonly met: boolean;
}

/** The five targets against a recording's readings, mg/dL [n]. */
export function consensusTargets(mgdl: Float64Array): readonly ConsensusTarget[] {
  const target = (
    name: ConsensusTarget['name'],
    words: string,
    value: number,
    side: ConsensusTarget['side'],
    limit: number,
  ): ConsensusTarget => {
    const met = side === 'above' ? value > limit : side === 'below' ? value < limit : value <= limit;
    return { name, words, value, side, limit, met };
  };
  return [
    target('in-range', 'more than 70 % from 70 to 180 mg/dL', percentInRange(mgdl, 70, 180), 'above', 70),
    target('below-70', 'less than 4 % below 70 mg/dL', percentBelow(mgdl, 70), 'below', 4),
    target('below-54', 'less than 1 % below 54 mg/dL', percentBelow(mgdl, 54), 'below', 1),
    target('above-250', 'less than 5 % above 250 mg/dL', percentAbove(mgdl, 250), 'below', 5),
    target('variation', 'a coefficient of variation of at most 36 %', cvGlucose(mgdl), 'at most', 36),
  ];
}
