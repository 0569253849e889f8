import { crps, quantiles, weightedIntervalScore } from '@twinward/estimate';
import { fitAutoregression, iterateAutoregression, ORDER } from './autoregression.ts';
import type { GlucoseGrid } from './five-minute-grid.ts';
import { type IssuedForecast, LEADS } from './follow-person.ts';

/** Sums over the forecasts of one lead; squared errors in (mg/dL)^2. */
export interface LeadScore {
  forecasts: number;
  twin: number;
  persistence: number;
  autoregression: number;
  crps: number;
  /** Weighted interval scores of median, 50 % and 90 % interval. */
  wis: number;
  within90: number;
  within50: number;
}

/** What scoring a person's forecasts added up to. */
export interface PersonScore {
  readonly id: string;
  readonly leads: readonly LeadScore[];
  /** Forecasts at which the twin abstained or was still warming up; they are scored all the same. */
  abstained: number;
}

/** A score with nothing in it. */
export function emptyScore(id: string): PersonScore {
  const lead = (): LeadScore => ({
    forecasts: 0,
    twin: 0,
    persistence: 0,
    autoregression: 0,
    crps: 0,
    wis: 0,
    within90: 0,
    within50: 0,
  });
  return { id, leads: LEADS.map(lead), abstained: 0 };
}

/** Whether forecasts from a point can be compared: it lies in the last 30 %, its hour is complete, and a truth is there. */
export function isOrigin({ mgdl, split }: GlucoseGrid, point: number): boolean {
  if (point < split || point < ORDER - 1) return false;
  for (let k = 0; k < ORDER; k++) if (Number.isNaN(mgdl[point - k]!)) return false;
  return LEADS.some((lead) => !Number.isNaN(mgdl[point + lead] ?? Number.NaN));
}

/** Makes a scorer of one person's forecasts against the truth, persistence, and the person's own AR(12); null without enough history. */
export function scorerOf(grid: GlucoseGrid): {
  readonly score: PersonScore;
  add(forecast: IssuedForecast): void;
} | null {
  const coefficients = fitAutoregression(grid.mgdl, grid.split);
  if (coefficients === null) return null;
  const score = emptyScore(grid.id);
  return {
    score,
    add({ point, fit, futures }) {
      if (fit.kind !== 'fits') score.abstained++;
      LEADS.forEach((lead, i) => {
        const truth = grid.mgdl[point + lead] ?? Number.NaN;
        if (Number.isNaN(truth)) return;
        const sample = futures[i]!;
        const sum = score.leads[i]!;
        const mean = sample.reduce((a, b) => a + b, 0) / sample.length;
        const ahead = iterateAutoregression(coefficients, grid.mgdl, point, lead);
        const [q05, q25, q50, q75, q95] = quantiles(sample, null, [0.05, 0.25, 0.5, 0.75, 0.95]);
        sum.forecasts++;
        sum.twin += (mean - truth) ** 2;
        sum.persistence += (grid.mgdl[point]! - truth) ** 2;
        sum.autoregression += (ahead - truth) ** 2;
        sum.crps += crps(sample, truth);
        sum.wis += weightedIntervalScore(
          q50!,
          [
            { level: 0.5, low: q25!, high: q75! },
            { level: 0.9, low: q05!, high: q95! },
          ],
          truth,
        );
        if (q05! <= truth && truth <= q95!) sum.within90++;
        if (q25! <= truth && truth <= q75!) sum.within50++;
      });
    },
  };
}

/** The scores of several people as one. */
export function pooled(scores: readonly PersonScore[]): PersonScore {
  const all = emptyScore('all');
  for (const { leads, abstained } of scores) {
    all.abstained += abstained;
    leads.forEach((lead, i) => {
      const sum = all.leads[i]!;
      for (const key of Object.keys(sum) as (keyof LeadScore)[]) sum[key] += lead[key];
    });
  }
  return all;
}
