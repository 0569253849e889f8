import { type ReactNode, useCallback, useEffect, useMemo } from 'react';
import { useLocation, useSearchParams } from 'react-router';
import { asProblem } from '../api/problem.ts';
import { ChartCard, type ChartTable } from '../charts/chart-card.tsx';
import type { BedBoard, BedRow, TwinSummary } from '../generated/types.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { Segments } from '../twin/segments.tsx';
import { formatInstant } from '../units/format.ts';
import { BedDetail } from './bed-detail.tsx';
import { BedLegend } from './bed-legend.tsx';
import { bedKey, bedSigns, LOOK_WORDS } from './bed-signs.ts';
import styles from './beds.module.css';
import { LookBackCard } from './look-back-card.tsx';
import { usePastBeds, useWards } from './operations-queries.ts';
import { WaitingList } from './waiting-list.tsx';
import { WardBeds } from './ward-beds.tsx';

/** Which beds stand out. */
const SHOWS = ['all', 'free', 'leaving', 'isolation', 'disputed'] as const;
type Show = (typeof SHOWS)[number];

const SHOW_WORDS: Readonly<Record<Show, string>> = {
  all: 'All',
  free: 'Free',
  leaving: 'Leaving',
  isolation: 'Isolation',
  disputed: 'Contradictory',
};

/** Every bed and who lies in it, ward by ward, now or at an instant looked back to; what is looked at is in the address. */
export function BedBoardTab({
  twin,
  board: present,
}: {
  readonly twin: TwinSummary;
  readonly board: BedBoard;
}): ReactNode {
  const [address, setAddress] = useSearchParams();
  const { hash } = useLocation();
  const asked = address.get('at');
  const back = asked !== null && !Number.isNaN(Date.parse(asked)) ? new Date(asked).toISOString() : null;
  const known = address.get('known') === 'then' ? 'then' : 'now';
  const past = usePastBeds(twin.id, back, known);
  const replayed = back !== null && !past.isPlaceholderData ? past.data : undefined;
  const board = back === null ? present : (past.data ?? present);
  const at = Date.parse(board.at);
  const show = SHOWS.find((one) => one === address.get('show')) ?? 'all';
  const chosen = address.get('bed');
  const put = useCallback(
    (name: string, value: string | null): void =>
      setAddress(
        (before) => {
          const next = new URLSearchParams(before);
          if (value === null) next.delete(name);
          else next.set(name, value);
          return next;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setAddress],
  );
  useEffect(() => {
    if (hash !== '') document.getElementById(hash.slice(1))?.scrollIntoView();
  }, [hash]);
  const choose = useCallback((key: string | null): void => put('bed', key), [put]);
  const wards = useMemo(() => byUnit(board.rows), [board.rows]);
  const forecasts = useWards(twin.id).data?.wards ?? [];
  const row = board.rows.find((one) => bedKey(one) === chosen) ?? null;
  const counts = useMemo(
    () =>
      Object.fromEntries(
        SHOWS.map((one) => [one, board.rows.filter((bed) => standsOut(bed, one, at)).length]),
      ),
    [board.rows, at],
  );
  const lookBack = (
    <>
      <LookBackCard
        latest={Date.parse(present.at)}
        at={back}
        known={known}
        past={replayed}
        onAt={(next) => put('at', next)}
        onKnown={(next) => put('known', next === 'now' ? null : next)}
      />
      {back !== null && past.isError && (
        <ProblemPanel problem={asProblem(past.error)} onRetry={() => void past.refetch()} />
      )}
    </>
  );
  if (board.rows.length === 0)
    return (
      <div className="stack">
        {(present.rows.length > 0 || back !== null) && lookBack}
        <NoBeds board={board} />
      </div>
    );
  return (
    <div className={styles.board}>
      <div className="stack">
        {lookBack}
        <WaitingList board={board} />
        <ChartCard
          className={styles.main!}
          title={back === null ? 'Beds' : `Beds on ${formatInstant(at)}`}
          under={
            <>
              <BedLegend />
              <p className={styles.meaning}>
                The percentage is how probably the patient will have left in 24 h.
              </p>
            </>
          }
          file={`${twin.id}-bed-board`}
          table={() => tableOf(board)}
          controls={
            <Segments
              label="Which beds stand out"
              value={show}
              options={SHOWS.map((one) => ({ value: one, label: `${SHOW_WORDS[one]} ${counts[one] ?? 0}` }))}
              onChange={(next) => put('show', next === 'all' ? null : next)}
            />
          }
        >
          {wards.map(([unit, rows]) => (
            <WardBeds
              key={unit}
              ward={board.units.find((one) => one.unit === unit)!}
              rows={rows}
              forecast={back === null ? forecasts.find((one) => one.unit === unit) : undefined}
              at={at}
              chosen={chosen}
              dimmed={(bed) => !standsOut(bed, show, at)}
              onChoose={choose}
            />
          ))}
        </ChartCard>
      </div>
      <BedDetail row={row} at={at} onClose={() => choose(null)} />
    </div>
  );
}

function standsOut(row: BedRow, show: Show, at: number): boolean {
  const { look, isolation, disputed } = bedSigns(row, at);
  if (show === 'free') return look === 'free';
  if (show === 'leaving') return look === 'leaving' || look === 'overdue';
  if (show === 'isolation') return isolation;
  return show === 'all' || disputed;
}

function byUnit(rows: readonly BedRow[]): readonly (readonly [string, readonly BedRow[]])[] {
  const units = new Map<string, BedRow[]>();
  for (const row of rows) {
    const own = units.get(row.unit);
    if (own === undefined) units.set(row.unit, [row]);
    else own.push(row);
  }
  return [...units];
}

function NoBeds({ board }: { readonly board: BedBoard }): ReactNode {
  return (
    <section className="card stack">
      <h2>{board.lookBack === null ? 'No bed is known yet' : 'No bed was known then'}</h2>
      <p className="muted">
        A bed appears as soon as a message names it: an admission into it, or that it is free, being cleaned
        or closed.
      </p>
      <WaitingList board={board} />
    </section>
  );
}

function tableOf({ rows, at }: BedBoard): ChartTable {
  const now = Date.parse(at);
  const instantOf = (text: string | null): string | null =>
    text === null ? null : formatInstant(Date.parse(text));
  return {
    caption: 'Every bed and who lies in it',
    header: [
      'Ward',
      'Room',
      'Bed',
      'Stands',
      'Visit',
      'Specialty',
      'Sex',
      'Isolation',
      'Admitted',
      'Left in 24 h, %',
      'in 48 h, %',
      'in 72 h, %',
      'Announced to leave',
      'Left',
      'Claimed by',
    ],
    rows: rows.map((row) => {
      const { patient } = row;
      const share = (value: number | undefined): number | null =>
        value === undefined ? null : Math.round(100 * value);
      return [
        row.unit,
        row.room,
        row.bed,
        LOOK_WORDS[bedSigns(row, now).look],
        patient?.visit ?? null,
        patient?.specialty ?? null,
        patient?.sex ?? null,
        patient?.isolation ?? null,
        instantOf(patient?.admittedAt ?? null),
        share(patient?.leaves.within24),
        share(patient?.leaves.within48),
        share(patient?.leaves.within72),
        instantOf(patient?.plannedAt ?? null),
        instantOf(patient?.leftAt ?? null),
        row.claimedBy.length === 0 ? null : row.claimedBy.join(', '),
      ];
    }),
  };
}
