import type { Instant, TwinModel } from '@twinward/contract';
import { changeBetween, weightsOf } from '@twinward/estimate';
import { philox, seedFrom } from '@twinward/simulate';
import { RING_LENGTH } from '../fold/innovation-ring.ts';
import type { TwinState } from '../fold/twin-state.ts';
import { quantitiesOf, valuesOf } from '../show/quantities.ts';
import { spreadView } from '../show/spread-view.ts';
import type { ChangeView, RangeView } from '../views/subject-view.ts';

/** How each quantity of a twin changed from one of its states to a later one. */
export function changesOf(model: TwinModel, then: TwinState, now: TwinState): readonly ChangeView[] {
  const paired = staysMemberByMember(model, then, now);
  const [weightsThen, weightsNow] = [weightsOf(then.belief), weightsOf(now.belief)];
  return quantitiesOf(model).map((quantity): ChangeView => {
    const [before, after] = [valuesOf(model, then.belief, quantity), valuesOf(model, now.belief, quantity)];
    const { q05, q50, q95, higher, lower } = changeBetween(
      { values: before, weights: weightsThen },
      { values: after, weights: weightsNow },
      paired,
      philox(seedFrom(now.seed, 'change', quantity.name)),
    );
    const told = spreadView(quantity, before, weightsThen);
    return {
      twin: now.twin,
      of: quantity.of,
      name: quantity.name,
      label: quantity.label,
      unit: quantity.unit,
      range: quantity.range,
      endpoint: quantity.endpoint,
      was: told,
      now: spreadView(quantity, after, weightsNow),
      difference: { q05, q50, q95 },
      direction: higher >= lower ? 'higher' : 'lower',
      probability: Math.max(higher, lower),
      paired,
      relative: relativeTo(quantity.range, q50, told.q50),
    };
  });
}

/** The surest and largest changes first: surety (0 for even odds, 1 for certain) times the size relative to the range. */
export function bySurety(a: ChangeView, b: ChangeView): number {
  return weight(b) - weight(a);
}

function weight({ probability, relative }: ChangeView): number {
  return Math.max(0, 2 * probability - 1) * relative;
}

/** Kalman filters move members and never draw them anew, unless the twin began again from its prior: then its innovations did too. */
function staysMemberByMember({ assimilation }: TwinModel, then: TwinState, now: TwinState): boolean {
  const unbroken = now.innovations.length === Math.min(RING_LENGTH, now.counts.readings);
  return assimilation.method === 'ensemble-kalman' && unbroken && then.belief.size === now.belief.size;
}

function relativeTo(range: RangeView | null, difference: number, value: number): number {
  const { low = null, high = null } = range ?? {};
  const width = low !== null && high !== null ? high - low : Math.abs(low ?? high ?? value);
  return width === 0 ? 0 : Math.abs(difference) / width;
}

/** Whether a state has taken in anything by which it differs from what was assumed at its opening. */
export function hasLearnt(state: TwinState, at: Instant): boolean {
  return state.lastObservedAt !== null && state.lastObservedAt <= at;
}
