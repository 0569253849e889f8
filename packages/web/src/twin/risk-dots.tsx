import type { ReactNode } from 'react';
import { DotPlot } from '../charts/dot-plot.tsx';
import type { RiskView } from '../generated/types.ts';
import { mainRisks } from '../overview/main-risks.ts';
import { formatClock, formatInstant, formatSpan } from '../units/format.ts';
import type { GlucoseChoice } from '../units/measure.ts';
import { forReader } from '../units/words.ts';
import styles from './risk-dots.module.css';

const DAY = 86_400_000;

/** In how many of fifty futures the nearest threshold on either side is crossed, as dots and in words; further thresholds in words alone. */
export function RiskDots({
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
  const far = ahead !== null && ahead > DAY;
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
                `, typically about ${(far ? formatInstant : formatClock)(Date.parse(risk.typicalAt))}`}
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
