import { NativeSelect } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { asProblem } from '../api/problem.ts';
import { ChartCard, type ChartTable } from '../charts/chart-card.tsx';
import type { BedBoard, TwinSummary, WardForecast, WardForecasts } from '../generated/types.ts';
import { RibbonChart } from '../ribbon/ribbon-chart.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { RibbonLegend } from '../twin/ribbon-legend.tsx';
import { formatInstant } from '../units/format.ts';
import type { Measure } from '../units/measure.ts';
import { capacityRibbon, wardRibbon } from './capacity-ribbon.ts';
import { ChanceStrip } from './chance-strip.tsx';
import { useWards } from './operations-queries.ts';
import { WardTrackRecord } from './ward-track-record.tsx';

const COUNT: Measure = { unit: '', factor: 1, decimals: 0 };
const HOUR = 3_600_000;
const WHOLE = '';

/** Beds needed yesterday and in the next three days against those that are staffed, and how probably they are too few: of the whole hospital or of one ward. */
export function CapacityCard({
  twin,
  board,
}: {
  readonly twin: TwinSummary;
  readonly board: BedBoard;
}): ReactNode {
  const [address, setAddress] = useSearchParams();
  const wards = useWards(twin.id);
  const chosen = address.get('ward') ?? WHOLE;
  const known = board.units.some(({ unit }) => unit === chosen);
  const ward = wards.data?.wards.find(({ unit }) => unit === chosen);
  const ribbon = useMemo(
    () => (ward === undefined ? capacityRibbon(board) : wardRibbon(wards.data!, ward)),
    [board, ward, wards.data],
  );
  const choose = (unit: string): void =>
    setAddress(
      (before) => {
        const next = new URLSearchParams(before);
        if (unit === WHOLE) next.delete('ward');
        else next.set('ward', unit);
        return next;
      },
      { replace: true, preventScrollReset: true },
    );
  const waits = known && ward === undefined;
  const over = ward === undefined ? board.fan.over : ward.over;
  return (
    <ChartCard
      title={known ? `Beds needed in ${chosen}, next 72 h` : 'Beds needed, next 72 h'}
      under={<RibbonLegend readings={false} past={known ? 'in beds' : 'in beds and waiting'} />}
      file={`${twin.id}-beds-needed`}
      table={() => (ward === undefined ? tableOf(board) : wardTable(wards.data!, ward))}
      controls={
        board.units.length > 0 && (
          <NativeSelect
            aria-label="Whose beds"
            size="xs"
            value={known ? chosen : WHOLE}
            data={[{ value: WHOLE, label: 'Whole hospital' }, ...board.units.map(({ unit }) => unit)]}
            onChange={(event) => choose(event.currentTarget.value)}
          />
        )
      }
    >
      {waits && wards.isError ? (
        <ProblemPanel problem={asProblem(wards.error)} onRetry={() => void wards.refetch()} />
      ) : waits ? (
        <p className="muted">Simulating the wards …</p>
      ) : (
        <>
          <RibbonChart ribbon={ribbon} measure={COUNT} types={[]} paths={false} live silence={null} />
          {over !== null && <ChanceStrip ribbon={ribbon} over={over} />}
          {ward !== undefined && <WardTrackRecord forecasts={wards.data!} ward={ward} />}
        </>
      )}
    </ChartCard>
  );
}

const HEADER = [
  'Time',
  'Median',
  '50 % from',
  '50 % to',
  '90 % from',
  '90 % to',
  'Staffed',
  'Probability of too few, %',
];

function tableOf({ at, fan }: BedBoard): ChartTable {
  return {
    caption: 'Beds needed, hour by hour, and the probability that they are more than are staffed',
    header: HEADER,
    rows: rowsOf(at, fan.hours, fan, fan.staffed, fan.over),
  };
}

function wardTable({ at, hours }: WardForecasts, ward: WardForecast): ChartTable {
  return {
    caption: `Beds needed in ${ward.unit}, hour by hour, and the probability that they are more than are staffed`,
    header: HEADER,
    rows: rowsOf(at, hours, ward, ward.staffed, ward.over),
  };
}

function rowsOf(
  at: string,
  hours: readonly number[],
  fan: Pick<WardForecast, 'q05' | 'q25' | 'q50' | 'q75' | 'q95'>,
  staffed: number | null,
  over: readonly number[] | null,
): ChartTable['rows'] {
  const now = Date.parse(at);
  return hours.map((hour, i) => [
    formatInstant(now + hour * HOUR),
    fan.q50[i]!,
    fan.q25[i]!,
    fan.q75[i]!,
    fan.q05[i]!,
    fan.q95[i]!,
    staffed,
    over === null ? null : Number((100 * over[i]!).toFixed(2)),
  ]);
}
