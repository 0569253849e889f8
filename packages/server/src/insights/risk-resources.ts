import type { TwinSummary } from '@twinward/runtime';
import { type Resource, resourceId } from './insight-bundle.ts';

/** What a twin expects, as a RiskAssessment of FHIR R4 with a prediction for each event it watches for; none while it makes no prediction. */
export function riskResources(twin: TwinSummary, at: string): readonly Resource[] {
  if (twin.fit.kind !== 'fits' || twin.risks.length === 0) return [];
  return [
    {
      resourceType: 'RiskAssessment',
      id: resourceId('risk', twin.id),
      status: 'preliminary',
      method: { text: `${twin.model} ${twin.modelVersion}` },
      subject: { reference: twin.subject },
      occurrenceDateTime: at,
      prediction: twin.risks.map(({ words, probability, count, limit, unit, source }) => ({
        outcome: { text: `will ${words}` },
        probabilityDecimal: probability,
        rationale: `${count} of 50 futures; limit ${limit} ${unit} (${source})`,
      })),
    },
  ];
}
