import type { ReactNode } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import type { CardiovascularHorizon, CardiovascularReply } from '../generated/types.ts';
import { Caveats } from './caveats.tsx';
import { PeopleArray } from './people-array.tsx';
import styles from './risk.module.css';
import { percent } from './risk-words.ts';

const OUTCOMES: readonly (readonly [keyof CardiovascularHorizon['usual'], string])[] = [
  ['totalCvd', 'Any first cardiovascular event'],
  ['ascvd', 'Heart attack or stroke (ASCVD)'],
  ['heartFailure', 'Heart failure'],
  ['coronary', 'Coronary disease'],
  ['stroke', 'Stroke'],
];

/** PREVENT in a hundred people, as things stand and with the changes, with the table of all outcomes. */
export function CardiovascularResult({ reply }: { readonly reply: CardiovascularReply }): ReactNode {
  return (
    <>
      {reply.horizons.map((horizon) => (
        <Horizon key={horizon.years} horizon={horizon} intervals={reply.intervals} />
      ))}
      <Caveats
        limits={reply.limits}
        sources={[`${reply.source}, equation “${reply.model}”`, ...trialSources(reply)]}
        seed={reply.changes.length > 0 ? reply.seed : null}
      />
    </>
  );
}

function Horizon({
  horizon: { years, usual, changed, byTrials },
  intervals,
}: {
  readonly horizon: CardiovascularHorizon;
  readonly intervals: string;
}): ReactNode {
  const of = Math.round(100 * usual.totalCvd);
  return (
    <ChartCard
      title={`In ${years} years`}
      under={<p className="muted small">{intervals}</p>}
      file={`prevent-${years}-years`}
      table={() => ({
        caption: `Probability of a first event within ${years} years, %`,
        header: ['Event', 'As it is', 'With the changes', '90 % from', '90 % to'],
        rows: OUTCOMES.map(([outcome, label]) => [
          label,
          shown(usual[outcome]),
          changed === null ? null : shown(changed[outcome].risk),
          changed === null ? null : shown(changed[outcome].low),
          changed === null ? null : shown(changed[outcome].high),
        ]),
      })}
    >
      <div className={styles.pair}>
        <div>
          <p className={styles.big}>
            <strong>{of}</strong> of 100 people like this one
          </p>
          <p className={`muted small ${styles.under}`}>
            as it is: a first cardiovascular event within {years} years ({percent(usual.totalCvd)})
          </p>
          <PeopleArray
            shares={[{ count: of, colour: 'var(--data)', shape: 'ring' }]}
            label={`${of} of 100 people have an event as it is`}
          />
        </div>
        {changed !== null && (
          <div>
            <p className={styles.big}>
              <strong>{Math.round(100 * changed.totalCvd.risk)}</strong> of 100 with the changes
            </p>
            <p className={`muted small ${styles.under}`}>
              {percent(changed.totalCvd.risk)}, for effects within their intervals{' '}
              {percent(changed.totalCvd.low)} to {percent(changed.totalCvd.high)}; an effect whose source
              gives none is taken as certain
            </p>
            <PeopleArray
              shares={[
                { count: Math.round(100 * changed.totalCvd.risk), colour: 'var(--scenario)', shape: 'ring' },
              ]}
              label={`${Math.round(100 * changed.totalCvd.risk)} of 100 people have an event with the changes`}
            />
          </div>
        )}
      </div>
      {byTrials.map((trial) => (
        <p key={trial.words} className={styles.trial}>
          As randomised trials found it ({trial.words}): {percent(usual[trial.outcome])} would become{' '}
          <strong>{percent(trial.risk)}</strong> ({percent(trial.low)} to {percent(trial.high)}).
        </p>
      ))}
    </ChartCard>
  );
}

function shown(risk: number): number {
  return Math.round(1000 * risk) / 10;
}

function trialSources({ horizons }: CardiovascularReply): readonly string[] {
  return horizons[0]?.byTrials.map(({ source }) => source) ?? [];
}
