// Forecasts held against what came true.
import { addSeconds, type Instant, type TwinModel } from '@twinward/contract';
import { crps, pit } from '@twinward/estimate';
import type { ForecastLead, IssuedForecast, Score } from '@twinward/record';
import type { Truth } from '../fold/truth.ts';

/**
 * The scores of forecasts against the readings given (by rising time). The truth of a lead is the reading nearest to its target, within half
 * a step of the model's grid; of two equally near the earlier. Where the truth is only known to lie beyond a sensor's limit,
 * forecast and truth are both read through that sensor: values beyond the limit count as the limit (the CRPS so censored is
 * proper, Allen, Ginsbourger and Ziegel 2023).
 */
export function scoreForecasts(
  model: TwinModel,
  forecasts: readonly IssuedForecast[],
  truths: readonly Truth[],
): Score[] {
  const reach = model.horizon.step * 500;
  return forecasts.flatMap((forecast) =>
    forecast.leads.flatMap((lead) => {
      const target = addSeconds(forecast.from, lead.lead);
      const truth = nearest(truths, forecast.observable, target, reach);
      return truth === null || truth.at <= forecast.from ? [] : [scoreOf(forecast, lead, truth)];
    }),
  );
}

function nearest(truths: readonly Truth[], observable: string, target: Instant, reach: number): Truth | null {
  let best: Truth | null = null;
  for (const truth of truths) {
    const away = Math.abs(truth.at - target);
    if (truth.observable !== observable || away > reach) continue;
    if (best === null || away < Math.abs(best.at - target)) best = truth;
  }
  return best;
}

function scoreOf(forecast: IssuedForecast, lead: ForecastLead, truth: Truth): Score {
  const seen = (value: number): number => {
    if (truth.censored === 'below') return Math.max(value, truth.value);
    return truth.censored === 'above' ? Math.min(value, truth.value) : value;
  };
  const sample = lead.sample.map(seen);
  const [q05, q25, , q75, q95] = lead.quantiles.map(seen);
  return {
    forecast: forecast.id,
    twin: forecast.twin,
    lead: lead.lead,
    from: forecast.from,
    mode: forecast.mode,
    truthSeq: truth.seq,
    truth: truth.value,
    error: seen(lead.mean) - truth.value,
    persistenceError: seen(forecast.persistence) - truth.value,
    crps: crps(sample, truth.value),
    pit: pit(sample, truth.value),
    inside50: truth.value >= q25! && truth.value <= q75!,
    inside90: truth.value >= q05! && truth.value <= q95!,
  };
}
