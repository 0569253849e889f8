// Issued forecasts and their scores in memory.
import { addSeconds, type Instant, type TwinId } from '@twinward/contract';
import type {
  CoverageStretch,
  ForecastStore,
  IssuedForecast,
  Score,
  TrackRecord,
} from '../ports/forecast-store.ts';

/** Forecasts of one process. */
export class MemoryForecastStore implements ForecastStore {
  readonly #forecasts = new Map<string, IssuedForecast>();
  readonly #byTwin = new Map<TwinId, IssuedForecast[]>();
  readonly #scores = new Map<TwinId, Map<string, Score>>();

  async issue(forecasts: readonly IssuedForecast[]): Promise<void> {
    for (const forecast of forecasts) {
      if (this.#forecasts.has(forecast.id)) continue;
      const kept = structuredClone(forecast);
      this.#forecasts.set(forecast.id, kept);
      const ofTwin = this.#byTwin.get(forecast.twin) ?? [];
      ofTwin.push(kept);
      ofTwin.sort(newestFirst);
      this.#byTwin.set(forecast.twin, ofTwin);
    }
  }

  async due(
    twin: TwinId,
    from: Instant,
    to: Instant,
    limit: number = Number.POSITIVE_INFINITY,
  ): Promise<readonly IssuedForecast[]> {
    const falls = (forecast: IssuedForecast): boolean =>
      forecast.leads.some(({ lead }) => {
        const at = addSeconds(forecast.from, lead);
        return at >= from && at <= to;
      });
    return (this.#byTwin.get(twin) ?? []).filter(falls).slice(0, limit);
  }

  async issued(twin: TwinId, limit: number): Promise<readonly IssuedForecast[]> {
    return (this.#byTwin.get(twin) ?? []).slice(0, limit);
  }

  async score(scores: readonly Score[]): Promise<void> {
    for (const score of scores) {
      const ofTwin = this.#scores.get(score.twin) ?? new Map<string, Score>();
      ofTwin.set(`${score.forecast}|${score.lead}`, { ...score });
      this.#scores.set(score.twin, ofTwin);
    }
  }

  async scoresOf(forecasts: readonly string[]): Promise<readonly Score[]> {
    const wanted = new Set(forecasts);
    const all = [...this.#scores.values()].flatMap((ofTwin) => [...ofTwin.values()]);
    return all
      .filter((score) => wanted.has(score.forecast))
      .sort((a, b) => (a.forecast < b.forecast ? -1 : a.forecast > b.forecast ? 1 : a.lead - b.lead));
  }

  async unscore(twin: TwinId, truthSeqs: readonly number[]): Promise<void> {
    const gone = new Set(truthSeqs);
    const ofTwin = this.#scores.get(twin);
    for (const [key, score] of ofTwin ?? []) if (gone.has(score.truthSeq)) ofTwin?.delete(key);
  }

  async trackRecord(twin: TwinId, since?: Instant): Promise<readonly TrackRecord[]> {
    const byLead = new Map<number, Score[]>();
    for (const score of this.#scores.get(twin)?.values() ?? []) {
      if (since !== undefined && score.from < since) continue;
      const ofLead = byLead.get(score.lead) ?? [];
      ofLead.push(score);
      byLead.set(score.lead, ofLead);
    }
    return [...byLead].sort(([a], [b]) => a - b).map(([lead, scores]) => summary(lead, scores));
  }

  async coverage(twin: TwinId, since: Instant, seconds: number): Promise<readonly CoverageStretch[]> {
    const stretches = new Map<string, Score[]>();
    for (const score of this.#scores.get(twin)?.values() ?? []) {
      if (score.from < since) continue;
      const key = `${score.lead} ${Math.floor((score.from - since) / (seconds * 1000))}`;
      stretches.set(key, [...(stretches.get(key) ?? []), score]);
    }
    return [...stretches]
      .map(([key, scores]) => {
        const [lead, stretch] = key.split(' ').map(Number);
        return {
          lead: lead!,
          from: addSeconds(since, stretch! * seconds),
          scored: scores.length,
          inside50: scores.filter((score) => score.inside50).length,
          inside90: scores.filter((score) => score.inside90).length,
        };
      })
      .sort((a, b) => a.lead - b.lead || a.from - b.from);
  }
}

function summary(lead: number, scores: readonly Score[]): TrackRecord {
  const mean = (of: (score: Score) => number): number =>
    scores.reduce((sum, score) => sum + of(score), 0) / scores.length;
  const pit = new Array<number>(10).fill(0);
  for (const score of scores) {
    const bin = Math.min(9, Math.max(0, Math.floor(score.pit * 10)));
    pit[bin] = pit[bin]! + 1;
  }
  return {
    lead,
    scored: scores.length,
    live: scores.filter((score) => score.mode === 'live').length,
    rmse: Math.sqrt(mean((score) => score.error ** 2)),
    persistenceRmse: Math.sqrt(mean((score) => score.persistenceError ** 2)),
    crps: mean((score) => score.crps),
    coverage50: mean((score) => Number(score.inside50)),
    coverage90: mean((score) => Number(score.inside90)),
    pit,
  };
}

function newestFirst(a: IssuedForecast, b: IssuedForecast): number {
  return b.from - a.from || (a.id < b.id ? 1 : -1);
}
