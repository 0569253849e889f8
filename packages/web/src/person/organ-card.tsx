import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { asProblem } from '../api/problem.ts';
import { DotPlot } from '../charts/dot-plot.tsx';
import { IntervalBar } from '../charts/interval-bar.tsx';
import { Sparkline } from '../charts/sparkline.tsx';
import type { BeliefView, Output, SpreadView, TwinDetail, TwinSummary } from '../generated/types.ts';
import { ageOf } from '../overview/age-of.ts';
import { FitMark } from '../overview/fit-mark.tsx';
import { mainRisks } from '../overview/main-risks.ts';
import { drifts } from '../overview/order-twins.ts';
import { Waiting } from '../shell/waiting.tsx';
import { useTwin } from '../twin/twin-queries.ts';
import { formatShare, formatSpan, formatValue } from '../units/format.ts';
import { type GlucoseChoice, measureOf } from '../units/measure.ts';
import { driftWords, forReader, trendOf } from '../units/words.ts';
import { organOf, organWord } from './organ.ts';
import styles from './organ-card.module.css';
import { OrganIcon } from './organ-icon.tsx';
import { useBelief } from './person-queries.ts';
import { rangeWords } from './range-words.ts';

interface OrganCardProps {
  readonly twin: TwinSummary;
  readonly now: number;
  readonly choice: GlucoseChoice;
  readonly onPoint: (on: boolean) => void;
}

/** One organ of a person: its state in a number, its interval and words, what may come, and how far to believe it. */
export function OrganCard({ twin, now, choice, onPoint }: OrganCardProps): ReactNode {
  const detail = useTwin(twin.id);
  const belief = useBelief(twin.id, null);
  const organ = organOf(twin.model);
  const aged = ageOf(twin, now);
  const silent = twin.fit.kind === 'abstains' || twin.closedAt !== null;
  return (
    <article
      className={`card ${styles.card}`}
      data-twin={twin.id}
      data-faded={silent || (aged?.stale ?? false)}
      onMouseEnter={() => onPoint(true)}
      onMouseLeave={() => onPoint(false)}
      onFocus={() => onPoint(true)}
      onBlur={() => onPoint(false)}
    >
      <header className={styles.head}>
        <span className={styles.icon}>
          <OrganIcon organ={organ} size={17} />
        </span>
        <h2>
          <Link to={`/twins/${encodeURIComponent(twin.id)}`} className={styles.link}>
            {organWord(twin)}
          </Link>
        </h2>
        <FitMark fit={twin.fit} drifting={drifts(twin)} closed={twin.closedAt !== null} />
      </header>
      {silent && twin.fit.reason !== null && (
        <p className={styles.silence}>{sentence(forReader(twin.fit.reason, choice))}</p>
      )}
      {belief.isError || detail.isError ? (
        <p className="muted small">{asProblem(belief.error ?? detail.error).detail}</p>
      ) : belief.data === undefined || detail.data === undefined ? (
        <Waiting height={110} label="Reading the organ" />
      ) : (
        <Estimates detail={detail.data} belief={belief.data} choice={choice} faded={silent} />
      )}
      <Recent twin={twin} now={now} choice={choice} />
      {twin.fit.kind === 'fits' && <Ahead twin={twin} choice={choice} />}
      <p className={styles.trust}>
        {[
          aged === null ? 'no reading yet' : `last reading ${formatSpan(aged.age)} ago`,
          twin.track === null || twin.track.scored === 0
            ? null
            : `90 % interval held ${formatShare(twin.track.coverage90)}`,
          twin.drift === null || silent ? null : driftWords(twin.drift),
        ]
          .filter((part) => part !== null)
          .join(' · ')}
      </p>
    </article>
  );
}

