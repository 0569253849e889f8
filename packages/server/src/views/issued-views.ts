import { formatInstant } from '@twinward/contract';
import type { ForecastLead, ForecastStore, IssuedForecast, Score } from '@twinward/record';
import type { IssuedView } from '../schemas/issued-forecast-schema.ts';

/** Issued forecasts as shown, each lead beside its score. */
export async function issuedViews(
  store: ForecastStore,
  issued: readonly IssuedForecast[],
): Promise<IssuedView[]> {
  const scores = new Map<string, Score>();
  for (const score of await store.scoresOf(issued.map(({ id }) => id))) {
    scores.set(`${score.forecast}|${score.lead}`, score);
  }
  return issued.map((forecast) => ({
    id: forecast.id,
    model: forecast.model,
    modelVersion: forecast.modelVersion,
    seq: forecast.seq,
    from: formatInstant(forecast.from),
    issuedAt: formatInstant(forecast.issuedAt),
    mode: forecast.mode,
    observable: forecast.observable,
    persistence: forecast.persistence,
    leads: forecast.leads.map((lead) => leadView(lead, scores.get(`${forecast.id}|${lead.lead}`))),
  }));
}

function leadView(lead: ForecastLead, score: Score | undefined): IssuedView['leads'][number] {
  const [q05, q25, q50, q75, q95] = lead.quantiles;
  return {
    lead: lead.lead,
    mean: lead.mean,
    q05: q05!,
    q25: q25!,
    q50: q50!,
    q75: q75!,
    q95: q95!,
    score:
      score === undefined
        ? null
        : {
            truth: score.truth,
            error: score.error,
            persistenceError: score.persistenceError,
            crps: score.crps,
            pit: score.pit,
            inside50: score.inside50,
            inside90: score.inside90,
          },
  };
}
