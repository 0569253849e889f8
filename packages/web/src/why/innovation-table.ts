import type { ChartTable } from '../charts/chart-card.tsx';
import type { InnovationView } from '../generated/types.ts';
import { formatInstant } from '../units/format.ts';
import { type GlucoseChoice, measureOf } from '../units/measure.ts';

/** Readings beside what the twin had predicted and what its filter did about them, in the order given. */
export function innovationTable(innovations: readonly InnovationView[], glucose: GlucoseChoice): ChartTable {
  return {
    caption: 'Readings against what the twin had predicted, latest first',
    header: [
      'Time',
      'What',
      'Observed',
      'Predicted',
      'SD',
      'Unit',
      'SDs off',
      'Moved the estimate by',
      'Besides',
    ],
    rows: innovations.map((one) => {
      const { factor, unit } = measureOf(
        { name: one.observable, label: one.observable, unit: one.unit },
        glucose,
      );
      const round = (value: number): number => Number((value * factor).toFixed(2));
      return [
        formatInstant(Date.parse(one.at)),
        one.observable,
        round(one.observed),
        round(one.predicted),
        round(one.sd),
        unit,
        Number(one.score.toFixed(2)),
        round(one.shift),
        one.note ?? '',
      ];
    }),
  };
}
