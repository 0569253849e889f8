import { useQueries, useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { ChartCard } from '../charts/chart-card.tsx';
import { compareScenario, explainTwin, listTwins, readTwin } from '../generated/api.ts';
import type { ComparisonView, TwinDetail } from '../generated/types.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { useMay } from '../shell/session.ts';
import { Waiting } from '../shell/waiting.tsx';
import { Segments } from '../twin/segments.tsx';
import { formatNumber, formatShare } from '../units/format.ts';
import { plainUnit } from '../units/measure.ts';
import styles from './dose-tab.module.css';
import { averaged, fiftyOf, modelWeights, outcomesAtEnd } from './exposure.ts';
import { ExposureDots } from './exposure-dots.tsx';

const INTERVALS = ['8', '12', '24'] as const;
/** Shares of the largest dose that is accepted, as candidates. */
const CANDIDATES = 7;
/** The exposure judged is that of the second day. */
const DAYS = 2;
const TARGET = 'auc24';

interface Candidate {
  readonly amount: number;
  readonly fifty: readonly number[];
}

/** Doses beside each other: how the exposure of the second day would be spread, on target, and too high. It recommends none. */
export function DoseTab({ twin }: { readonly twin: TwinDetail }): ReactNode {
  const may = useMay('twin:simulate');
  const [interval, setInterval] = useState<(typeof INTERVALS)[number]>('12');
  const models = useModels(twin);
  const infusion = twin.interventions.find(({ name }) => name === 'infusion');
  const exposure = twin.outputs.find(({ name }) => name === TARGET);
  const field = infusion?.fields.find(({ name }) => name === 'amount');
  const amounts = useMemo(() => (field === undefined ? [] : candidates(field)), [field]);
  const runs = useQueries({
    queries: amounts.flatMap((amount) =>
      models.map(({ id }) => ({
        queryKey: KEYS.regimen(id, amount, interval),
        queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
          compareScenario(
            { id, body: { interventions: regimen(amount, Number(interval)), minutes: DAYS * 1440 } },
            signal,
          ),
        enabled: may,
        staleTime: 300_000,
        retry: false,
      })),
    ),
  });
  const reasons = useQueries({
    queries: models.map(({ id }) => ({
      queryKey: KEYS.explanation(id),
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => explainTwin({ id }, signal),
    })),
  });
  if (infusion === undefined || exposure?.reference === undefined) {
    return <p className="muted">This drug's model names no target of exposure.</p>;
  }
  if (!may) return <p className="muted">Your role may look but not simulate.</p>;
  const failed = [...runs, ...reasons].find(({ isError }) => isError);
  if (failed !== undefined) return <ProblemPanel problem={asProblem(failed.error)} />;
  const ready = [...runs, ...reasons].every(({ data }) => data !== undefined);
  const weights = ready ? modelWeights(reasons.map(({ data }) => data!.innovations)) : [];
  const shown: readonly Candidate[] = ready
    ? amounts.flatMap((amount, a) => {
        const own = models.flatMap((_, m) => {
          const fan = fanOf(runs[a * models.length + m]!.data!);
          return fan === null ? [] : [{ outcomes: outcomesAtEnd(fan), weight: weights[m]! }];
        });
        return own.length < models.length ? [] : [{ amount, fifty: fiftyOf(averaged(own)) }];
      })
    : [];
  const harmful = twin.risks.find(({ of, name }) => of === TARGET && name === 'harmful')?.limit ?? null;
  const { low, high, source } = exposure.reference;
  const unit = plainUnit(exposure.unit);
  const hits = (fifty: readonly number[]): number =>
    fifty.filter((value) => value >= (low ?? 0) && value <= (high ?? Number.POSITIVE_INFINITY)).length;
  const harms = (fifty: readonly number[]): number =>
    harmful === null ? 0 : fifty.filter((value) => value >= harmful).length;
  const most = Math.max(0, ...shown.map(({ fifty }) => hits(fifty)));
  return (
    <ChartCard
      title={`Dose to target, ${exposure.label.toLowerCase()}, ${unit}`}
      under={
        <p className="muted small">
          Fifty dots, one a fiftieth of what may come of the second day. Shaded: {low} to {high} {unit} (
          {source}
          ). It recommends none.
        </p>
      }
      file={`${twin.id}-doses`}
      controls={
        <Segments
          label="Hours between doses"
          value={interval}
          options={INTERVALS.map((value) => ({ value, label: `every ${value} h` }))}
          onChange={setInterval}
        />
      }
      table={() => ({
        caption: `Doses every ${interval} h and the exposure of the second day, ${unit}`,
        header: ['Dose, mg', 'Median', '90 % from', '90 % to', 'On target, of 50', 'Harmful, of 50'],
        rows: shown.map(({ amount, fifty }) => [
          amount,
          Math.round((fifty[24]! + fifty[25]!) / 2),
          Math.round(fifty[2]!),
          Math.round(fifty[47]!),
          hits(fifty),
          harms(fifty),
        ]),
      })}
    >
      {!ready ? (
        <Waiting height={380} label="Reading what each dose would do" />
      ) : shown.length === 0 ? (
        <p className="muted">The twin abstains, so no dose can be judged.</p>
      ) : (
        <ul className={styles.doses}>
          {shown.map(({ amount, fifty }) => (
            <li key={amount} data-most={hits(fifty) === most}>
              <span className={styles.dose}>
                <strong>{formatNumber(amount, 0)} mg</strong> every {interval} h
              </span>
              <ExposureDots
                fifty={fifty}
                low={low ?? 0}
                high={high ?? 0}
                harmful={harmful}
                label={`${amount} mg every ${interval} h: ${hits(fifty)} of 50 on target, ${harms(fifty)} of 50 harmful`}
              />
              <span className={styles.counts}>
                <span>
                  <strong>{hits(fifty)} of 50</strong> on target
                </span>
                {harmful !== null && (
                  <span className="muted">
                    {harms(fifty)} of 50 reach {formatNumber(harmful, 0)}
                  </span>
                )}
              </span>
            </li>
          ))}
        </ul>
      )}
      {ready && models.length > 1 && (
        <p className="muted small">
          Averaged over{' '}
          {models.map(({ modelTitle }, m) => `${modelTitle} (${formatShare(weights[m]!)})`).join(' and ')},
          each weighed by how probable it made the levels before it saw them.
        </p>
      )}
    </ChartCard>
  );
}

/** This twin and the person's other open twins of the same drug: several models of one course. */
function useModels(twin: TwinDetail): readonly TwinDetail[] {
  const all = useQuery({ queryKey: KEYS.twins, queryFn: ({ signal }) => listTwins(signal) });
  const drug = twin.model.split('-')[0]!;
  const others = (all.data?.twins ?? []).filter(
    (one) =>
      one.subject === twin.subject &&
      one.id !== twin.id &&
      one.closedAt === null &&
      one.model.startsWith(`${drug}-`),
  );
  const details = useQueries({
    queries: others.map(({ id }) => ({
      queryKey: KEYS.detail(id),
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => readTwin({ id }, signal),
    })),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  });
  return useMemo(() => [twin, ...details], [twin, details]);
}

function fanOf(comparison: ComparisonView): ComparisonView['branch']['fans'][number] | null {
  return comparison.branch.fans.find(({ name }) => name === TARGET) ?? null;
}

/** A dose from now on, for as long as is looked ahead, each over an hour a gram at least. */
function regimen(amount: number, hours: number) {
  return Array.from({ length: (DAYS * 24) / hours }, (_, k) => ({
    type: 'infusion',
    inMinutes: k * hours * 60,
    amounts: { amount, durationMinutes: Math.max(60, Math.ceil((amount / 1000) * 12) * 5) },
  }));
}

/** Doses about the usual one, in steps of its quarter, as far as the model takes them. */
function candidates(field: TwinDetail['interventions'][number]['fields'][number]): readonly number[] {
  const step = Math.max(field.step, Math.round(field.default / 4 / field.step) * field.step);
  return Array.from({ length: CANDIDATES }, (_, k) => field.default + (k - 2) * step).filter(
    (amount) => amount >= field.minimum && amount <= field.maximum,
  );
}
