import { type ReactNode, useMemo } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import type { ComparisonView, ForecastView, HistoryView, TwinDetail } from '../generated/types.ts';
import { gatherRibbon, type Limit } from '../ribbon/ribbon.ts';
import { RibbonChart } from '../ribbon/ribbon-chart.tsx';
import { ribbonTable } from '../ribbon/ribbon-table.ts';
import { Waiting } from '../shell/waiting.tsx';
import { isGlucose, measureOf, type Quantity } from '../units/measure.ts';
import { usePreferences } from '../units/preferences.tsx';
import { forReader } from '../units/words.ts';
import { RibbonLegend } from './ribbon-legend.tsx';
import { Segments } from './segments.tsx';
import { TimeScrub } from './time-scrub.tsx';
import { RANGE_LENGTH, RANGES, type TwinView } from './use-twin-view.ts';

interface RibbonCardProps {
  readonly twin: TwinDetail;
  readonly view: TwinView;
  readonly change: (part: Partial<TwinView>) => void;
  readonly quantity: Quantity;
  readonly quantities: readonly Quantity[];
  readonly history: HistoryView | undefined;
  readonly forecast: ForecastView | undefined;
  readonly comparison: ComparisonView | null;
  /** The instant the forecast starts from, milliseconds. */
  readonly now: number;
  /** The latest instant there is to look at, milliseconds. */
  readonly latest: number;
  /** What values are read against, where that is not the model's own thresholds. */
  readonly limits?: readonly Limit[];
}

const RANGE_WORDS = { '3h': '3 h', '6h': '6 h', '12h': '12 h', '24h': '24 h', '7d': '7 days' } as const;

/** The ribbon with everything that steers it. */
export function RibbonCard(props: RibbonCardProps): ReactNode {
  const { twin, view, change, quantity, quantities, history, forecast, comparison, now, latest, limits } =
    props;
  const { glucose, setGlucose } = usePreferences();
  const measure = measureOf(quantity, glucose);
  const ribbon = useMemo(
    () =>
      history === undefined
        ? null
        : gatherRibbon({
            quantity,
            history,
            forecast: forecast ?? null,
            branch: comparison?.branch.fans ?? null,
            proposed: (comparison?.interventions ?? []).map((one) => ({
              ...one,
              label: twin.interventions.find((type) => type.name === one.type)?.label ?? one.type,
              at: Date.parse(one.at),
            })),
            thresholds: limits ?? (forecast?.risks.length ? forecast.risks : twin.risks),
            range: RANGE_LENGTH[view.range],
            ahead: twin.horizon.length * 1000,
            now,
          }),
    [quantity, history, forecast, comparison, twin, view.range, now, limits],
  );
  const silence =
    forecast === undefined || forecast.fans.length > 0
      ? null
      : forReader(`No forecast: ${forecast.fit.reason ?? 'the twin is still warming up'}`, glucose);
  return (
    <ChartCard
      title={measure.unit === '' ? quantity.label : `${quantity.label}, ${measure.unit}`}
      under={<RibbonLegend whatIf={comparison !== null} later={view.at !== null} paths={view.paths} />}
      file={`${twin.id}-${quantity.name}`}
      table={() =>
        ribbon === null
          ? { caption: 'Nothing yet', header: ['Time'], rows: [] }
          : ribbonTable(ribbon, measure)
      }
      tools={
        <button
          type="button"
          className="link-button"
          aria-pressed={view.paths}
          onClick={() => change({ paths: !view.paths })}
        >
          Whole futures
        </button>
      }
      controls={
        <>
          {quantities.length > 1 && (
            <Segments
              label="Quantity"
              value={quantity.name}
              options={quantities.map((one) => ({ value: one.name, label: one.label }))}
              onChange={(name) => change({ quantity: name === quantities[0]!.name ? null : name })}
            />
          )}
          <Segments
            label="Past shown"
            value={view.range}
            options={RANGES.map((range) => ({ value: range, label: RANGE_WORDS[range] }))}
            onChange={(range) => change({ range })}
          />
          {isGlucose(quantity) && (
            <Segments
              label="Unit"
              value={glucose}
              options={[
                { value: 'mg/dL', label: 'mg/dL' },
                { value: 'mmol/L', label: 'mmol/L' },
              ]}
              onChange={setGlucose}
            />
          )}
        </>
      }
    >
      {ribbon === null ? (
        <Waiting height={404} label="Reading the history" />
      ) : (
        <RibbonChart
          ribbon={ribbon}
          measure={measure}
          types={twin.interventions}
          paths={view.paths}
          live={view.at === null}
          silence={silence}
        />
      )}
      <TimeScrub
        latest={latest}
        range={RANGE_LENGTH[view.range]}
        at={view.at}
        onChange={(at) => change({ at })}
      />
    </ChartCard>
  );
}
