import { randomUUID } from 'node:crypto';
import {
  type AbortSignalLike,
  formatInstant,
  headlineOf,
  type Instant,
  type Intervention,
  type Scenario,
  TwinwardError,
} from '@twinward/contract';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { checkIntervention } from '../check/check-intervention.ts';
import type { FuturesPlan } from '../forecast/futures-plan.ts';
import { pairedFutures } from '../forecast/paired-futures.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { comparisonWords } from '../show/comparison-words.ts';
import { fanViews, riskViews } from '../show/fan-view.ts';
import { fitAt } from '../show/fit-at.ts';
import { differenceView, effectViews } from '../show/paired-views.ts';
import type { ComparisonView } from '../views/comparison-view.ts';
import { forecastView, planFrom, type Reach } from './forecast.ts';
import { checkProposed, instantOf, type Proposal } from './proposals.ts';
import type { Standpoint } from './standpoint.ts';

/** A what-if, and under which name and by whom it is kept, if it is. */
export interface WhatIf extends Reach {
  readonly interventions: readonly Proposal[];
  readonly keep?: { readonly name: string; readonly by: string } | undefined;
}

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
      wordsOf: {},
    };
  }
  const [pair] = await pairedFutures(context, [entry], {
    plans: new Map([[entry.opened.twin, plan]]),
    proposed: new Map([[entry.opened.twin, interventions]]),
    stateOf: async (other) => (other === entry ? state : stateOf(other)),
    signal,
  });
  if (pair === undefined || pair instanceof TwinwardError) throw pair;
  const { baseline: without, branch, differences } = pair;
  const baseline = forecastView(context, entry, standpoint, plan, without);
  const risks = riskViews(model, branch.paths, plan.times, now);
  const effects = differences.flatMap((pair) => effectViews(model, pair));
  const wordsOf = comparisonWords(model, interventions, effects, baseline.risks, risks);
  const view: ComparisonView = {
    id: whatIf.keep === undefined ? null : randomUUID(),
    name: whatIf.keep?.name ?? null,
    interventions: shown,
    baseline,
    branch: { fans: fanViews(model, branch.paths, plan.times.length), risks },
    differences: differences.map((pair) => differenceView(model, pair)),
    effects,
    words: wordsOf[headlineOf(model)]!,
    wordsOf,
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
  checkProposed(proposals);
  const present = Math.max(now, state.belief.at) as Instant;
  return proposals.map((proposal, index) => {
    const effectiveAt = instantOf(proposal, index, present, state.belief.at);
    const intervention = { type: proposal.type, effectiveAt, amounts: proposal.amounts };
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
