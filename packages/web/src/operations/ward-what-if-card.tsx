import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { asProblem } from '../api/problem.ts';
import { ChartCard, type ChartTable } from '../charts/chart-card.tsx';
import { compareWards } from '../generated/api.ts';
import type { BedBoard, PairedFutures, PairedShare, WardChange, WardComparison } from '../generated/types.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { Segments } from '../twin/segments.tsx';
import { formatChange, formatInstant, formatNumber } from '../units/format.ts';
import type { Measure } from '../units/measure.ts';
import { chanceWords } from './capacity-ribbon.ts';
import { EffectBar } from './effect-bar.tsx';
import { useWards } from './operations-queries.ts';
import { WardChangeFields } from './ward-change-fields.tsx';
import { changeOf, changeWords } from './ward-changes.ts';
import styles from './ward-what-if-card.module.css';

const COUNT: Measure = { unit: '', factor: 1, decimals: 0 };
const MOST_CHANGES = 6;

/** What of a ward is compared: a closed ward is emptier on average, while its worst hour may be the present one. */
const MEASURES = [
  { value: 'lying', label: 'Patients in it, on average' },
  { value: 'peak', label: 'Beds needed at the worst hour' },
] as const;
type By = (typeof MEASURES)[number]['value'];

interface Tried {
  readonly changes: readonly WardChange[];
  readonly result: WardComparison;
}

/** What closing a ward, opening beds in one, a surge of one specialty or leaving earlier would do to each ward, future by future. */
export function WardWhatIfCard({ id, board }: { readonly id: string; readonly board: BedBoard }): ReactNode {
  const units = board.units.map(({ unit }) => unit);
  const routes = useWards(id).data?.routes ?? [];
  const specialties = [...new Set(routes.map(({ specialty }) => specialty))];
  const fullest = [...board.units].sort((a, b) => b.patients - a.patients)[0]?.unit ?? '';
  const [changes, setChanges] = useState<readonly WardChange[]>([changeOf('close', fullest, { hours: 48 })]);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const run = useMutation({
    mutationFn: async (asked: readonly WardChange[]): Promise<Tried | null> => {
      const mine = new AbortController();
      abort.current = mine;
      try {
        return {
          changes: asked,
          result: await compareWards({ id, body: { changes: [...asked] } }, mine.signal),
        };
      } catch (problem) {
        if (mine.signal.aborted) return null;
        throw problem;
      }
    },
  });
  if (units.length === 0) return null;
  const tried = run.data ?? null;
  return (
    <ChartCard
      title="Ward by ward"
      under={
        tried === null
          ? 'A change of one ward or more, against the same 500 futures without it. Nothing is done or kept.'
          : `${capital(tried.changes.map(changeWords).join('; '))}: over 72 h from ${formatInstant(Date.parse(tried.result.at))}, with it less without it, by the same draws; medians with 90 % intervals.`
      }
      file={`${id}-wards-what-if`}
      table={() => tableOf(tried?.result ?? null)}
    >
      {changes.map((change, index) => (
        <WardChangeFields
          // biome-ignore lint/suspicious/noArrayIndexKey: changes have no name but their place
          key={index}
          change={change}
          units={units}
          specialties={specialties}
          onChange={(next) => setChanges(changes.with(index, next))}
          onRemove={changes.length === 1 ? null : () => setChanges(changes.filter((_, i) => i !== index))}
        />
      ))}
      <div className="row">
        {/* one button throughout, so that the focus stays where it is */}
        <Button
          variant={run.isPending ? 'default' : 'filled'}
          onClick={() => (run.isPending ? abort.current?.abort() : run.mutate(changes))}
        >
          {run.isPending ? 'Cancel' : 'Try'}
        </Button>
        {changes.length < MOST_CHANGES && (
          <Button
            variant="default"
            onClick={() => setChanges([...changes, changeOf('beds', units[0]!, { hours: 48 })])}
          >
            And another change
          </Button>
        )}
        {run.isPending && <span className="muted">Simulating each ward 500 times</span>}
      </div>
      {run.isError && <ProblemPanel problem={asProblem(run.error)} />}
      <div aria-live="polite" aria-busy={run.isPending}>
        {tried !== null && <Effects result={tried.result} />}
      </div>
    </ChartCard>
  );
}

