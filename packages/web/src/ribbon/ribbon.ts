// Past, now and forecast of one quantity: what the ribbon shows, gathered from the server's replies.
import type {
  DoneView,
  FanView,
  ForecastView,
  HistoryView,
  ReadingView,
  RiskView,
} from '../generated/types.ts';
import type { Quantity } from '../units/measure.ts';

/** A quantile band over time, milliseconds. */
export interface Fan {
  readonly at: readonly number[];
  readonly q05: readonly number[];
  readonly q25: readonly number[];
  readonly q50: readonly number[];
  readonly q75: readonly number[];
  readonly q95: readonly number[];
  readonly paths: readonly (readonly number[])[];
}

/** The estimate when a reading was taken in. */
export interface Estimate {
  readonly at: number;
  readonly mean: number;
  readonly sd: number;
}

/** One reading with its instant in milliseconds. */
export interface Reading extends Omit<ReadingView, 'at'> {
  readonly at: number;
}

/** Something done, or in a what-if proposed. */
export interface Mark {
  readonly at: number;
  readonly type: string;
  readonly label: string;
  readonly amounts: Readonly<Record<string, number>>;
  readonly proposed: boolean;
}

/** A line that values are read against, with words of its own if its number says too little. */
export interface Limit extends RiskView {
  readonly label?: string;
}

/** Everything drawn over one axis of time. Instants are milliseconds, values in the quantity's own unit. */
export interface Ribbon {
  readonly quantity: Quantity;
  /** First instant shown, the instant the forecast starts from, and the last instant shown. */
  readonly from: number;
  readonly now: number;
  readonly to: number;
  /** What was known at `now`, and what came after it (only when looking back). */
  readonly readings: readonly Reading[];
  readonly later: readonly Reading[];
  readonly estimates: readonly Estimate[];
  readonly baseline: Fan | null;
  readonly branch: Fan | null;
  readonly thresholds: readonly Limit[];
  readonly marks: readonly Mark[];
}

/** The two replies a ribbon is made of, and what the reader chose. */
export interface RibbonSources {
  readonly quantity: Quantity;
  readonly history: HistoryView;
  readonly forecast: ForecastView | null;
  /** A what-if's fans, drawn over the baseline. */
  readonly branch: readonly FanView[] | null;
  readonly proposed: readonly Omit<Mark, 'proposed'>[];
  readonly thresholds: readonly Limit[];
  /** Milliseconds of past and, where there is no forecast, of future to show. */
  readonly range: number;
  readonly ahead: number;
  readonly now: number;
}

/** Gathers a ribbon. The estimate at `now` joins the past to the fan, so that the fan opens from where the twin stood. */
export function gatherRibbon(sources: RibbonSources): Ribbon {
  const { quantity, history, forecast, now, range, ahead } = sources;
  const about = (reading: ReadingView): boolean => reading.observable === quantity.name;
  const readings = history.readings
    .filter(about)
    .map((reading): Reading => ({ ...reading, at: Date.parse(reading.at) }));
  const estimates = history.estimates
    .filter((point) => point.observable === quantity.name)
    .map((point): Estimate => ({ at: Date.parse(point.at), mean: point.mean, sd: point.sd }))
    .filter((point) => point.at <= now)
    .sort((a, b) => a.at - b.at);
  const times = forecast?.times.map((at) => Date.parse(at)) ?? [];
  const start = estimates.at(-1);
  const opened = (fans: readonly FanView[] | null | undefined): Fan | null => {
    const fan = fans?.find((one) => one.name === quantity.name);
    return fan === undefined || times.length === 0
      ? null
      : openFan(fan, times, start !== undefined && now - start.at < OPENS_WITHIN ? start : null);
  };
  return {
    quantity,
    from: now - range,
    now,
    to: times.at(-1) ?? now + ahead,
    readings: readings.filter((reading) => reading.at <= now),
    later: readings.filter((reading) => reading.at > now),
    estimates,
    baseline: opened(forecast?.fans),
    branch: opened(sources.branch),
    thresholds: sources.thresholds.filter(
      (risk) => risk.of === quantity.name || sources.thresholds.every((other) => other.of !== quantity.name),
    ),
    marks: [
      ...history.interventions.map(
        (done: DoneView): Mark => ({ ...done, at: Date.parse(done.at), proposed: false }),
      ),
      ...sources.proposed.map((mark): Mark => ({ ...mark, proposed: true })),
    ],
  };
}

/** A fan opens from the last estimate only if that is at most so old, milliseconds. */
const OPENS_WITHIN = 20 * 60_000;
const Z25 = 0.6745;
const Z05 = 1.6449;

function openFan(fan: FanView, times: readonly number[], start: Estimate | null): Fan {
  if (start === null || start.at >= times[0]!) return { ...fan, at: times };
  const join = (value: number, rest: readonly number[]): readonly number[] => [value, ...rest];
  return {
    at: join(start.at, times),
    q05: join(start.mean - Z05 * start.sd, fan.q05),
    q25: join(start.mean - Z25 * start.sd, fan.q25),
    q50: join(start.mean, fan.q50),
    q75: join(start.mean + Z25 * start.sd, fan.q75),
    q95: join(start.mean + Z05 * start.sd, fan.q95),
    paths: fan.paths.map((path) => join(start.mean, path)),
  };
}
