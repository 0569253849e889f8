import type { ReactNode } from 'react';
import { DotPlot } from '../charts/dot-plot.tsx';
import type { ForecastView, RiskView, TwinDetail } from '../generated/types.ts';
import { useNow } from '../live/use-now.ts';
import { ageOf } from '../overview/age-of.ts';
import { mainRisks } from '../overview/main-risks.ts';
import { formatClock, formatInstant, formatSpan, formatValue } from '../units/format.ts';
import { type GlucoseChoice, type Measure, measureOf } from '../units/measure.ts';
import { forReader, trendOf } from '../units/words.ts';
import styles from './now-card.module.css';

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
      <div className={styles.risks}>
        {forecast !== undefined && forecast.risks.length > 0 ? (
          <Risks risks={forecast.risks} ahead={ahead} choice={choice} />
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

function Risks({
  risks,
  ahead,
  choice,
}: {
  readonly risks: readonly RiskView[];
  readonly ahead: number | null;
  readonly choice: GlucoseChoice;
}): ReactNode {
  const main = mainRisks(risks);
  const others = risks.filter((risk) => !main.includes(risk));
  const within = ahead === null ? '' : ` within ${formatSpan(ahead)}`;
  return (
    <>
      {main.map((risk) => (
        <div key={risk.name} className={styles.risk}>
          <DotPlot count={risk.count} side={risk.side} label={`Fifty dots, ${risk.count} of them marked`} />
          <p>
            <strong>{risk.count} of 50</strong>
            <span>
              futures {forReader(risk.words, choice)}
              {within}
              {risk.typicalAt !== null &&
                risk.count > 0 &&
                `, typically about ${formatClock(Date.parse(risk.typicalAt))}`}
            </span>
          </p>
        </div>
      ))}
      {others.length > 0 && (
        <p className="muted small">
          {others.map((risk) => `${risk.count} of 50 ${forReader(risk.words, choice)}`).join('; ')}.
        </p>
      )}
    </>
  );
}
