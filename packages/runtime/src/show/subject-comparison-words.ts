// What a comparison across twins comes to: what else it does, what it leaves alone, and all that in words.
import type { EffectView } from '../views/comparison-view.ts';
import type {
  ComparedQuantity,
  ComparedTwin,
  SideEffect,
  SubjectComparisonView,
} from '../views/subject-comparison-view.ts';
import { figure } from './figure.ts';

/** Most sentences about effects. */
const MOST_TOLD = 4;

/** Outputs that surely change and were not asked for, the likeliest harm first. */
export function sideEffects(twins: readonly ComparedTwin[], aims: readonly string[]): readonly SideEffect[] {
  const found = twins.flatMap(({ twin, quantities }) =>
    quantities
      .filter(({ of, moves, name }) => of === 'output' && moves === 'surely' && !aims.includes(name))
      .map((quantity): SideEffect => {
        const { benefit, harm } = quantity;
        return { twin, ...surest(quantity), benefit, harm };
      }),
  );
  return found.sort((a, b) => (b.harm ?? 0) - (a.harm ?? 0) || surety(b) - surety(a));
}

/** Quantities that differ on no path. */
export function unaffected(twins: readonly ComparedTwin[]): SubjectComparisonView['unaffected'] {
  return twins
    .map(({ twin, quantities }) => ({
      twin,
      names: quantities.filter(({ moves }) => moves === 'none').map(({ name }) => name),
    }))
    .filter(({ names }) => names.length > 0);
}

/** The result in a few sentences: the surest effects on outcomes, then who says nothing. */
export function subjectComparisonWords(
  { twins, minutes, warnings }: Omit<SubjectComparisonView, 'words'>,
  deeds: readonly string[],
): string {
  const told = twins
    .flatMap(({ quantities }) => quantities.filter(({ endpoint, moves }) => endpoint && moves === 'surely'))
    .sort((a, b) => surety(mean(b)) - surety(mean(a)))
    .slice(0, MOST_TOLD)
    .map((quantity) => sentence(quantity));
  const silent = warnings.filter(({ kind }) => kind === 'abstains').map(({ words }) => words);
  const opening = `With ${deeds.join(' and ')}, over ${figure(minutes)} min:`;
  const effects = told.length === 0 ? ['no outcome surely changes.'] : [`${told.join('; ')}.`];
  return [opening, ...effects, ...silent].join(' ');
}

function sentence(quantity: ComparedQuantity): string {
  const { q05, q50, q95 } = mean(quantity);
  const { label, unit, harm, benefit } = quantity;
  const side = q50 < 0 ? 'lower' : 'higher';
  const range = `${figure(q05, [q50, q95])} to ${figure(q95, [q05, q50])}`;
  const verdict =
    (harm ?? 0) >= 0.5
      ? `, farther out of range in ${Math.round(100 * harm!)} % of futures`
      : (benefit ?? 0) >= 0.5
        ? `, nearer its range in ${Math.round(100 * benefit!)} % of futures`
        : '';
  return `${label} ${figure(Math.abs(q50), [q05, q95])} ${unit} ${side} on average (90 % interval ${range})${verdict}`;
}

function mean({ effects }: ComparedQuantity): EffectView {
  return effects.find(({ what }) => what === 'mean')!;
}

/** The effect whose interval is farthest from 0 in its own widths. */
function surest({ effects }: ComparedQuantity): EffectView {
  return effects.reduce((a, b) => (surety(b) > surety(a) ? b : a));
}

function surety({ q05, q50, q95 }: Pick<EffectView, 'q05' | 'q50' | 'q95'>): number {
  const width = q95 - q05;
  return width === 0 ? (q50 === 0 ? 0 : Number.MAX_VALUE) : Math.abs(q50) / width;
}
