import type { ChartTable } from '../charts/chart-card.tsx';
import type { Cell } from '../charts/csv.ts';
import { formatInstant } from '../units/format.ts';
import type { Measure } from '../units/measure.ts';
import { readRibbon, ribbonStops } from './read-ribbon.ts';
import type { Ribbon } from './ribbon.ts';

/** A ribbon as rows, newest first: what was read, what was believed, and what is expected. */
export function ribbonTable(ribbon: Ribbon, measure: Measure): ChartTable {
  const round = (value: number): number =>
    Number((value * measure.factor).toFixed(measure.decimals < 0 ? 4 : measure.decimals + 1));
  const whatIf = ribbon.branch !== null;
  const header = [
    'Time',
    'Reading',
    'Note',
    'Estimate',
    'Estimate, 90 % from',
    'to',
    'Forecast, median',
    '50 % from',
    '50 % to',
    '90 % from',
    '90 % to',
  ];
  const rows = ribbonStops(ribbon)
    .toReversed()
    .map((at): Cell[] => {
      const { reading, estimate, baseline, branch } = readRibbon(ribbon, at);
      const exact = reading !== null && reading.at === at ? reading : null;
      const note =
        exact === null
          ? null
          : (exact.censored ?? exact.absent ?? (exact.doubts.length > 0 ? exact.doubts.join('; ') : null));
      const fan = (slice: typeof baseline): Cell[] =>
        slice === null
          ? [null, null, null, null, null]
          : [slice.q50, slice.q25, slice.q75, slice.q05, slice.q95].map(round);
      return [
        formatInstant(at),
        exact?.value == null ? null : round(exact.value),
        note,
        estimate === null ? null : round(estimate.mean),
        estimate === null ? null : round(estimate.mean - 1.645 * estimate.sd),
        estimate === null ? null : round(estimate.mean + 1.645 * estimate.sd),
        ...fan(baseline),
        ...(whatIf ? fan(branch) : []),
      ];
    });
  return {
    caption: `${ribbon.quantity.label}${measure.unit === '' ? '' : ` in ${measure.unit}`}: readings, estimates and forecast, latest first`,
    header: whatIf
      ? [
          ...header,
          'What-if, median',
          'What-if 50 % from',
          'What-if 50 % to',
          'What-if 90 % from',
          'What-if 90 % to',
        ]
      : header,
    rows,
  };
}
