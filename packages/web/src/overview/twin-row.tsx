import { type MemoExoticComponent, memo, type ReactNode } from 'react';
import { Link } from 'react-router';
import { DotPlot } from '../charts/dot-plot.tsx';
import { Sparkline } from '../charts/sparkline.tsx';
import type { RiskView, TwinSummary } from '../generated/types.ts';
import { formatNumber, formatShare, formatSpan, formatValue } from '../units/format.ts';
import { type GlucoseChoice, type Measure, measureOf } from '../units/measure.ts';
import { againstPersistence, driftWords, forReader, trendOf } from '../units/words.ts';
import { ageOf } from './age-of.ts';
import { FitMark } from './fit-mark.tsx';
import { mainRisks } from './main-risks.ts';
import { drifts } from './order-twins.ts';
import { OriginBadge } from './origin-badge.tsx';
import styles from './twin-row.module.css';

interface TwinRowProps {
  readonly twin: TwinSummary;
  readonly now: number;
  readonly choice: GlucoseChoice;
}

/** One twin of the overview: what it is, where it stands, where it may go, and how far to believe it. */
export const TwinRow: MemoExoticComponent<(props: TwinRowProps) => ReactNode> = memo(function TwinRow({
  twin,
  now,
  choice,
}) {
  const { latest } = twin;
  const measure = latest === null ? null : measureOf({ ...latest, name: latest.observable }, choice);
  const aged = ageOf(twin, now);
  const stale = aged?.stale ?? false;
  const band = bandOf(twin.risks);
  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <h2>
          <Link to={`/twins/${encodeURIComponent(twin.id)}`} className={styles.link}>
            {twin.label}
          </Link>
        </h2>
        <div className={styles.under}>
          <OriginBadge origin={twin.origin} />
          <span className={styles.model} title={twin.modelTitle}>
            {twin.modelTitle}
          </span>
        </div>
      </div>
      <div className={styles.now} data-stale={stale}>
        {latest === null || measure === null || aged === null ? (
          <span className="muted small">no reading yet</span>
        ) : (
          <>
            <Latest twin={twin} measure={measure} stale={stale} />
            <span className={styles.age}>
              {stale ? 'last reading ' : ''}
              {formatSpan(aged.age)} ago
            </span>
          </>
        )}
      </div>
      <div className={styles.line}>
        {measure !== null && (
          <Sparkline
            at={twin.recent.at.map((at) => Date.parse(at))}
            values={twin.recent.median}
            band={band}
            faded={stale}
            label={sparkWords(twin.recent.median, measure)}
          />
        )}
      </div>
      <div className={styles.risks}>
        {twin.fit.kind === 'fits' ? (
          mainRisks(twin.risks).map((risk) => <RiskLine key={risk.name} risk={risk} choice={choice} />)
        ) : (
          <span className="muted small">
            {twin.fit.kind === 'abstains' ? 'No forecast' : 'No forecast yet'}
          </span>
        )}
      </div>
      <div className={styles.trust}>
        <FitMark fit={twin.fit} drifting={drifts(twin)} closed={twin.closedAt !== null} />
        <span className={styles.why}>{fitWords(twin, choice)}</span>
      </div>
      <div className={styles.track}>
        <TrackWords twin={twin} measure={measure} />
      </div>
    </li>
  );
});

function Latest({
  twin,
  measure,
  stale,
}: {
  readonly twin: TwinSummary;
  readonly measure: Measure;
  readonly stale: boolean;
}): ReactNode {
  const latest = twin.latest!;
  const trend = trendOf(stale ? null : latest.perMinute, measure);
  return (
    <>
      <span className={styles.value}>
        {latest.censored !== null && <span>{latest.censored === 'below' ? 'below ' : 'above '}</span>}
        <strong>{formatValue(latest.value, measure)}</strong>{' '}
        <span className={styles.unit}>{measure.unit}</span>{' '}
        {!stale && (
          <span className={styles.arrow} aria-hidden>
            {trend.glyph}
          </span>
        )}
      </span>
      {!stale && <span className={styles.trend}>{trend.words}</span>}
    </>
  );
}

function RiskLine({ risk, choice }: { readonly risk: RiskView; readonly choice: GlucoseChoice }): ReactNode {
  const words = forReader(risk.words, choice);
  return (
    <span className={styles.risk} data-none={risk.count === 0}>
      <DotPlot count={risk.count} side={risk.side} pitch={5} label={`${risk.count} of 50 dots`} />
      <span>
        <strong>{risk.count} of 50</strong> futures {words}
      </span>
    </span>
  );
}

function TrackWords({
  twin,
  measure,
}: {
  readonly twin: TwinSummary;
  readonly measure: Measure | null;
}): ReactNode {
  const { track } = twin;
  if (track === null || measure === null || track.scored === 0)
    return <span className="muted small">no forecast has come true yet</span>;
  return (
    <>
      <span>
        RMSE <strong>{formatNumber(track.rmse * measure.factor, measure.decimals === 0 ? 1 : 2)}</strong>{' '}
        {measure.unit}, {formatSpan(track.lead * 1000)}
      </span>
      <span className="muted">{againstPersistence(track.rmse, track.persistenceRmse)}</span>
      <span className="muted">90 % interval held {formatShare(track.coverage90)}</span>
    </>
  );
}

function fitWords(twin: TwinSummary, choice: GlucoseChoice): string {
  if (twin.fit.reason !== null) return forReader(twin.fit.reason, choice);
  return twin.drift === null ? '' : driftWords(twin.drift);
}

function bandOf(risks: readonly RiskView[]): readonly [number, number] | null {
  const [below, above] = [
    mainRisks(risks).find((risk) => risk.side === 'below'),
    mainRisks(risks).find((risk) => risk.side === 'above'),
  ];
  return below === undefined || above === undefined || below.of !== above.of
    ? null
    : [below.limit, above.limit];
}

function sparkWords(median: readonly number[], measure: Measure): string {
  if (median.length === 0) return 'no estimates yet';
  return `Last three hours: from ${formatValue(median[0]!, measure)} to ${formatValue(median.at(-1)!, measure)}, lowest ${formatValue(Math.min(...median), measure)}, highest ${formatValue(Math.max(...median), measure)} ${measure.unit}`;
}
