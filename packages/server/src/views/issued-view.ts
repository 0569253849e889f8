import { formatInstant } from '@twinward/contract';
import type { ForecastLead, Score } from '@twinward/record';
import type { ScoredForecast } from '@twinward/runtime';
import type { IssuedView } from '../schemas/issued-forecast-schema.ts';

/** An issued forecast as shown, each lead beside its score. */
export function issuedView({ scores, ...forecast }: ScoredForecast): IssuedView {
  const score = (lead: number) => scores.find((one) => one.lead === lead);
  return {
    id: forecast.id,
    model: forecast.model,
    modelVersion: forecast.modelVersion,
    seq: forecast.seq,
    from: formatInstant(forecast.from),
    issuedAt: formatInstant(forecast.issuedAt),
    mode: forecast.mode,
    observable: forecast.observable,
    persistence: forecast.persistence,
    leads: forecast.leads.map((lead) => leadView(lead, score(lead.lead))),
  };
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
