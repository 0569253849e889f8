import type { Belief, PathSet, TwinModel } from '@twinward/contract';
import { weightsOf } from '@twinward/estimate';
import type { QuantityView, RangeView } from '../views/subject-view.ts';
import { spreadView } from './spread-view.ts';

/** A quantity of a model: what it predicts of an observable without measurement error, or an output. */
export interface Quantity {
  readonly of: 'observable' | 'output';
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly endpoint: boolean;
  readonly range: RangeView | null;
}

/** All quantities of a model, observables first. */
export function quantitiesOf(model: TwinModel): readonly Quantity[] {
  return [
    ...model.observables.map(({ name, label, unit }): Quantity => {
      const range = rangeOf(model, { of: 'observable', name });
      return { of: 'observable', name, label, unit, endpoint: false, range };
    }),
    ...model.outputs.map(({ name, label, unit, endpoint }): Quantity => {
      const range = rangeOf(model, { of: 'output', name });
      return { of: 'output', name, label, unit, endpoint, range };
    }),
  ];
}

/** A quantity's values by the members of a belief. */
export function valuesOf(model: TwinModel, belief: Belief, { of, name }: Quantity): Float64Array {
  return of === 'observable' ? model.predict(belief, name) : model.output(belief, name);
}

/** Quantities of a belief as people are shown them. */
export function quantityViews(model: TwinModel, belief: Belief): readonly QuantityView[] {
  return quantitiesOf(model).map((quantity) => ({
    ...spreadView(quantity, valuesOf(model, belief, quantity), weightsOf(belief)),
    of: quantity.of,
    range: quantity.range,
    endpoint: quantity.endpoint,
  }));
}

/** Where a quantity should lie: its reference, else the innermost limits its twin watches; null if neither is known. */
export function rangeOf(model: TwinModel, { of, name }: Pick<PathSet, 'of' | 'name'>): RangeView | null {
  const output = of === 'output' ? model.outputs.find((own) => own.name === name) : undefined;
  if (output?.reference !== undefined) return output.reference;
  const watched = model.thresholds.filter((threshold) => threshold.of === name);
  if (watched.length === 0) return null;
  const limits = (side: 'below' | 'above'): number[] =>
    watched.filter((threshold) => threshold.side === side).map(({ limit }) => limit);
  const [low, high] = [Math.max(...limits('below')), Math.min(...limits('above'))];
  return {
    low: Number.isFinite(low) ? low : null,
    high: Number.isFinite(high) ? high : null,
    source: [...new Set(watched.map(({ source }) => source))].join('; '),
  };
}
