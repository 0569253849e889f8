import type { ReactNode } from 'react';
import type { WardForecast, WardForecasts, WardRoute } from '../generated/types.ts';
import { formatNumber, formatShare, formatSpan } from '../units/format.ts';
import { chanceWords } from './capacity-ribbon.ts';
import styles from './ward-track-record.module.css';

const HOUR = 3_600_000;
/** Routes told, at most. */
const MOST = 5;

/** How a ward's forecasts came true by lead, and where its patients come from and go to, as learnt. */
export function WardTrackRecord({
  forecasts,
  ward,
}: {
  readonly forecasts: WardForecasts;
  readonly ward: WardForecast;
}): ReactNode {
  const routes = forecasts.routes
    .filter(({ from, to }) => from === ward.unit || (to === ward.unit && from === null))
    .sort((a, b) => b.share - a.share)
    .slice(0, MOST);
  return (
    <div className={styles.record}>
      <p className="small">
        More beds than the {ward.staffed} staffed are needed at some time in 72 h with{' '}
        <strong>{chanceWords(ward.overAtAll)}</strong>. Counted are patients who lie here and those who would
        but wait or lie elsewhere because it is full.
      </p>
      {ward.track.length === 0 ? (
        <p className="muted small">None of its forecasts is old enough yet to be held to what came.</p>
      ) : (
        <table className={styles.table}>
          <caption>Its forecasts of patients in these beds, made every 12 h, against what came</caption>
          <thead>
            <tr>
              <th scope="col">Ahead</th>
              <th scope="col">90 % held</th>
              <th scope="col">Mean error</th>
              <th scope="col">If all stayed as it is</th>
              <th scope="col">Forecasts</th>
            </tr>
          </thead>
          <tbody>
            {ward.track.map((lead) => (
              <tr key={lead.lead}>
                <th scope="row">{lead.lead} h</th>
                <td>{formatShare(lead.held90)}</td>
                <td>{formatNumber(lead.error, 1)}</td>
                <td>{formatNumber(lead.persistenceError, 1)}</td>
                <td>{lead.forecasts}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {routes.length > 0 && (
        <ul className={styles.routes} aria-label="Where patients come from and go to, as learnt">
          {routes.map((route) => (
            <li key={`${route.specialty} ${route.from} ${route.to}`}>{routeWords(route)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function routeWords({ specialty, from, to, share, after }: WardRoute): string {
  if (from === null) return `${formatShare(share)} of ${specialty} patients are laid here first`;
  const long = after === null ? '' : `, half of them within ${formatSpan(after * HOUR)} once it has a bed`;
  return `${specialty} patients who move on go to ${to} (${formatShare(share)})${long}`;
}
