import { type ReactNode, useState } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import { bandPath } from '../charts/paths.ts';
import { linearScale } from '../charts/scale.ts';
import type { ParameterView } from '../generated/types.ts';
import { formatNumber } from '../units/format.ts';
import { plainUnit } from '../units/measure.ts';
import styles from './why.module.css';

interface ParametersCardProps {
  readonly parameters: readonly ParameterView[];
  readonly twin: string;
}

const FIRST = 6;
const [WIDTH, HEIGHT] = [116, 34];

/** What the data say about the subject: each estimated parameter against what was assumed before any reading. */
export function ParametersCard({ parameters, twin }: ParametersCardProps): ReactNode {
  const [all, setAll] = useState(false);
  const ordered = parameters.toSorted((a, b) => a.varianceRatio - b.varianceRatio);
  const shown = all ? ordered : ordered.slice(0, FIRST);
  return (
    <ChartCard
      title="What the data say about the subject"
      under="Estimate (blue outline) against prior (grey)."
      file={`${twin}-parameters`}
      table={() => ({
        caption: 'Parameters: estimate against prior, best informed first',
        header: [
          'Parameter',
          'Unit',
          'Estimate',
          '90 % from',
          '90 % to',
          'Prior',
          'Prior 90 % from',
          'Prior 90 % to',
          'Variance left',
          'Verdict',
          'Source',
        ],
        rows: ordered.map((one) => [
          one.label,
          plainUnit(one.unit),
          precise(one.posterior.q50),
          precise(one.posterior.q05),
          precise(one.posterior.q95),
          precise(one.prior.q50),
          precise(one.prior.q05),
          precise(one.prior.q95),
          precise(one.varianceRatio),
          one.verdict,
          one.source,
        ]),
      })}
    >
      {parameters.length === 0 ? (
        <p className="muted small">This model estimates no parameters of its subject.</p>
      ) : (
        <>
          <ul className={styles.parameters}>
            {shown.map((one) => (
              <li key={one.name}>
                <span className={styles.name}>
                  {one.label} <span className="muted">{one.symbol ?? ''}</span>
                </span>
                <Densities parameter={one} />
                <span className={styles.verdict}>
                  <strong>{one.verdict}</strong>
                  {formatNumber(one.posterior.q50)} ({formatNumber(one.posterior.q05)} to{' '}
                  {formatNumber(one.posterior.q95)}) {plainUnit(one.unit)}
                </span>
              </li>
            ))}
          </ul>
          {ordered.length > FIRST && (
            <button type="button" className="link-button" aria-expanded={all} onClick={() => setAll(!all)}>
              {all ? `The best informed ${FIRST}` : `All ${ordered.length} parameters`}
            </button>
          )}
        </>
      )}
    </ChartCard>
  );
}

function Densities({ parameter }: { readonly parameter: ParameterView }): ReactNode {
  const { grid, priorDensity, posteriorDensity, prior, posterior, label } = parameter;
  const top = Math.max(...priorDensity, ...posteriorDensity);
  if (grid.length < 2 || !(top > 0)) return <span className="muted small">–</span>;
  const x = linearScale([grid[0]!, grid.at(-1)!], [1, WIDTH - 1]);
  const y = linearScale([0, top], [HEIGHT - 1, 2]);
  const xs = grid.map(x);
  const floor = grid.map(() => HEIGHT - 1);
  const words = `${label}: estimate ${formatNumber(posterior.q50)}, 90 % from ${formatNumber(posterior.q05)} to ${formatNumber(posterior.q95)}; prior ${formatNumber(prior.q50)}, from ${formatNumber(prior.q05)} to ${formatNumber(prior.q95)}`;
  return (
    <svg width={WIDTH} height={HEIGHT} role="img" aria-label={words}>
      <path className={styles.prior} d={bandPath(xs, priorDensity.map(y), floor)} />
      <path className={styles.posterior} d={bandPath(xs, posteriorDensity.map(y), floor)} />
    </svg>
  );
}

function precise(value: number): number {
  return Number(value.toPrecision(4));
}
