import { type ReactNode, useMemo } from 'react';
import { ChartCard, type ChartTable } from '../charts/chart-card.tsx';
import type { BedBoard, TwinSummary } from '../generated/types.ts';
import { RibbonChart } from '../ribbon/ribbon-chart.tsx';
import { RibbonLegend } from '../twin/ribbon-legend.tsx';
import { formatInstant } from '../units/format.ts';
import type { Measure } from '../units/measure.ts';
import { capacityRibbon } from './capacity-ribbon.ts';
import { ChanceStrip } from './chance-strip.tsx';

const COUNT: Measure = { unit: '', factor: 1, decimals: 0 };
const HOUR = 3_600_000;

/** Beds needed yesterday and in the next three days against those that are staffed, and how probably they are too few. */
export function CapacityCard({
  twin,
  board,
}: {
  readonly twin: TwinSummary;
  readonly board: BedBoard;
}): ReactNode {
  const ribbon = useMemo(() => capacityRibbon(board), [board]);
  return (
    <ChartCard
      title="Beds needed, next 72 h"
      under={<RibbonLegend readings={false} past="in beds and waiting" />}
      file={`${twin.id}-beds-needed`}
      table={() => tableOf(board)}
    >
      <RibbonChart ribbon={ribbon} measure={COUNT} types={[]} paths={false} live silence={null} />
      {board.fan.over !== null && <ChanceStrip ribbon={ribbon} over={board.fan.over} />}
    </ChartCard>
  );
}

function tableOf({ at, fan }: BedBoard): ChartTable {
  const now = Date.parse(at);
  return {
    caption: 'Beds needed, hour by hour, and the probability that they are more than are staffed',
    header: [
      'Time',
      'Median',
      '50 % from',
      '50 % to',
      '90 % from',
      '90 % to',
      'Staffed',
      'Probability of too few, %',
    ],
    rows: fan.hours.map((hours, i) => [
      formatInstant(now + hours * HOUR),
      fan.q50[i]!,
      fan.q25[i]!,
      fan.q75[i]!,
      fan.q05[i]!,
      fan.q95[i]!,
      fan.staffed,
      fan.over === null ? null : Number((100 * fan.over[i]!).toFixed(2)),
    ]),
  };
}
