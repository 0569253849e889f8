import type { ReactNode } from 'react';
import { DotPlot } from '../charts/dot-plot.tsx';
import type { ComparisonView, EffectView } from '../generated/types.ts';
import { mainRisks } from '../overview/main-risks.ts';
import { formatChange } from '../units/format.ts';
import { measureOf } from '../units/measure.ts';
import { usePreferences } from '../units/preferences.tsx';
import { forReader } from '../units/words.ts';
import styles from './comparison-result.module.css';
import { DifferenceChart } from './difference-chart.tsx';

interface ComparisonResultProps {
  /** Name of the quantity on show. */
  readonly quantity: string;
  readonly comparison: ComparisonView;
}

const EFFECT_WORDS: Readonly<Record<EffectView['what'], string>> = {
  highest: 'Highest',
  lowest: 'Lowest',
  mean: 'Mean',
  end: 'At the end',
};

/** What a what-if changes: in words, in fifty futures before and after, and as a paired difference with its interval. */
export function ComparisonResult({ quantity, comparison }: ComparisonResultProps): ReactNode {
  const { glucose } = usePreferences();
  const risks = mainRisks(comparison.baseline.risks);
  const difference = comparison.differences.find((one) => one.name === quantity);
  const effects = comparison.effects.filter((effect) => effect.of === quantity);
  if (comparison.baseline.fit.kind !== 'fits' && comparison.baseline.fans.length === 0) {
    return <p className="muted small">The twin abstains: {comparison.baseline.fit.reason}.</p>;
  }
  return (
    <div className={styles.result}>
      <p className={styles.words}>{forReader(comparison.wordsOf[quantity] ?? comparison.words, glucose)}</p>
      {risks.map((risk) => {
        const after = comparison.branch.risks.find((one) => one.name === risk.name);
        return (
          <div key={risk.name} className={styles.pair}>
            <figure>
              <DotPlot
                count={risk.count}
                side={risk.side}
                pitch={9}
                label={`As it stands: ${risk.count} of 50`}
              />
              <figcaption>
                as it stands <strong>{risk.count}</strong>
              </figcaption>
            </figure>
            <figure>
              <DotPlot
                count={after?.count ?? 0}
                side={risk.side}
                pitch={9}
                tone="scenario"
                label={`What-if: ${after?.count ?? 0} of 50`}
              />
              <figcaption>
                what-if <strong>{after?.count ?? 0}</strong>
              </figcaption>
            </figure>
            <span className={styles.of}>of 50 futures {forReader(risk.words, glucose)}</span>
          </div>
        );
      })}
      <table>
        <caption className="visually-hidden">
          Paired difference, what-if minus as it stands, with the 90 % interval
        </caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">What</th>
            <th scope="col">Difference</th>
          </tr>
        </thead>
        <tbody>
          {effects.map((effect) => {
            const measure = measureOf({ ...effect, name: effect.of }, glucose);
            return (
              <tr key={`${effect.of} ${effect.what}`}>
                <th scope="row">
                  {EFFECT_WORDS[effect.what]} {effect.label.toLowerCase()}
                </th>
                <td className="number">
                  <strong>{formatChange(effect.q50, measure)}</strong>{' '}
                  <span className="muted">
                    ({formatChange(effect.q05, measure)} to {formatChange(effect.q95, measure)}){' '}
                    {measure.unit}
                  </span>
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {difference !== undefined && (
        <DifferenceChart
          difference={difference}
          times={comparison.baseline.times}
          from={comparison.baseline.from}
        />
      )}
    </div>
  );
}
