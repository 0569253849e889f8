import type { ReactNode } from 'react';
import type { BedBoard, ForecastView } from '../generated/types.ts';
import { RiskDots } from '../twin/risk-dots.tsx';
import { formatInstant } from '../units/format.ts';
import { chanceWords, worstHour } from './capacity-ribbon.ts';
import styles from './operations.module.css';

/** In how many of fifty futures beds are too few at some time, or someone waits too long; and the worst hour. */
export function OverCapacityCard({
  board,
  forecast,
}: {
  readonly board: BedBoard;
  readonly forecast: ForecastView | undefined;
}): ReactNode {
  const worst = worstHour(board);
  const ahead =
    forecast === undefined || forecast.times.length === 0
      ? null
      : Date.parse(forecast.times.at(-1)!) - Date.parse(forecast.from);
  return (
    <section className="card stack" aria-labelledby="over-capacity">
      <h2 id="over-capacity">Over staffed capacity</h2>
      {forecast === undefined ? (
        <p className="muted">Simulating the next three days …</p>
      ) : board.fan.staffed === null ? (
        <p className="muted">No beds are known yet, so none can be too few.</p>
      ) : forecast.risks.length === 0 ? (
        <p className="muted">No forecast: {forecast.fit.reason ?? 'the twin is still warming up'}.</p>
      ) : (
        <RiskDots risks={forecast.risks} ahead={ahead} choice="mg/dL" />
      )}
      {worst !== null && (
        <p className="muted small">
          Most probable at {formatInstant(worst.at)}:{' '}
          <strong className={styles.ink}>{chanceWords(worst.chance)}</strong>
        </p>
      )}
    </section>
  );
}
