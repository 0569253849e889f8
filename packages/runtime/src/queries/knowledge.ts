import { addSeconds, formatInstant, type Instant, instant } from '@twinward/contract';
import { binomialInterval, effectiveSize, identifiability, weightsOf } from '@twinward/estimate';
import type { CoverageStretch } from '@twinward/record';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { RING_LENGTH } from '../fold/innovation-ring.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { careOf } from '../show/care-of.ts';
import { directionViews } from '../show/direction-views.ts';
import { knowledgeWords } from '../show/knowledge-words.ts';
import { scatterOf } from '../show/scatter-of.ts';
import type {
  CoverageView,
  KnowledgeView,
  LeadCalibrationView,
  ShareBounds,
} from '../views/knowledge-view.ts';
import type { Standpoint } from './standpoint.ts';

const DAY = 86_400;
/** Chance bounds hold 95 of 100 stretches. */
const CHANCE = 0.95;

/** How well a twin knows: ranks and coverage of the forecasts of the last `days`, its readings, what its data can tell. */
export async function knowledge(
  context: RuntimeContext,
  entry: TwinEntry,
  { state, now }: Standpoint,
  days: number,
): Promise<KnowledgeView> {
  const { twin } = entry.opened;
  const { forecasts } = context.record;
  const earliest = Math.max(entry.opened.at, now - days * DAY * 1000);
  const seconds = stretchOf((now - earliest) / 1000);
  const since = instant(Math.floor(earliest / (seconds * 1000)) * seconds * 1000);
  const [records, stretches] = await Promise.all([
    forecasts.trackRecord(twin, since),
    forecasts.coverage(twin, since, seconds),
  ]);
  const leads = records.map(
    ({ lead, scored, coverage50, coverage90, pit }): LeadCalibrationView => ({
      lead,
      scored,
      inside50: coverage50,
      inside90: coverage90,
      ranks: pit,
      ranksChance: chance(scored, 1 / pit.length, 1 - (1 - CHANCE) / pit.length),
      coverage: stretches
        .filter((stretch) => stretch.lead === lead)
        .map((stretch) => coverageView(stretch, addSeconds(stretch.from, seconds))),
    }),
  );
  const weights = weightsOf(state.belief);
  const told = identifiability(entry.model, state.belief);
  const scatter = scatterOf(state.innovations.latest(RING_LENGTH).map(({ pit }) => pit));
  const shown = {
    members: state.belief.size,
    effectiveMembers: weights === null ? state.belief.size : effectiveSize(weights),
    leads,
    scatter,
    care: careOf(state),
    directions: directionViews(told),
    learnt: told.learnt,
  };
  return {
    twin,
    at: formatInstant(state.belief.at),
    ...shown,
    words: knowledgeWords(shown),
  };
}

/** Seconds of one stretch: an eighth of a day while days are few, then days, then weeks. */
function stretchOf(span: number): number {
  if (span <= 4 * DAY) return DAY / 8;
  return span <= 31 * DAY ? DAY : 7 * DAY;
}

function coverageView({ from, scored, inside50, inside90 }: CoverageStretch, to: Instant): CoverageView {
  return {
    from: formatInstant(from),
    to: formatInstant(to),
    scored,
    inside50: inside50 / scored,
    inside90: inside90 / scored,
    chance50: chance(scored, 0.5),
    chance90: chance(scored, 0.9),
  };
}

function chance(scored: number, p: number, mass: number = CHANCE): ShareBounds {
  const { low, high } = binomialInterval(scored, p, mass);
  return { low: low / scored, high: high / scored };
}
