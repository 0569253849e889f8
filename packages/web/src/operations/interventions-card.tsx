import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { asProblem } from '../api/problem.ts';
import { ChartCard, type ChartTable } from '../charts/chart-card.tsx';
import type { EffectView, TwinDetail } from '../generated/types.ts';
import { amountWords } from '../ribbon/ribbon-marks.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import type { Draft } from '../twin/drafts.ts';
import { Segments } from '../twin/segments.tsx';
import { formatChange, formatInstant } from '../units/format.ts';
import type { Measure } from '../units/measure.ts';
import { EffectBar } from './effect-bar.tsx';
import styles from './interventions-card.module.css';
import { type Tried, useInterventions } from './use-interventions.ts';

const COUNT: Measure = { unit: '', factor: 1, decimals: 0 };

/** What interventions are compared by: an output and what of its course. */
const MEASURES = [
  { value: 'needed highest', label: 'Beds needed at most' },
  { value: 'needed mean', label: 'Beds needed on average' },
  { value: 'waiting highest', label: 'Waiting at most' },
  { value: 'breached end', label: 'Waits over 4 h' },
] as const;
type By = (typeof MEASURES)[number]['value'];

/** Every intervention beside the others, each as a paired difference from the same future without it. */
export function InterventionsCard({
  twin,
  onTry,
}: {
  readonly twin: TwinDetail;
  readonly onTry: (drafts: readonly Draft[]) => void;
}): ReactNode {
  const run = useInterventions(twin);
  const [by, setBy] = useState<By>('needed highest');
  const rows = run.tried.map((one) => ({ ...one, effect: effectOf(one, by) }));
  const ends = rows.flatMap(({ effect }) => (effect === undefined ? [] : [effect.q05, effect.q95]));
  const domain = [Math.min(0, ...ends), Math.max(0, ...ends)] as const;
  const running = run.state === 'running';
  return (
    <ChartCard
      title="What each would do"
      under={
        run.from === null
          ? 'Each intervention as its model proposes it, from the same instant and with the same draws.'
          : `With it less without it, by the same draws, over 72 h from ${formatInstant(Date.parse(run.from))}: medians with 90 % intervals.`
      }
      file={`${twin.id}-interventions`}
      table={() => tableOf(run.tried, twin)}
      controls={
        <>
          {/* one button throughout, so that the focus stays where it is */}
          <Button
            size="xs"
            variant={run.tried.length === 0 && !running ? 'filled' : 'default'}
            onClick={running ? run.cancel : run.begin}
          >
            {running ? 'Cancel' : run.tried.length === 0 ? 'Compare all' : 'Compare again from now'}
          </Button>
          {rows.length > 0 && <Segments label="Compared by" value={by} options={MEASURES} onChange={setBy} />}
          {running && (
            <span className={styles.progress}>
              <progress max={run.of} value={run.tried.length} aria-label="Progress of the comparison" />
              <span className="muted small">
                {run.tried.length} of {run.of}
              </span>
            </span>
          )}
        </>
      }
    >
      {run.state === 'failed' && <ProblemPanel problem={asProblem(run.problem)} onRetry={run.begin} />}
      {run.state === 'cancelled' && <p className="muted">Cancelled; what was done by then stands.</p>}
      <ul className={styles.rows} aria-live="polite" aria-busy={running}>
        {rows.map(({ type, draft, comparison, effect }) => (
          <li key={type.name}>
            <span>
              <strong>{type.label}</strong>
              <span className="muted small">{amountWords(draft, twin.interventions)}</span>
            </span>
            {effect === undefined ? (
              <span className="muted">The twin abstains.</span>
            ) : (
              <>
                <EffectBar effect={effect} domain={domain} />
                <span className={styles.number}>
                  <strong>{formatChange(effect.q50, COUNT)}</strong>{' '}
                  <span className="muted">
                    ({formatChange(effect.q05, COUNT)} to {formatChange(effect.q95, COUNT)})
                  </span>
                </span>
              </>
            )}
            <span className="muted small">{riskWords(comparison)}</span>
            <button type="button" className="link-button" onClick={() => onTry([draft])}>
              Look closer<span className="visually-hidden"> at {type.label}</span>
            </button>
          </li>
        ))}
      </ul>
    </ChartCard>
  );
}

function effectOf({ comparison }: Tried, by: By): EffectView | undefined {
  const [of, what] = by.split(' ');
  return comparison.effects.find((effect) => effect.of === of && effect.what === what);
}

/** In how many of fifty futures beds are too few, without and with it. */
function riskWords({ baseline, branch }: Tried['comparison']): string {
  const words = branch.risks.map((risk) => {
    const before = baseline.risks.find(({ name }) => name === risk.name)?.count ?? 0;
    return `${before === risk.count ? `${risk.count} of 50 as before` : `${risk.count} of 50 instead of ${before}`} ${risk.words}`;
  });
  return words.join('; ');
}

function tableOf(tried: readonly Tried[], twin: TwinDetail): ChartTable {
  return {
    caption: 'Paired differences over 72 h, with it less without it',
    header: ['Intervention', 'Amount', 'By', 'Median', '90 % from', '90 % to', 'Higher in, %', 'Lower in, %'],
    rows: tried.flatMap((one) =>
      MEASURES.flatMap(({ value, label }) => {
        const effect = effectOf(one, value);
        if (effect === undefined) return [];
        const { q05, q50, q95, higher, lower } = effect;
        const round = (number: number): number => Number(number.toFixed(2));
        return [
          [
            one.type.label,
            amountWords(one.draft, twin.interventions),
            label,
            ...[q50, q05, q95].map(round),
            Math.round(100 * higher),
            Math.round(100 * lower),
          ],
        ];
      }),
    ),
  };
}
