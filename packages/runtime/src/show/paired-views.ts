import type { TwinModel } from '@twinward/contract';
import type { PairedDifference } from '@twinward/estimate';
import type { DifferenceView, EffectView } from '../views/comparison-view.ts';
import { labelOf } from './fan-view.ts';

/** A paired difference at each instant, as people are shown it. */
export function differenceView(model: TwinModel, pair: PairedDifference): DifferenceView {
  const { q05, q25, q50, q75, q95 } = pair.fan;
  return { name: pair.name, label: labelOf(model, pair), unit: pair.unit, q05, q25, q50, q75, q95 };
}

/** A paired difference summed up over the horizon. */
export function effectViews(model: TwinModel, pair: PairedDifference): EffectView[] {
  const label = labelOf(model, pair);
  return pair.effects.map((effect) => ({ ...effect, of: pair.name, label, unit: pair.unit }));
}
