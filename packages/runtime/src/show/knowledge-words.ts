import { durationWords } from '@twinward/estimate';
import type { KnowledgeView, LeadCalibrationView } from '../views/knowledge-view.ts';

/** Below this many scored forecasts a share says little. */
const ENOUGH = 40;

/** How well a twin knows, in sentences for people who never learned statistics; most important first. */
export function knowledgeWords(
  view: Pick<
    KnowledgeView,
    'leads' | 'scatter' | 'care' | 'members' | 'effectiveMembers' | 'directions' | 'learnt'
  >,
): string[] {
  const lead = view.leads.find((one) => one.lead >= 1800) ?? view.leads[0];
  return [
    ...(lead === undefined ? ['No forecast of these days has met its truth yet.'] : leadWords(lead)),
    ...scatterWords(view),
    ...careWords(view),
    ...directionWords(view),
    ...memberWords(view),
  ];
}

function leadWords(lead: LeadCalibrationView): string[] {
  const ahead = durationWords(lead.lead);
  const held = `Of ${lead.scored} forecasts ${ahead} ahead, ${(100 * lead.inside90).toFixed(0)} of 100 came true inside the band that should hold 90.`;
  if (lead.scored < ENOUGH) return [held, 'These are too few to judge it by.'];
  const out = lead.coverage.filter(
    ({ inside90, chance90 }) => inside90 < chance90.low || inside90 > chance90.high,
  ).length;
  const steadiness =
    out === 0
      ? 'It held in every stretch of time.'
      : `In ${out} of ${lead.coverage.length} stretches of time the share was more than chance away from 90.`;
  return [held, steadiness];
}

function scatterWords({ scatter }: Pick<KnowledgeView, 'scatter'>): string[] {
  const { readings, sd, surprises, usualSurprises, correlation } = scatter;
  if (sd === null || readings < 20) return [];
  const scattered = `Its last ${readings} readings scattered ${sd.toFixed(1)} times as far from what was expected as it said (1 is perfect); ${surprises} surprised it, about ${usualSurprises.toFixed(0)} would be usual.`;
  const trailing =
    correlation !== null && correlation > 0.3
      ? ['One surprise tends to follow another on the same side: it trails behind changes.']
      : [];
  return [scattered, ...trailing];
}

function careWords({ care }: Pick<KnowledgeView, 'care'>): string[] {
  const { readings, doubted, recovered, agreed, aside } = care;
  const done = [
    ...(doubted > 0 ? [`doubted ${doubted}, too far off to be trusted as their error says`] : []),
    ...(recovered > 0 ? [`replaced members that were no longer numbers at ${recovered}`] : []),
    ...(agreed > 0 ? [`learnt nothing from ${agreed}, which all members expected alike`] : []),
  ];
  return [
    ...(done.length === 0 ? [] : [`Of its last ${readings} readings it ${done.join('; ')}.`]),
    ...(aside > 0
      ? [`${aside} ${aside === 1 ? 'reading stands' : 'readings stand'} aside and moved nothing.`]
      : []),
  ];
}

function directionWords({ directions, learnt }: Pick<KnowledgeView, 'directions' | 'learnt'>): string[] {
  if (directions.length === 0) return [];
  const known = directions.filter(({ verdict }) => verdict === 'informed');
  const which = known.length === 0 ? '' : `: ${known.map(({ words }) => words).join('; ')}`;
  return [
    `The readings have told about ${learnt.toFixed(1)} of ${directions.length} parameters' worth${which}. The rest is what was assumed beforehand.`,
  ];
}

function memberWords({
  members,
  effectiveMembers,
}: Pick<KnowledgeView, 'members' | 'effectiveMembers'>): string[] {
  if (effectiveMembers >= members / 4) return [];
  return [
    `Only about ${effectiveMembers.toFixed(0)} of its ${members} members carry weight: its spread is coarse just now.`,
  ];
}
