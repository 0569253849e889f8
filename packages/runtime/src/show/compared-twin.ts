import { formatInstant, type Instant, type Intervention, type TwinId } from '@twinward/contract';
import { type PairedDifference, rangeEffect } from '@twinward/estimate';
import type { TwinEntry } from '../actor/twin-entry.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { PairedFutures } from '../forecast/paired-futures.ts';
import type { ComparedQuantity, ComparedTwin } from '../views/subject-comparison-view.ts';
import { fanViews, riskViews } from './fan-view.ts';
import { differenceView, effectViews } from './paired-views.ts';
import { rangeOf } from './quantities.ts';

/** A twin's part in a comparison. */
export function comparedTwin(
  pair: PairedFutures,
  proposed: ReadonlyMap<TwinId, readonly Intervention[]>,
  now: Instant,
): ComparedTwin {
  const { entry, state, plan, baseline, branch } = pair;
  const { model, opened } = entry;
  const { times, seed, size } = plan;
  const [before, after] = [
    fanViews(model, baseline.paths, times.length),
    fanViews(model, branch.paths, times.length),
  ];
  const quantities = pair.differences.map((difference, i): ComparedQuantity => {
    const { name, unit, of } = difference;
    const range = rangeOf(model, difference);
    const effect =
      range === null ? null : rangeEffect(baseline.paths[i]!, branch.paths[i]!, times.length, range);
    return {
      name,
      label: before[i]!.label,
      unit,
      of,
      endpoint: of === 'output' && (model.outputs.find((output) => output.name === name)?.endpoint ?? false),
      range,
      baseline: before[i]!,
      branch: after[i]!,
      difference: differenceView(model, difference),
      effects: effectViews(model, difference),
      moves: movesOf(difference),
      benefit: effect?.benefit ?? null,
      harm: effect?.harm ?? null,
    };
  });
  const direct = (proposed.get(opened.twin)?.length ?? 0) > 0;
  return {
    ...headOf(entry, state),
    abstains: null,
    reached: direct ? 'directly' : baseline === branch ? 'not' : 'through a coupling',
    seed,
    size,
    times: times.map(formatInstant),
    quantities,
    risks: {
      baseline: riskViews(model, baseline.paths, times, now),
      branch: riskViews(model, branch.paths, times, now),
    },
  };
}

/** A twin that makes no prediction, with its reason. */
export function abstainingTwin(entry: TwinEntry, state: TwinState | undefined, reason: string): ComparedTwin {
  return {
    ...headOf(entry, state),
    abstains: reason,
    reached: 'not',
    seed: entry.opened.seed,
    size: 0,
    times: [],
    quantities: [],
    risks: { baseline: [], branch: [] },
  };
}

function headOf(
  { opened, model }: TwinEntry,
  state: TwinState | undefined,
): Pick<ComparedTwin, 'twin' | 'label' | 'title' | 'model' | 'modelVersion' | 'seq' | 'from'> {
  return {
    twin: opened.twin,
    label: opened.label,
    title: model.card.title,
    model: model.name,
    modelVersion: model.version,
    seq: state?.seq ?? 0,
    from: formatInstant(state?.belief.at ?? opened.at),
  };
}

function movesOf({ effects, fan }: PairedDifference): ComparedQuantity['moves'] {
  if (effects.some(({ q05, q95 }) => q05 > 0 || q95 < 0)) return 'surely';
  const still = effects.every(({ higher, lower }) => higher === 0 && lower === 0);
  return still && [...fan.q05, ...fan.q95].every((x) => x === 0) ? 'none' : 'perhaps';
}
