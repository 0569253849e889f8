import { randomUUID } from 'node:crypto';
import {
  type AbortSignalLike,
  addSeconds,
  formatInstant,
  type Instant,
  type Intervention,
  type Scenario,
  TwinwardError,
  type WorkResult,
} from '@twinward/contract';
import { type PairedDifference, pairedDifference } from '@twinward/estimate';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { checkIntervention } from '../check/check-intervention.ts';
import type { FuturesPlan } from '../forecast/futures-plan.ts';
import { runFuturesPlan } from '../forecast/run-futures-plan.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { comparisonWords } from '../show/comparison-words.ts';
import { fanViews, labelOf, riskViews } from '../show/fan-view.ts';
import { fitAt } from '../show/fit-at.ts';
import type { ComparisonView, DifferenceView, EffectView } from '../views/comparison-view.ts';
import { forecastView, planFrom, type Reach, type Standpoint } from './forecast.ts';

/** An intervention proposed: at an instant, or so many minutes after the present; at once if neither is said. */
export interface Proposal {
  readonly type: string;
  readonly at?: Instant | undefined;
  readonly inMinutes?: number | undefined;
  readonly amounts: Readonly<Record<string, number>>;
}

/** A what-if, and under which name and by whom it is kept, if it is. */
export interface WhatIf extends Reach {
  readonly interventions: readonly Proposal[];
  readonly keep?: { readonly name: string; readonly by: string } | undefined;
}

/** Most interventions one scenario may propose. */
const MOST_PROPOSED = 50;

/**
 * A scenario beside its baseline, run with the same draws from the same belief, so that what differs is what the scenario did. Throws
 * `scenario.invalid` for interventions before the branch and `intervention.invalid` for amounts out of bounds.
 */
export async function compare(
  context: RuntimeContext,
  entry: TwinEntry,
  standpoint: Standpoint,
  whatIf: WhatIf,
  signal?: AbortSignalLike,
): Promise<ComparisonView> {
  const { model } = entry;
  const { state, now, stateOf } = standpoint;
  const interventions = proposed(context, entry, standpoint, whatIf.interventions);
  const plan = planFrom(entry, standpoint, whatIf);
  const shown = interventions.map(({ type, effectiveAt, amounts }) => ({
    type,
    at: formatInstant(effectiveAt),
    amounts,
  }));
  if (fitAt(model, state, now).kind !== 'fits') {
    const baseline = forecastView(context, entry, standpoint, null, null);
    const words = `The twin makes no prediction: ${baseline.fit.reason ?? 'it does not fit its subject now'}.`;
    return {
      id: null,
      name: null,
      interventions: shown,
      baseline,
      branch: { fans: [], risks: [] },
      differences: [],
      effects: [],
      words,
    };
  }
  const run = (acting: readonly Intervention[]): Promise<WorkResult> =>
    runFuturesPlan(context, entry, state, { ...plan, proposed: acting }, stateOf, signal);
  const [without, branch] = await Promise.all([run([]), run(interventions)]);
  const pairs = without.paths.map((set, i) =>
    pairedDifference(set, branch.paths[i]!, plan.times.length, null),
  );
  const baseline = forecastView(context, entry, standpoint, plan, without);
  const risks = riskViews(model, branch.paths, plan.times, now);
  const effects = pairs.flatMap((pair) => effectViews(entry, pair));
  const view: ComparisonView = {
    id: whatIf.keep === undefined ? null : randomUUID(),
    name: whatIf.keep?.name ?? null,
    interventions: shown,
    baseline,
    branch: { fans: fanViews(model, branch.paths, plan.times.length), risks },
    differences: pairs.map((pair) => differenceView(entry, pair)),
    effects,
    words: comparisonWords(model, interventions, effects, baseline.risks, risks),
  };
  if (whatIf.keep !== undefined) await keep(context, standpoint, plan, interventions, view, whatIf.keep);
  return view;
}

function proposed(
  context: RuntimeContext,
  entry: TwinEntry,
  { state, now }: Standpoint,
  proposals: readonly Proposal[],
): readonly Intervention[] {
  if (proposals.length === 0 || proposals.length > MOST_PROPOSED) {
    throw refused('interventions', `${proposals.length} interventions`, `propose 1 to ${MOST_PROPOSED}`);
  }
  const present = Math.max(now, state.belief.at) as Instant;
  return proposals.map(({ type, at, inMinutes, amounts }, index) => {
    if (at !== undefined && inMinutes !== undefined) {
      throw refused(`interventions.${index}`, 'both at and inMinutes are given', 'give one of them');
    }
    const effectiveAt = at ?? addSeconds(present, (inMinutes ?? 0) * 60);
    if (effectiveAt < state.belief.at) {
      const from = formatInstant(state.belief.at);
      throw refused(
        `interventions.${index}.at`,
        'it lies before the branch',
        `give an instant from ${from} on`,
      );
    }
    const intervention = { type, effectiveAt, amounts };
    checkIntervention(context.models, [entry.opened], intervention);
    return intervention;
  });
}

async function keep(
  context: RuntimeContext,
  { state }: Standpoint,
  plan: FuturesPlan,
  interventions: readonly Intervention[],
  view: ComparisonView,
  { name, by }: { readonly name: string; readonly by: string },
): Promise<void> {
  const from = state.belief.at;
  const step = (plan.times[0]! - from) / 1000;
  const scenario: Scenario = {
    twin: state.twin,
    seq: state.seq,
    from,
    interventions,
    length: step * plan.times.length,
    step,
    size: plan.size,
    seed: plan.seed,
  };
  await context.record.scenarios.keep({
    id: view.id!,
    twin: state.twin,
    name,
    createdBy: by,
    createdAt: context.clock.now(),
    scenario,
    result: view,
  });
}

function differenceView({ model }: TwinEntry, pair: PairedDifference): DifferenceView {
  const { q05, q25, q50, q75, q95 } = pair.fan;
  return { name: pair.name, label: labelOf(model, pair), unit: pair.unit, q05, q25, q50, q75, q95 };
}

function effectViews({ model }: TwinEntry, pair: PairedDifference): EffectView[] {
  const label = labelOf(model, pair);
  return pair.effects.map((effect) => ({ ...effect, of: pair.name, label, unit: pair.unit }));
}

function refused(field: string, message: string, remedy: string): TwinwardError {
  return new TwinwardError('scenario.invalid', message, { field, remedy });
}
