import type { RiskView, TwinSummary } from '@twinward/runtime';
import type { IssuedView } from '../schemas/issued-forecast-schema.ts';
import type { Advice } from './advice.ts';
import { digits, evidenceLink, percent, sourceOf, summaryOf, trackWords } from './card-words.ts';

/** Below this a future is not worth a clinician's attention in another system. */
const LEAST = 0.1;
/** From here on it is more likely than not. */
const LIKELY = 0.5;

/** The likeliest of the events a twin watches for, as a card; null while none is likely enough. */
export function riskAdvice(twin: TwinSummary, issued: IssuedView | null, base: string): Advice | null {
  const [risk] = [...twin.risks].sort((a, b) => b.probability - a.probability);
  if (risk === undefined || risk.probability < LEAST || twin.fit.kind !== 'fits') return null;
  const lead = issued?.leads.find((one) => one.lead === twin.track?.lead) ?? issued?.leads.at(-1);
  const interval =
    lead === undefined || twin.latest === null
      ? null
      : { low: lead.q05, high: lead.q95, unit: twin.latest.unit, level: 0.9, lead: lead.lead };
  const expected =
    interval === null || twin.latest === null
      ? ''
      : `**Expected** ${twin.latest.label} in ${Math.round(interval.lead / 60)} min: ${digits(lead!.q50)} ${interval.unit}, 90 % interval ${digits(interval.low)} to ${digits(interval.high)}; the last reading was ${digits(twin.latest.value)}.`;
  const lines = [
    `**Probability** ${percent(risk.probability)}: ${risk.count} of 50 futures ${risk.words}${risk.typicalAt === null ? '' : `, typically by ${risk.typicalAt}`}.`,
    expected,
    `**Limit** ${digits(risk.limit)} ${risk.unit} (${risk.source}).`,
    trackWords(twin.track),
  ];
  return {
    twin: twin.id,
    provenance: { seq: twin.seq, model: twin.model, modelVersion: twin.modelVersion },
    card: {
      summary: summaryOf(`${percent(risk.probability)} that this patient will ${risk.words}`),
      indicator: risk.probability >= LIKELY ? 'warning' : 'info',
      detail: lines.filter((line) => line !== '').join('\n\n'),
      source: sourceOf(twin, base),
      links: [evidenceLink('The forecast and why', `${base}/twins/${twin.id}`)],
      extension: {
        'org.twinward.evidence': {
          probability: risk.probability,
          interval,
          twin: twin.id,
          forecast: issued?.id ?? null,
          provenance: { seq: twin.seq, model: twin.model, modelVersion: twin.modelVersion },
          track: twin.track,
        } satisfies RiskEvidence,
      },
    },
  };
}

interface RiskEvidence {
  readonly probability: RiskView['probability'];
  readonly interval: { low: number; high: number; unit: string; level: number; lead: number } | null;
  readonly twin: string;
  readonly forecast: string | null;
  readonly provenance: Advice['provenance'];
  readonly track: TwinSummary['track'];
}

/** That a twin makes no prediction, and why; null if it does. */
export function silenceAdvice(twin: TwinSummary, base: string): Advice | null {
  if (twin.fit.kind !== 'abstains') return null;
  return {
    twin: twin.id,
    provenance: { seq: twin.seq, model: twin.model, modelVersion: twin.modelVersion },
    card: {
      summary: summaryOf(
        `${twin.modelTitle} makes no prediction now: ${twin.fit.reason ?? 'it does not fit'}`,
      ),
      indicator: 'info',
      detail: `The twin holds its tongue rather than guess: ${twin.fit.reason ?? 'it does not fit its subject'}.`,
      source: sourceOf(twin, base),
      links: [evidenceLink('The twin', `${base}/twins/${twin.id}`)],
    },
  };
}
