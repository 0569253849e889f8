import { type ReactNode, useState } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import type { ProcessMap } from '../generated/types.ts';
import { formatInstant, formatNumber, formatSpan } from '../units/format.ts';
import { BlockDiagram } from './block-diagram.tsx';
import { NoiseSlider } from './noise-slider.tsx';
import styles from './process.module.css';
import { hoursOf } from './span-words.ts';
import { deviationWords } from './variants-card.tsx';

interface ModelCardProps {
  readonly map: ProcessMap;
  readonly noise: number;
  readonly onNoise: (noise: number) => void;
}

const FIRST = 10;

/** The process discovered in the log, and the cases that do not keep to it. */
export function ModelCard({ map, noise, onNoise }: ModelCardProps): ReactNode {
  const [all, setAll] = useState(false);
  const { model, deviating, deviatingCount, cases, variants } = map;
  const wordsOf = (variant: number): string => {
    const found = variants[variant];
    return found === undefined ? 'a variant beyond those listed' : deviationWords(found);
  };
  const rows = all ? deviating : deviating.slice(0, FIRST);
  return (
    <ChartCard
      title="The process discovered, and who leaves it"
      under={
        <>
          <strong className={styles.figureStrong}>{percent(model.fitting)}</strong> of cases keep to it
          altogether; fitness {model.fitness.toFixed(3)} by optimal alignment.
        </>
      }
      file="process-deviating-cases"
      table={() => ({
        caption:
          deviating.length < deviatingCount
            ? `The first ${deviating.length} of ${deviatingCount} cases that leave the process`
            : 'Cases that leave the process',
        header: ['Case', 'Began', 'Hours', 'Where it leaves the process'],
        rows: deviating.map(({ caseId, start, span, variant }) => [
          caseId,
          start,
          hoursOf(span),
          wordsOf(variant),
        ]),
      })}
      controls={<NoiseSlider noise={noise} onNoise={onNoise} />}
    >
      <div className={styles.tall}>
        <BlockDiagram nodes={model.nodes} activities={map.activities} label={model.text} />
      </div>
      {deviatingCount === 0 ? (
        <p className="muted">
          Every one of the {formatNumber(cases)} cases keeps to it. Pass over more of what is rare to see who
          does the unusual.
        </p>
      ) : (
        <>
          <h3 className={styles.under}>
            {deviatingCount === 1 ? 'One case leaves it' : `${formatNumber(deviatingCount)} cases leave it`}
          </h3>
          <ul className={styles.deviating}>
            {rows.map(({ caseId, start, span, variant }) => (
              <li key={caseId}>
                <span className="strong">Case {caseId}</span>
                <span>{wordsOf(variant)}</span>
                <span className="muted small">
                  {formatInstant(Date.parse(start))}, {formatSpan(span * 1000)}
                </span>
              </li>
            ))}
          </ul>
          {deviating.length > FIRST && (
            <button type="button" className="link-button" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? `The first ${FIRST}` : `All ${deviating.length}`}
            </button>
          )}
        </>
      )}
    </ChartCard>
  );
}

function percent(share: number): string {
  return `${(100 * share).toLocaleString('en-GB', { maximumFractionDigits: 1 })} %`;
}
