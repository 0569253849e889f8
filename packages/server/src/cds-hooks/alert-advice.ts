import { randomUUID } from 'node:crypto';
import type { CdsCard } from '@twinward/connect/cds-hooks';
import type { AlertView, TwinSummary } from '@twinward/runtime';
import type { Advice } from './advice.ts';
import { digits, evidenceLink, percent, sourceOf, summaryOf, trackWords } from './card-words.ts';

const INDICATORS = { high: 'critical', medium: 'warning', low: 'info' } as const;

/** An alert that stands, as a card: what was found, how sure, why, what to do, and what is missing. */
export function alertAdvice(alert: AlertView, twin: TwinSummary, base: string): Advice {
  const { finding, provenance } = alert;
  const { interval } = finding;
  const lines = [
    `**Probability** ${percent(finding.probability)}${interval === null ? '' : `; ${percent(interval.level)} interval ${digits(interval.low)} to ${digits(interval.high)} ${interval.unit}`}.`,
    finding.why.length === 0
      ? ''
      : `**Why** ${finding.why.map(({ what, weight, unit }) => (weight === null ? what : `${what} (${digits(weight)} ${unit ?? ''})`.replace(' )', ')'))).join('; ')}.`,
    finding.missing.length === 0 ? '' : `**Missing** ${finding.missing.join('; ')}.`,
    finding.perYear === null
      ? ''
      : `A person to whom nothing happens shows as much ${digits(finding.perYear)} times a year${alert.budget === null ? '' : `; the budget allows ${digits(alert.budget)}`}.`,
    trackWords(twin.track),
  ];
  return {
    twin: alert.twin,
    provenance: {
      seq: provenance.seq,
      model: provenance.model,
      modelVersion: provenance.modelVersion,
    },
    card: {
      summary: summaryOf(finding.claim),
      indicator: INDICATORS[finding.urgency],
      detail: lines.filter((line) => line !== '').join('\n\n'),
      source: sourceOf(twin, base),
      ...(finding.suggestion === null ? {} : suggestionOf(finding.suggestion, alert)),
      links: [
        evidenceLink('Evidence of this alert', `${base}/alerts/${alert.id}`),
        evidenceLink('The twin', `${base}/twins/${alert.twin}`),
      ],
      extension: {
        'org.twinward.evidence': {
          probability: finding.probability,
          interval,
          alert: alert.id,
          twin: alert.twin,
          provenance,
          track: twin.track,
        },
      },
    },
  };
}

/** What the alert suggests, as a task that the client can make of it. */
function suggestionOf(text: string, alert: AlertView): Pick<CdsCard, 'suggestions' | 'selectionBehavior'> {
  const task = {
    resourceType: 'Task',
    status: 'requested',
    intent: 'proposal',
    description: text,
    for: { reference: alert.subject },
    authoredOn: alert.finding.at,
  };
  return {
    suggestions: [
      {
        label: summaryOf(text),
        uuid: randomUUID(),
        actions: [{ type: 'create', description: `Make a task of it: ${text}`, resource: task }],
      },
    ],
    selectionBehavior: 'any',
  };
}
