import type { ReactNode } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import type { ExplanationView, TermView } from '../generated/types.ts';
import { formatChange, formatClock, formatNumber } from '../units/format.ts';
import { type GlucoseChoice, type Measure, measureOf } from '../units/measure.ts';
import { usePreferences } from '../units/preferences.tsx';
import { forReader } from '../units/words.ts';
import { InnovationStrip } from './innovation-strip.tsx';
import { innovationTable } from './innovation-table.ts';
import styles from './why.module.css';

/** Innovations drawn at most: the latest. */
const SHOWN = 96;

/** Why this forecast: what moved the estimate, and what acts on what comes. */
export function WhyCard({
  explanation,
  twin,
}: {
  readonly explanation: ExplanationView;
  readonly twin: string;
}): ReactNode {
  const { glucose } = usePreferences();
  const innovations = explanation.innovations.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const shown = innovations.slice(-SHOWN);
  return (
    <ChartCard
      title="Why this forecast"
      under="What moved the estimate, and what acts on the next hour."
      file={`${twin}-innovations`}
      table={() => innovationTable(innovations.toReversed(), glucose)}
    >
      <div className="stack">
        {explanation.words.length > 0 && (
          <ul className={styles.words}>
            {explanation.words.map((sentence) => (
              <li key={sentence}>{forReader(sentence, glucose)}</li>
            ))}
          </ul>
        )}
        {explanation.terms.length > 0 && <Terms terms={explanation.terms} choice={glucose} />}
        {shown.length > 1 && (
          <div>
            <h3>Readings against predictions, in standard deviations</h3>
            <InnovationStrip innovations={shown} />
          </div>
        )}
        <p className="muted small">
          {explanation.drift !== null &&
            `Drift ${formatNumber(explanation.drift, 2)} (1 when calibrated); the twin abstains above ${formatNumber(explanation.tolerance, 1)}. `}
          From {explanation.provenance.readings.toLocaleString('en-GB')} readings and{' '}
          {explanation.provenance.interventions.toLocaleString('en-GB')} interventions; seed{' '}
          <code>{explanation.provenance.seed}</code>.
        </p>
      </div>
    </ChartCard>
  );
}

function Terms({
  terms,
  choice,
}: {
  readonly terms: readonly TermView[];
  readonly choice: GlucoseChoice;
}): ReactNode {
  const most = terms.reduce((size, term) => Math.max(size, Math.abs(term.effect)), 1e-9);
  const measureFor = (term: TermView): Measure =>
    measureOf({ name: 'glucose', label: '', unit: term.unit }, choice);
  return (
    <table className={styles.terms}>
      <caption>What each does to the value in an hour, against leaving it out with the same draws</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">What</th>
          <th scope="col">Picture</th>
          <th scope="col">Effect</th>
        </tr>
      </thead>
      <tbody>
        {terms.map((term) => (
          <tr key={`${term.what} ${term.at}`}>
            <th scope="row">
              {term.what}
              {term.at !== null && <span className="muted"> at {formatClock(Date.parse(term.at))}</span>}
            </th>
            <td className={styles.barCell} aria-hidden>
              <span
                className={styles.bar}
                data-side={term.effect < 0 ? 'down' : 'up'}
                style={{
                  width: `${(Math.abs(term.effect) / most) * 48}%`,
                  left: term.effect < 0 ? `${50 - (Math.abs(term.effect) / most) * 48}%` : '50%',
                }}
              />
            </td>
            <td className="number">
              {formatChange(term.effect, measureFor(term))} {measureFor(term).unit}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
