import { covarianceOf, meanOf, quantiles } from '@twinward/estimate';
import type { SpreadView } from '../views/spread-view.ts';

/** A quantity's values [size] over the members of a belief of these weights (null: all the same), summed up. */
export function spreadView(
  named: { readonly name: string; readonly label: string; readonly unit: string },
  values: Float64Array,
  weights: Float64Array | null,
): SpreadView {
  const [q05, q25, q50, q75, q95] = quantiles(values, weights, [0.05, 0.25, 0.5, 0.75, 0.95]);
  return {
    name: named.name,
    label: named.label,
    unit: named.unit,
    mean: meanOf(values, weights),
    sd: Math.sqrt(Math.max(0, covarianceOf(values, values, weights))),
    q05: q05!,
    q25: q25!,
    q50: q50!,
    q75: q75!,
    q95: q95!,
  };
}
