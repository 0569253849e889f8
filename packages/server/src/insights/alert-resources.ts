// An alert as FHIR R4: what was found, how likely what is feared, who was told, what is to be done.
import type { AlertView } from '@twinward/runtime';
import { type Resource, resourceId } from './insight-bundle.ts';

const SEVERITY = { high: 'high', medium: 'moderate', low: 'low' } as const;
const TASK_STATUS = {
  raised: 'requested',
  escalated: 'requested',
  acknowledged: 'accepted',
  snoozed: 'on-hold',
  resolved: 'completed',
} as const;

/** Flag, DetectedIssue and RiskAssessment of an alert; a Task where something is suggested, a Communication for each time somebody was called. */
export function alertResources(alert: AlertView): readonly Resource[] {
  const { id, finding } = alert;
  const subject = { reference: alert.subject };
  const issue = { reference: `DetectedIssue/${resourceId('issue', id)}` };
  const called = alert.deeds.filter(({ kind }) => kind === 'escalated');
  const taken = alert.deeds.filter(({ kind }) => kind === 'acknowledged' || kind === 'resolved');
  return [
    {
      resourceType: 'Flag',
      id: resourceId('flag', id),
      status: alert.endedAt === null ? 'active' : 'inactive',
      category: [
        {
          coding: [
            {
              system: 'http://terminology.hl7.org/CodeSystem/flag-category',
              code: 'clinical',
              display: 'Clinical',
            },
          ],
        },
      ],
      code: { text: alert.conditionLabel },
      subject,
      period: { start: alert.raisedAt, ...(alert.endedAt === null ? {} : { end: alert.endedAt }) },
    },
    {
      resourceType: 'DetectedIssue',
      id: resourceId('issue', id),
      status: 'final',
      code: { text: alert.conditionLabel },
      severity: SEVERITY[finding.urgency],
      patient: subject,
      identifiedDateTime: finding.at,
      detail: finding.claim,
      evidence: finding.why.map(({ what }) => ({ code: [{ text: what }] })),
      ...(taken.length === 0
        ? {}
        : {
            mitigation: taken.map(({ kind, at, by, reason }) => ({
              action: { text: `${kind} by ${by}${reason === null ? '' : `: ${reason}`}` },
              date: at,
            })),
          }),
    },
    {
      resourceType: 'RiskAssessment',
      id: resourceId('risk', id),
      status: 'final',
      method: { text: `${alert.provenance.model} ${alert.provenance.modelVersion}` },
      subject,
      occurrenceDateTime: finding.at,
      prediction: [
        {
          outcome: { text: alert.conditionLabel },
          probabilityDecimal: finding.probability,
          rationale: intervalWords(alert),
        },
      ],
      ...(finding.suggestion === null ? {} : { mitigation: finding.suggestion }),
    },
    ...(finding.suggestion === null
      ? []
      : [
          {
            resourceType: 'Task',
            id: resourceId('task', id),
            status: TASK_STATUS[alert.status],
            intent: 'proposal',
            description: finding.suggestion,
            for: subject,
            reasonReference: issue,
            authoredOn: alert.raisedAt,
            lastModified: alert.deeds.at(-1)?.at ?? alert.raisedAt,
          },
        ]),
    ...called.map(({ at, to, by, reason }, i) => ({
      resourceType: 'Communication',
      id: resourceId(`called-${i + 1}`, id),
      status: 'completed',
      subject,
      about: [issue],
      sent: at,
      payload: [
        {
          contentString: `${finding.claim} Called to ${to ?? 'somebody'} by ${by}${reason === null ? '' : `: ${reason}`}`,
        },
      ],
    })),
  ];
}

function intervalWords({ finding }: AlertView): string {
  const { interval, why } = finding;
  const words = why.map(({ what }) => what).join('; ');
  if (interval === null) return words;
  return `${Math.round(100 * interval.level)} % interval ${interval.low} to ${interval.high} ${interval.unit}. ${words}`;
}
