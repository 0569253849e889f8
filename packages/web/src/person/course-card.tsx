import { type ReactNode, useMemo } from 'react';
import { ChartCard, type ChartTable } from '../charts/chart-card.tsx';
import { SmallFan } from '../charts/small-fan.tsx';
import type { ForecastView, HistoryView, TwinDetail } from '../generated/types.ts';
import { mainRisks } from '../overview/main-risks.ts';
import { Waiting } from '../shell/waiting.tsx';
import { useForecast, useHistory, useTwin } from '../twin/twin-queries.ts';
import { formatLongInstant } from '../units/format.ts';
import { type GlucoseChoice, type Measure, measureOf, type Quantity } from '../units/measure.ts';
import { organOf } from './organ.ts';

interface CourseCardProps {
  readonly twin: string;
  readonly choice: GlucoseChoice;
  /** Hours of past to show. */
  readonly hours: number;
}

/** Where a quantity came from and where it may go: a drug's level with its doses, or glucose, over its target. */
export function CourseCard({ twin, choice, hours }: CourseCardProps): ReactNode {
  const detail = useTwin(twin);
  const forecast = useForecast(twin, null);
  const now = forecast.data === undefined ? null : Date.parse(forecast.data.from);
  const history = useHistory(
    twin,
    now === null ? null : { key: `course ${hours}`, from: now - hours * 3_600_000, to: null },
  );
  if (detail.data === undefined || forecast.data === undefined || history.data === undefined) {
    return <Waiting height={240} label="Reading the course" />;
  }
  const [first] = detail.data.observables;
  if (first === undefined) return null;
  return (
    <Course
      detail={detail.data}
      quantity={first}
      forecast={forecast.data}
      history={history.data}
      choice={choice}
    />
  );
}

function Course({
  detail,
  quantity,
  forecast,
  history,
  choice,
}: {
  readonly detail: TwinDetail;
  readonly quantity: Quantity;
  readonly forecast: ForecastView;
  readonly history: HistoryView;
  readonly choice: GlucoseChoice;
}): ReactNode {
  const measure = measureOf(quantity, choice);
  const fan = forecast.fans.find(({ name }) => name === quantity.name) ?? null;
  const now = Date.parse(forecast.from);
  const at = forecast.times.map((time) => Date.parse(time));
  const readings = useMemo(
    () =>
      history.readings
        .filter((one) => one.observable === quantity.name && one.value !== null)
        .map((one) => [Date.parse(one.at), one.value!] as const)
        .sort((a, b) => a[0] - b[0]),
    [history, quantity.name],
  );
  const estimates = useMemo(
    () =>
      history.estimates
        .filter((one) => one.observable === quantity.name)
        .map((one) => [Date.parse(one.at), one.mean] as const)
        .sort((a, b) => a[0] - b[0]),
    [history, quantity.name],
  );
  const [below, above] = [
    mainRisks(forecast.risks).find(({ side, of }) => side === 'below' && of === quantity.name),
    mainRisks(forecast.risks).find(({ side, of }) => side === 'above' && of === quantity.name),
  ];
  const band =
    below === undefined && above === undefined
      ? null
      : { low: below?.limit ?? null, high: above?.limit ?? null };
  const marks = history.interventions.map((one) => Date.parse(one.at)).sort((a, b) => a - b);
  const dotted = organOf(detail.model) === 'drug';
  return (
    <ChartCard
      title={`${quantity.label}, ${measure.unit}`}
      under={
        <span className="muted small">
          {dotted
            ? 'Measured levels as dots, doses as triangles, then the futures.'
            : 'Readings as dots, what was eaten or given as triangles, then the futures.'}
          {band !== null && ' The target is shaded.'}
        </span>
      }
      file={`${detail.id}-course`}
      table={() => courseTable(quantity, measure, readings, forecast, at)}
    >
      <SmallFan
        label={`${quantity.label}: readings and forecast; the table holds the same`}
        measure={measure}
        at={at}
        baseline={fan}
        readings={readings}
        estimates={dotted ? [] : estimates}
        marks={marks}
        band={band}
        now={now}
        height={190}
      />
    </ChartCard>
  );
}

function courseTable(
  quantity: Quantity,
  measure: Measure,
  readings: readonly (readonly [number, number])[],
  forecast: ForecastView,
  at: readonly number[],
): ChartTable {
  const fan = forecast.fans.find(({ name }) => name === quantity.name);
  const round = (value: number): number => Number((value * measure.factor).toPrecision(4));
  return {
    caption: `${quantity.label} in ${measure.unit}: readings, then the forecast with its 90 % interval`,
    header: ['Time', 'Reading', 'Forecast', '90 % from', '90 % to'],
    rows: [
      ...readings.map(([time, value]) => [formatLongInstant(time), round(value), null, null, null]),
      ...(fan === undefined
        ? []
        : at.map((time, i) => [
            formatLongInstant(time),
            null,
            round(fan.q50[i]!),
            round(fan.q05[i]!),
            round(fan.q95[i]!),
          ])),
    ],
  };
}
