import type { CdsCard, CdsResource } from '@twinward/connect/cds-hooks';
import type { SubjectRef } from '@twinward/contract';
import type { SubjectComparisonView, SubjectTwinView, TwinRuntime } from '@twinward/runtime';
import type { Advice } from './advice.ts';
import { digits, evidenceLink, percent, sourceOf, summaryOf, trackWords } from './card-words.ts';
import { type DraftedDose, draftedDoses } from './drafted-doses.ts';

/** Futures of each branch: enough for a 90 % interval, few enough for a screen that waits. */
const SIZE = 200;
/** A probability of harm worth a warning. */
const HARM = 0.2;

/** What each draft order would do to the twins that know its drug, beside not giving it. */
export async function orderAdvice(
  subject: SubjectRef,
  twins: readonly SubjectTwinView[],
  orders: readonly CdsResource[],
  runtime: TwinRuntime,
  base: string,
): Promise<readonly Advice[]> {
  const types = twins.flatMap(({ interventions }) => interventions);
  const advice: Advice[] = [];
  for (const dose of draftedDoses(orders, types)) {
    const twin = twins.find(({ interventions }) =>
      interventions.some(({ code }) => code?.code === dose.code.code),
    );
    if (twin === undefined) continue;
    if (dose.amounts === null) {
      advice.push(untried(dose.order, dose.refused, twin, base));
      continue;
    }
    const comparison = await runtime.subjects.compare(subject, {
      interventions: [{ code: dose.code, amounts: dose.amounts }],
      size: SIZE,
    });
    advice.push(compared(dose, comparison, twin, base));
  }
  return advice;
}

function compared(
  dose: DraftedDose,
  comparison: SubjectComparisonView,
  twin: SubjectTwinView,
  base: string,
): Advice {
  const silent = comparison.twins.find(({ twin: id }) => id === twin.id)?.abstains ?? null;
  if (silent !== null) return untried(dose.order, `the twin makes no prediction, ${silent}`, twin, base);
  const reached = comparison.twins.filter(({ reached, abstains }) => reached !== 'not' && abstains === null);
  const quantities = reached
    .flatMap(({ quantities }) => quantities)
    .filter(({ moves }) => moves === 'surely');
  const effects = quantities.flatMap(({ effects }) =>
    effects.filter(({ q05, q95 }) => q05 * q95 > 0).slice(0, 1),
  );
  const harm = Math.max(0, ...quantities.map((one) => one.harm ?? 0));
  const risks = reached.flatMap(({ risks }) => risks.branch);
  const worst = [...risks].sort((a, b) => b.probability - a.probability)[0];
  const lines = [
    comparison.words,
    effects.length === 0
      ? ''
      : effects
          .map(
            (effect) =>
              `- ${effect.label}, ${effect.what}: ${digits(effect.q50)} ${effect.unit} (90 % interval ${digits(effect.q05)} to ${digits(effect.q95)})`,
          )
          .join('\n'),
    worst === undefined
      ? ''
      : `**With the order** ${percent(worst.probability)}: ${worst.count} of 50 futures ${worst.words} (${worst.source}).`,
    ...comparison.warnings
      .filter(({ kind }) => kind !== 'abstains')
      .map(({ words }) => `**Note** ${words.replace(/\.$/, '')}.`),
    trackWords(twin.track),
  ];
  return {
    twin: twin.id,
    provenance: { seq: comparison.seq, model: twin.model, modelVersion: twin.modelVersion },
    card: {
      summary: summaryOf(`${dose.order}: ${comparison.words}`),
      indicator: harm >= HARM || (worst?.probability ?? 0) >= HARM ? 'warning' : 'info',
      detail: lines.filter((line) => line !== '').join('\n\n'),
      source: sourceOf(twin, base),
      links: [evidenceLink('Try it out on the twin', `${base}/twins/${twin.id}`)],
      extension: {
        'org.twinward.evidence': {
          probability: worst?.probability ?? null,
          effects: effects.map(({ of, what, unit, q05, q50, q95 }) => ({
            of,
            what,
            unit,
            q05,
            q50,
            q95,
            level: 0.9,
          })),
          twin: twin.id,
          comparison: { seq: comparison.seq, knownAt: comparison.knownAt, sha256: comparison.sha256 },
          provenance: { seq: comparison.seq, model: twin.model, modelVersion: twin.modelVersion },
          track: twin.track,
        },
      },
    },
  };
}

function untried(order: string, why: string, twin: SubjectTwinView, base: string): Advice {
  const card: CdsCard = {
    summary: summaryOf(`${order} was not tried out: ${why}`),
    indicator: 'info',
    detail: `${order} was not tried out on the twin, because ${why}. Nothing is guessed: an order is tried out when it states one dose in a unit of mass and over how long it is given, and the twin fits its subject.`,
    source: sourceOf(twin, base),
  };
  const { seq, model, modelVersion } = twin;
  return { twin: twin.id, provenance: { seq, model, modelVersion }, card };
}
