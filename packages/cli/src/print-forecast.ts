import type { ForecastView } from '@twinward/runtime';

/** Prints a forecast for people: a row a quarter of an hour, then the risks in words. */
export function printForecast(view: ForecastView, out: (line: string) => void): void {
  if (view.fit.kind !== 'fits') out(`${view.fit.kind}: ${view.fit.reason ?? ''}`);
  for (const fan of view.fans.filter((candidate) => candidate.of === 'observable')) {
    out(
      `${fan.label}, ${fan.unit}: median, 50 % and 90 % interval (belief of ${view.from}, ${view.size} futures)`,
    );
    view.times.forEach((time, t) => {
      const minutes = Math.round((Date.parse(time) - Date.parse(view.from)) / 60_000);
      if (minutes % 15 !== 0) return;
      const cell = (values: readonly number[]) => (values[t] ?? Number.NaN).toFixed(0);
      out(
        `  +${String(minutes).padStart(3)} min  ${cell(fan.q50)}  (${cell(fan.q25)} to ${cell(fan.q75)})  (${cell(fan.q05)} to ${cell(fan.q95)})`,
      );
    });
  }
  for (const risk of view.risks) out(`${risk.count} of 50 futures ${risk.words}`);
}
