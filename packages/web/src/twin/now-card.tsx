import type { ReactNode } from 'react';
import type { ForecastView, TwinDetail } from '../generated/types.ts';
import { useNow } from '../live/use-now.ts';
import { ageOf } from '../overview/age-of.ts';
import { formatInstant, formatSpan, formatValue } from '../units/format.ts';
import { type GlucoseChoice, type Measure, measureOf } from '../units/measure.ts';
import { forReader, trendOf } from '../units/words.ts';
import styles from './now-card.module.css';
import { RiskDots } from './risk-dots.tsx';

interface NowCardProps {
  readonly twin: TwinDetail;
  readonly forecast: ForecastView | undefined;
  /** The instant looked back to, or null for now. */
  readonly at: string | null;
  readonly choice: GlucoseChoice;
}

/** The latest value with its direction, and in how many of fifty futures a threshold is crossed. */
export function NowCard({ twin, forecast, at, choice }: NowCardProps): ReactNode {
  const now = useNow();
  const { latest } = twin;
  const measure = latest === null ? null : measureOf({ ...latest, name: latest.observable }, choice);
  const aged = ageOf(twin, now);
  const ahead =
    forecast === undefined || forecast.times.length === 0
      ? null
      : Date.parse(forecast.times.at(-1)!) - Date.parse(forecast.from);
  return (
    <section className="card stack" aria-label={at === null ? 'Now and next' : 'Then and next'}>
      {at !== null ? (
        <p>
          Looking back to <strong>{formatInstant(Date.parse(at))}</strong>: what the twin expected, from what
          was known then. Open dots are what happened.
        </p>
      ) : latest === null || measure === null ? (
        <p className="muted">No reading yet.</p>
      ) : (
        <Value twin={twin} measure={measure} stale={aged?.stale ?? false} age={aged?.age ?? 0} />
      )}
      <div className={styles.next}>
        {forecast !== undefined && forecast.risks.length > 0 ? (
          <RiskDots risks={forecast.risks} ahead={ahead} choice={choice} />
        ) : (
          <p className="muted">
            {forecast?.fit.reason == null
              ? 'No forecast yet.'
              : `No forecast: ${forReader(forecast.fit.reason, choice)}.`}
          </p>
        )}
      </div>
    </section>
  );
}

function Value({
  twin,
  measure,
  stale,
  age,
}: {
  readonly twin: TwinDetail;
  readonly measure: Measure;
  readonly stale: boolean;
  readonly age: number;
}): ReactNode {
  const latest = twin.latest!;
  const trend = trendOf(latest.perMinute, measure);
  return (
    <div className={styles.value} data-stale={stale}>
      <span className={styles.number}>
        {latest.censored !== null && <small>{latest.censored} </small>}
        {formatValue(latest.value, measure)}
      </span>
      {!stale && (
        <span className={styles.arrow} aria-hidden>
          {trend.glyph}
        </span>
      )}
      <span className={styles.words}>
        {measure.unit}
        <br />
        {stale ? `${formatSpan(age)} old` : trend.words}
      </span>
    </div>
  );
}
