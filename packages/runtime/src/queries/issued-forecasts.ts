import type { IssuedForecast, Score } from '@twinward/record';
import type { TwinEntry } from '../actor/twin-entry.ts';
import type { RuntimeContext } from '../runtime-context.ts';

/** A forecast as it was issued, with the scores it has had so far. */
export interface ScoredForecast extends IssuedForecast {
  readonly scores: readonly Score[];
}

/** A twin's forecasts, newest first. */
export async function issuedForecasts(
  { record }: RuntimeContext,
  { opened }: TwinEntry,
  limit: number,
): Promise<readonly ScoredForecast[]> {
  const forecasts = await record.forecasts.issued(opened.twin, limit);
  const scores = await record.forecasts.scoresOf(forecasts.map(({ id }) => id));
  return forecasts.map((forecast) => ({
    ...forecast,
    scores: scores.filter((score) => score.forecast === forecast.id),
  }));
}
