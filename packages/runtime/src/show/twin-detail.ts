import type { Instant } from '@twinward/contract';
import type { TwinEntry } from '../actor/twin-entry.ts';
import type { TwinDetail } from '../views/twin-detail.ts';
import { twinSummary } from './twin-summary.ts';

/** A twin with what its model declares, judged at `now`. */
export function twinDetail(entry: TwinEntry, now: Instant): TwinDetail {
  const { opened, model } = entry;
  return {
    ...twinSummary(entry, now),
    facts: model.facts.map((fact) => ({ ...fact, value: opened.subject.facts[fact.name] ?? null })),
    observables: model.observables.map(({ name, label, unit }) => ({ name, label, unit })),
    outputs: model.outputs,
    interventions: model.interventions,
    parameters: model.parameters,
    horizon: model.horizon,
    seed: opened.seed,
    members: opened.members,
  };
}