function Effects({ result }: { readonly result: WardComparison }): ReactNode {
  const [by, setBy] = useState<By>('lying');
  const wards = [...result.wards].sort(
    (a, b) => Math.abs(b[by].change.mean) - Math.abs(a[by].change.mean) || (a.unit < b.unit ? -1 : 1),
  );
  const ends = wards.flatMap((ward) => [ward[by].change.q05, ward[by].change.q95]);
  const domain = [Math.min(0, ...ends), Math.max(0, ...ends)] as const;
  return (
    <div className={styles.results}>
      <dl className={styles.whole}>
        <Whole title="Without a bed at the worst hour" futures={result.waiting} />
        <Whole title="Waits over 4 h" futures={result.breached} />
        <Whole title="In a bed of another ward, on average" futures={result.elsewhere} />
      </dl>
      <Segments label="Wards compared by" value={by} options={MEASURES} onChange={setBy} />
      <ul
        className={styles.rows}
        aria-label={`${MEASURES.find(({ value }) => value === by)!.label}, by ward`}
      >
        {wards.map(({ unit, tooFew, ...ward }) => {
          const { q05, q50, q95 } = ward[by].change;
          return (
            <li key={unit}>
              <strong>{unit}</strong>
              <EffectBar effect={{ q05, q50, q95 }} domain={domain} />
              <span className={styles.number}>
                <strong>{formatChange(q50, COUNT)}</strong>{' '}
                <span className="muted">
                  ({formatChange(q05, COUNT)} to {formatChange(q95, COUNT)})
                </span>
              </span>
              <span className="muted small">
                without it {formatNumber(ward[by].without.mean, 1)}; {fewWords(tooFew)}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}

function Whole({ title, futures }: { readonly title: string; readonly futures: PairedFutures }): ReactNode {
  const { change, without } = futures;
  return (
    <div>
      <dt>{title}</dt>
      <dd>
        {formatChange(change.mean, COUNT)}{' '}
        <span className="muted small">
          {formatChange(change.q05, COUNT)} to {formatChange(change.q95, COUNT)}; without it{' '}
          {formatNumber(without.mean, 1)}
        </span>
      </dd>
    </div>
  );
}

/** How probably a ward's own beds are too few, and whether that differs by more than chance. */
function fewWords({ without, with: changed, low, high }: PairedShare): string {
  const before = chanceWords(without);
  const after = chanceWords(changed);
  if (low <= 0 && high >= 0) return `too few in 72 h: ${after} as before`;
  return `too few in 72 h: ${after} instead of ${before}`;
}

function capital(words: string): string {
  return words.slice(0, 1).toUpperCase() + words.slice(1);
}

function tableOf(result: WardComparison | null): ChartTable {
  const round = (value: number): number => Number(value.toFixed(2));
  const spread = (futures: PairedFutures): readonly number[] => [
    round(futures.without.mean),
    round(futures.with.mean),
    round(futures.change.q50),
    round(futures.change.q05),
    round(futures.change.q95),
  ];
  return {
    caption: 'Beds of each ward over 72 h, with the changes less without them',
    header: [
      'Ward',
      'Needed at most, without',
      'with',
      'Median difference',
      '90 % from',
      '90 % to',
      'Too few without, %',
      'with, %',
      'Patients on average, without',
      'on average, with',
      'on average, median difference',
      'on average, 90 % from',
      'on average, 90 % to',
    ],
    rows: (result?.wards ?? []).map(({ unit, peak, lying, tooFew }) => [
      unit,
      ...spread(peak),
      Math.round(100 * tooFew.without),
      Math.round(100 * tooFew.with),
      ...spread(lying),
    ]),
  };
}
