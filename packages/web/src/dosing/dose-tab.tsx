import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { ChartCard } from '../charts/chart-card.tsx';
import { searchRegimens } from '../generated/api.ts';
import type { InterventionField, RegimensView, TwinDetail } from '../generated/types.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { useMay } from '../shell/session.ts';
import { Waiting } from '../shell/waiting.tsx';
import { Segments } from '../twin/segments.tsx';
import { formatNumber, formatShare } from '../units/format.ts';
import { WhatReadingsTold } from '../why/what-readings-told.tsx';
import styles from './dose-tab.module.css';
import { ExposureDots } from './exposure-dots.tsx';

const INTERVALS = ['8', '12', '24'] as const;
/** Doses beside each other, in quarters of the usual one. */
const CANDIDATES = 7;
/** The day after the treatment so far whose exposure is judged. */
const DAY = 2;

/** What a drug's target is measured in, and what it is called. */
const QUANTITIES: Readonly<Record<RegimensView['attain']['quantity'], readonly [string, string]>> = {
  auc24: ['exposure over 24 h', 'mg.h/L'],
  peak: ['peak', 'mg/L'],
  trough: ['trough', 'mg/L'],
};

/** Doses beside each other: fifty draws of what may come of the second day, how many on target, how many too high. It recommends none. */
export function DoseTab({ twin }: { readonly twin: TwinDetail }): ReactNode {
  const may = useMay('twin:simulate');
  const [interval, setInterval] = useState<(typeof INTERVALS)[number]>('12');
  const drug = twin.model.split('-')[0]!;
  const field = twin.interventions
    .find(({ name }) => name === `${drug}-infusion`)
    ?.fields.find(({ name }) => name === 'amount');
  const amounts = field === undefined ? [] : candidates(field);
  const search = useQuery({
    queryKey: KEYS.regimens(twin.subject, drug, interval),
    queryFn: ({ signal }) =>
      searchRegimens(
        {
          subject: twin.subject,
          body: { drug, amounts: [...amounts], intervals: [Number(interval)], day: DAY },
        },
        signal,
      ),
    enabled: may && amounts.length > 0,
    staleTime: 300_000,
    retry: false,
  });
  if (amounts.length === 0)
    return <p className="muted">This drug's model names no dose that could be judged.</p>;
  if (!may) return <p className="muted">Your role may look but not simulate.</p>;
  if (search.isError && asProblem(search.error).code === 'intervention.invalid')
    return <p className="muted">No published target of this drug is known here, so no dose is judged.</p>;
  if (search.isError)
    return <ProblemPanel problem={asProblem(search.error)} onRetry={() => void search.refetch()} />;
  return (
    <div className="stack">
      <Doses
        twin={twin}
        interval={interval}
        found={search.data}
        controls={
          <Segments
            label="Hours between doses"
            value={interval}
            options={INTERVALS.map((value) => ({ value, label: `every ${value} h` }))}
            onChange={setInterval}
          />
        }
      />
      <WhatReadingsTold twin={twin.id} />
    </div>
  );
}

interface DosesProps {
  readonly twin: TwinDetail;
  readonly interval: string;
  readonly found: RegimensView | undefined;
  readonly controls: ReactNode;
}

function Doses({ twin, interval, found, controls }: DosesProps): ReactNode {
  const [words, unit] = QUANTITIES[found?.attain.quantity ?? 'auc24'];
  const regimens = [...(found?.regimens ?? [])].sort((a, b) => a.amount - b.amount);
  const { low = null, high = null, source = '' } = found?.attain ?? {};
  // the harm of a drug may lie in another quantity than its target: then the dots cannot show it, the count does
  const harmful = found?.avoid.quantity === found?.attain.quantity ? (found?.avoid.low ?? null) : null;
  const of50 = (share: number): number => Math.round(50 * share);
  const most = Math.max(0, ...regimens.map(({ attains }) => of50(attains)));
  return (
    <ChartCard
      title={`Dose to target, ${words}, ${unit}`}
      under={
        found === undefined ? null : (
          <p className="muted small">
            Fifty dots, one a fiftieth of what may come of day {DAY}. Target: {found.attain.words} ({source}).
            To avoid: {found.avoid.words} ({found.avoid.source}). It recommends none.
          </p>
        )
      }
      file={`${twin.id}-doses`}
      controls={controls}
      table={() => ({
        caption: `Doses every ${interval} h and the ${words} of day ${DAY}, ${unit}`,
        header: ['Dose, mg', 'Median', '90 % from', '90 % to', 'On target, of 50', 'Harmful, of 50'],
        rows: regimens.map(({ amount, q05, q50, q95, attains, harms }) => [
          amount,
          Number(q50.toPrecision(3)),
          Number(q05.toPrecision(3)),
          Number(q95.toPrecision(3)),
          of50(attains),
          of50(harms),
        ]),
      })}
    >
      {found === undefined ? (
        <Waiting height={380} label="Judging what each dose would do" />
      ) : (
        <ul className={styles.doses}>
          {regimens.map(({ amount, fifty, attains, harms }) => (
            <li key={amount} data-most={of50(attains) === most}>
              <span className={styles.dose}>
                <strong>{formatNumber(amount, 0)} mg</strong> every {interval} h
              </span>
              <ExposureDots
                fifty={fifty}
                low={low ?? 0}
                high={high}
                harmful={harmful}
                label={`${amount} mg every ${interval} h: ${of50(attains)} of 50 on target, ${of50(harms)} of 50 harmful`}
              />
              <span className={styles.counts}>
                <span>
                  <strong>{of50(attains)} of 50</strong> on target
                </span>
                <span className="muted">{of50(harms)} of 50 to be avoided</span>
              </span>
            </li>
          ))}
        </ul>
      )}
      {found !== undefined && (
        <p className="muted small">
          From {found.doses} doses and {found.levels} levels
          {found.models.length > 1 &&
            `, averaged over ${found.models.map(({ model, weight }) => `${model} (${formatShare(weight)})`).join(' and ')}, each weighed by how probable it made the levels`}
          .{found.outside.length > 0 && ` Outside the range of the model: ${found.outside.join('; ')}.`}
        </p>
      )}
    </ChartCard>
  );
}

/** Doses about the usual one, in steps of its quarter, as far as the model takes them. */
function candidates(field: InterventionField): readonly number[] {
  const step = Math.max(field.step, Math.round(field.default / 4 / field.step) * field.step);
  return Array.from({ length: CANDIDATES }, (_, k) => field.default + (k - 2) * step).filter(
    (amount) => amount >= field.minimum && amount <= field.maximum,
  );
}
