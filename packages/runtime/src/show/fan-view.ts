import type { Instant, PathSet, TwinModel } from '@twinward/contract';
import { formatInstant } from '@twinward/contract';
import { fanOf, pathColumn, probabilityOf } from '@twinward/estimate';
import type { FanView } from '../views/forecast-view.ts';
import type { RiskView } from '../views/risk-view.ts';

/** Whole futures shown beside each fan. */
const SHOWN_PATHS = 10;

/** The label a model gives a quantity of its paths. */
export function labelOf(model: TwinModel, { name, of }: Pick<PathSet, 'name' | 'of'>): string {
  const declared = of === 'observable' ? model.observables : model.outputs;
  return declared.find((quantity) => quantity.name === name)?.label ?? name;
}

/** The fans of all quantities. */
export function fanViews(model: TwinModel, paths: readonly PathSet[], times: number): FanView[] {
  return paths.map((set) => ({
    name: set.name,
    label: labelOf(model, set),
    unit: set.unit,
    of: set.of,
    ...fanOf(set, times, null),
    paths: shownPaths(set, times),
  }));
}

/** How many futures cross each of the model's thresholds after an instant. */
export function riskViews(
  model: TwinModel,
  paths: readonly PathSet[],
  times: readonly Instant[],
  after: Instant,
): RiskView[] {
  const first = times.findIndex((time) => time > after);
  if (first < 0) return [];
  const ahead = first === 0 ? paths : paths.map((set) => later(set, times.length, first));
  return model.thresholds.map((threshold) => {
    const { probability, count, typicalAt } = probabilityOf(threshold, ahead, times.slice(first), null);
    return {
      name: threshold.name,
      words: threshold.words,
      of: threshold.of,
      side: threshold.side,
      limit: threshold.limit,
      unit: paths.find(({ name }) => name === threshold.of)?.unit ?? '1',
      source: threshold.source,
      probability,
      count,
      typicalAt: typicalAt === null ? null : formatInstant(typicalAt),
    };
  });
}

function later(set: PathSet, count: number, first: number): PathSet {
  const width = count - first;
  const size = set.values.length / count;
  const values = new Float64Array(size * width);
  for (let m = 0; m < size; m++)
    values.set(set.values.subarray(m * count + first, (m + 1) * count), m * width);
  return { ...set, values };
}

function shownPaths(set: PathSet, times: number): number[][] {
  const size = pathColumn(set, times, 0).length;
  const shown = Math.min(SHOWN_PATHS, size);
  return Array.from({ length: shown }, (_, k) => {
    const m = Math.floor((k * size) / shown);
    return Array.from(set.values.subarray(m * times, (m + 1) * times));
  });
}
