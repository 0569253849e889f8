import { type ReactNode, useState } from 'react';
import { Link } from 'react-router';
import { ChartCard } from '../charts/chart-card.tsx';
import { ScrollX } from '../charts/scroll-x.tsx';
import type { TrackView, TwinDetail } from '../generated/types.ts';
import { Segments } from '../twin/segments.tsx';
import { formatNumber, formatShare, formatSpan } from '../units/format.ts';
import { measureOf } from '../units/measure.ts';
import { usePreferences } from '../units/preferences.tsx';
import { againstPersistence, pitWords } from '../units/words.ts';
import { PitHistogram } from './pit-histogram.tsx';
import styles from './trust.module.css';

interface TrustCardProps {
  readonly twin: TwinDetail;
  readonly leads: readonly TrackView[];
}

/** Can it be trusted: the twin's own forecasts, issued before their truth was known, against that truth. */
export function TrustCard({ twin, leads }: TrustCardProps): ReactNode {
  const { glucose } = usePreferences();
  const [chosen, setChosen] = useState<string | null>(null);
  const observable =
    twin.observables.find((one) => one.name === twin.latest?.observable) ?? twin.observables[0];
  const measure = measureOf(observable ?? { name: '', label: '', unit: '' }, glucose);
  const decimals = measure.decimals === 0 ? 1 : measure.decimals === 1 ? 2 : -1;
  const show = (value: number): string => formatNumber(value * measure.factor, decimals);
  const lead =
    leads.find((one) => String(one.lead) === chosen) ?? leads.find((one) => one.lead >= 1800) ?? leads[0];
  return (
    <ChartCard
      title="Can it be trusted"
      under="Its own forecasts against what then came."
      file={`${twin.id}-track-record`}
      table={() => ({
        caption: `Track record by lead time, in ${measure.unit}; PIT counts in ten equal bins`,
        header: [
          'Lead, min',
          'Scored',
          'Of these live',
          'RMSE',
          'RMSE of persistence',
          'CRPS',
          '50 % interval held',
          '90 % interval held',
          'PIT counts',
        ],
        rows: leads.map((one) => [
          one.lead / 60,
          one.scored,
          one.live,
          Number((one.rmse * measure.factor).toFixed(3)),
          Number((one.persistenceRmse * measure.factor).toFixed(3)),
          Number((one.crps * measure.factor).toFixed(3)),
          Number(one.coverage50.toFixed(3)),
          Number(one.coverage90.toFixed(3)),
          one.pit.join(' '),
        ]),
      })}
    >
      {lead === undefined || lead.scored === 0 ? (
        <p className="muted">
          No forecast has come true yet. Each one is stored when it is issued and scored when its truth
          arrives.
        </p>
      ) : (
        <div className="stack">
          <ScrollX label="Track record by lead time">
            <table className={styles.leads}>
              <thead>
                <tr>
                  <th scope="col">Lead</th>
                  <th scope="col" className="number">
                    RMSE, {measure.unit}
                  </th>
                  <th scope="col" className="number">
                    CRPS
                  </th>
                  <th scope="col" className="number">
                    50 % held
                  </th>
                  <th scope="col" className="number">
                    90 % held
                  </th>
                </tr>
              </thead>
              <tbody>
                {leads.map((one) => (
                  <tr key={one.lead}>
                    <th scope="row">{formatSpan(one.lead * 1000)}</th>
                    <td className="number">
                      <strong>{show(one.rmse)}</strong>
                      <span className={styles.against}>
                        {againstPersistence(one.rmse, one.persistenceRmse)}
                      </span>
                    </td>
                    <td className="number">{show(one.crps)}</td>
                    <td className="number">{formatShare(one.coverage50)}</td>
                    <td className="number">{formatShare(one.coverage90)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollX>
          <div>
            <div className="row between">
              <h3>Where truths fell in the forecast</h3>
              {leads.length > 1 && (
                <Segments
                  label="Lead time"
                  value={String(lead.lead)}
                  options={leads.map((one) => ({
                    value: String(one.lead),
                    label: formatSpan(one.lead * 1000),
                  }))}
                  onChange={setChosen}
                />
              )}
            </div>
            <PitHistogram counts={lead.pit} />
            <p className="small">{pitWords(lead.pit)}</p>
          </div>
          <p className="muted small">
            {lead.scored.toLocaleString('en-GB')} forecasts scored, {lead.live.toLocaleString('en-GB')} of
            them live, the others made from imported history with nothing from their future. Persistence is
            the last value going on. <Link to={`/models/${encodeURIComponent(twin.model)}`}>Model card</Link>
          </p>
        </div>
      )}
    </ChartCard>
  );
}
