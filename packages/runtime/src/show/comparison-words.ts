import type { Intervention, TwinModel } from '@twinward/contract';
import type { EffectView } from '../views/comparison-view.ts';
import type { RiskView } from '../views/risk-view.ts';
import { deedWords } from './deed-words.ts';
import { figure } from './figure.ts';

/**
 * A comparison in one or two sentences, by the quantity that they speak of, an observable or output: the larger effect on the ends
 * of its course, and the risk that changed most.
 */
export function comparisonWords(
  model: TwinModel,
  interventions: readonly Intervention[],
  effects: readonly EffectView[],
  baseline: readonly RiskView[],
  branch: readonly RiskView[],
): Readonly<Record<string, string>> {
  const deeds = interventions.map(({ type, amounts }) => deedWords(model, type, amounts)).join(' and ');
  const risk = riskWords(baseline, branch);
  const told = [...new Set(effects.map(({ of }) => of))].map((of) => {
    const own = effects.filter((effect) => effect.of === of);
    return [of, [effectWords(deeds, own), ...risk].join(' ')] as const;
  });
  return Object.fromEntries(told);
}

function effectWords(deeds: string, effects: readonly EffectView[]): string {
  const { label, what, unit, q05, q50, q95 } = effects
    .filter((effect) => effect.what === 'highest' || effect.what === 'lowest')
    .reduce((a, b) => (Math.abs(b.q50) > Math.abs(a.q50) ? b : a));
  const name = /^[A-Z][a-z]/.test(label) ? label[0]!.toLowerCase() + label.slice(1) : label;
  if (effects.every(({ higher, lower }) => higher === 0 && lower === 0))
    return `With ${deeds} nothing changes in ${name}.`;
  const side = q50 < 0 ? 'lower' : 'higher';
  const range = `${figure(q05, [q50, q95])} to ${figure(q95, [q05, q50])}`;
  return `With ${deeds} the ${what} ${name} is ${figure(Math.abs(q50), [q05, q95])}${unit === '1' ? '' : ` ${unit}`} ${side} (90 % interval of the change ${range}).`;
}

function riskWords(baseline: readonly RiskView[], branch: readonly RiskView[]): readonly string[] {
  const changed = branch
    .map((risk, i) => ({ risk, before: baseline[i]?.count ?? 0 }))
    .filter(({ risk, before }) => risk.count !== before)
    .sort((a, b) => Math.abs(b.risk.count - b.before) - Math.abs(a.risk.count - a.before))[0];
  if (changed === undefined) return [];
  return [`${changed.risk.count} of 50 futures ${changed.risk.words}, instead of ${changed.before}.`];
}
