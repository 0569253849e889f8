import type { Intervention, TwinModel } from '@twinward/contract';
import type { EffectView } from '../views/comparison-view.ts';
import type { RiskView } from '../views/risk-view.ts';
import { deedWords } from './deed-words.ts';
import { figure } from './figure.ts';

/** A comparison in one or two sentences: the larger effect on the headline observable's course, and the risk that changed most. */
export function comparisonWords(
  model: TwinModel,
  interventions: readonly Intervention[],
  effects: readonly EffectView[],
  baseline: readonly RiskView[],
  branch: readonly RiskView[],
): string {
  const names = interventions.map(({ type, amounts }) => deedWords(model, type, amounts));
  const effect = effects
    .filter(({ of, what }) => of === model.observables[0]?.name && (what === 'highest' || what === 'lowest'))
    .reduce<EffectView | null>((a, b) => (a === null || Math.abs(b.q50) > Math.abs(a.q50) ? b : a), null);
  const sentences: string[] = [];
  if (effect !== null) {
    const { label, what, unit, q05, q50, q95 } = effect;
    const side = q50 < 0 ? 'lower' : 'higher';
    const range = `${figure(q05, [q50, q95])} to ${figure(q95, [q05, q50])}`;
    sentences.push(
      `With ${names.join(' and ')} the ${what} ${label} is ${figure(Math.abs(q50), [q05, q95])}${unit === '1' ? '' : ` ${unit}`} ${side} (90 % interval of the change ${range}).`,
    );
  }
  const changed = branch
    .map((risk, i) => ({ risk, before: baseline[i]?.count ?? 0 }))
    .filter(({ risk, before }) => risk.count !== before)
    .sort((a, b) => Math.abs(b.risk.count - b.before) - Math.abs(a.risk.count - a.before))[0];
  if (changed !== undefined) {
    const { risk, before } = changed;
    sentences.push(`${risk.count} of 50 futures ${risk.words}, instead of ${before}.`);
  }
  return sentences.join(' ');
}