function Estimates({
  detail,
  belief,
  choice,
  faded,
}: {
  readonly detail: TwinDetail;
  readonly belief: BeliefView;
  readonly choice: GlucoseChoice;
  readonly faded: boolean;
}): ReactNode {
  const shown = shownSpreads(detail, belief);
  return (
    <ul className={styles.estimates}>
      {shown.map(({ spread, output }, i) => {
        const measure = measureOf(spread, choice);
        const range = rangeWords(spread, output?.reference, measure);
        const interval = `${formatValue(spread.q05, measure)} to ${formatValue(spread.q95, measure)}`;
        return (
          <li key={spread.name} className={i === 0 ? styles.first : styles.further}>
            <span className={styles.label}>{spread.label}</span>
            <span className={styles.number}>
              <strong>{formatValue(spread.q50, measure)}</strong> <span>{measure.unit}</span>
            </span>
            <span className={styles.interval}>
              {interval}
              {i === 0 && <span className="muted">, nine times in ten</span>}
            </span>
            <div className={styles.bar}>
              <IntervalBar
                {...spread}
                band={output?.reference}
                faded={faded}
                label={`${spread.label} ${formatValue(spread.q50, measure)}, 90 % interval ${interval} ${measure.unit}`}
              />
            </div>
            {range.words !== '' && (
              <span className={styles.words} data-standing={range.standing}>
                {range.words}
              </span>
            )}
          </li>
        );
      })}
    </ul>
  );
}

/** What tells an organ's state best: the endpoints of its model, and where there are none what is observed. */
function shownSpreads(
  detail: TwinDetail,
  belief: BeliefView,
): readonly { readonly spread: SpreadView; readonly output: Output | undefined }[] {
  const endpoints = detail.outputs.filter((output) => output.endpoint);
  const named = [...endpoints, ...detail.observables].slice(
    0,
    Math.max(1, Math.min(3, endpoints.length + 1)),
  );
  return named.flatMap(({ name }) => {
    const spread =
      belief.outputs.find((one) => one.name === name) ?? belief.observables.find((one) => one.name === name);
    return spread === undefined
      ? []
      : [{ spread, output: detail.outputs.find((output) => output.name === name) }];
  });
}

function Recent({
  twin,
  now,
  choice,
}: {
  readonly twin: TwinSummary;
  readonly now: number;
  readonly choice: GlucoseChoice;
}): ReactNode {
  const { latest, recent } = twin;
  if (latest === null || recent.median.length < 2) return null;
  const measure = measureOf({ ...latest, name: latest.observable }, choice);
  const stale = ageOf(twin, now)?.stale ?? false;
  const trend = organOf(twin.model) === 'glucose' && !stale ? trendOf(latest.perMinute, measure) : null;
  return (
    <div className={styles.recent}>
      <span>
        <span className={styles.label}>{latest.label}, last reading</span>
        <span>
          <strong>{formatValue(latest.value, measure)}</strong> {measure.unit}
          {trend !== null && ` ${trend.glyph} ${trend.words}`}
        </span>
      </span>
      <Sparkline
        at={recent.at.map((at) => Date.parse(at))}
        values={recent.median}
        width={118}
        height={34}
        faded={stale}
        label={`${latest.label} over the last hours: from ${formatValue(recent.median[0]!, measure)} to ${formatValue(recent.median.at(-1)!, measure)} ${measure.unit}`}
      />
    </div>
  );
}

function Ahead({ twin, choice }: { readonly twin: TwinSummary; readonly choice: GlucoseChoice }): ReactNode {
  const risks = mainRisks(twin.risks);
  if (risks.length === 0) return null;
  return (
    <ul className={styles.ahead}>
      {risks.map((risk) => (
        <li key={risk.name}>
          <DotPlot count={risk.count} side={risk.side} pitch={5} label={`${risk.count} of 50 dots`} />
          <span>
            <strong data-none={risk.count === 0}>{risk.count} of 50</strong> futures{' '}
            {forReader(risk.words, choice)}
          </span>
        </li>
      ))}
    </ul>
  );
}

function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`;
}
