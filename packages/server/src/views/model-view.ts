import { SOURCE_ATTRIBUTES, type TwinModel } from '@twinward/contract';
import type { Evidence } from '../evidence.ts';
import type { ModelView, SuiteEvidence } from '../schemas/model-view-schema.ts';

/** A model's card with the evidence of its suites, and all 31 source attributes with gaps shown as null. */
export function modelView(model: TwinModel, evidence: ReadonlyMap<string, Evidence>): ModelView {
  const { card } = model;
  return {
    name: model.name,
    version: model.version,
    kind: model.kind,
    title: card.title,
    summary: card.summary,
    contextOfUse: card.contextOfUse,
    decisionRole: card.decisionRole,
    notFor: card.notFor,
    risk: card.risk,
    equations: card.equations,
    population: card.population,
    facts: model.facts,
    limits: card.limits,
    history: card.history,
    suites: card.suites.map((suite) => suiteView(suite, evidence.get(suite))),
    attributes: SOURCE_ATTRIBUTES.map((attribute) => ({
      ...attribute,
      text: card.attributes[attribute.id] ?? null,
    })),
  };
}

function suiteView(suite: string, evidence: Evidence | undefined): SuiteEvidence {
  if (evidence === undefined) {
    return { suite, cases: null, passed: null, failed: [], unsupported: [], figures: [] };
  }
  return {
    suite,
    cases: evidence.cases,
    passed: evidence.passed,
    failed: evidence.failed,
    unsupported: evidence.unsupported,
    figures: Object.entries(evidence.figures).map(([figure, value]) => ({ figure, value })),
  };
}
