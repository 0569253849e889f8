import type { ReactNode } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import type { ProcessMap } from '../generated/types.ts';
import { Segments } from '../twin/segments.tsx';
import { formatShare } from '../units/format.ts';
import { BEGIN, END, type FlowEdge, usualDetail } from './flow-detail.ts';
import type { FlowLayout } from './flow-layout.ts';
import { FlowMap } from './flow-map.tsx';
import styles from './process.module.css';
import { hoursOf } from './span-words.ts';
import type { FlowMeasure } from './way-words.ts';

interface FlowCardProps {
  readonly map: ProcessMap;
  readonly all: readonly FlowEdge[];
  readonly shown: readonly FlowEdge[];
  /** Of those shown. */
  readonly drawing: FlowLayout;
  readonly measure: FlowMeasure;
  /** Percent of the ways that are shown. */
  readonly detail: number;
  readonly chosen: string | null;
  readonly traced: readonly string[] | null;
  readonly onPut: (name: 'by' | 'detail' | 'at', value: string | null) => void;
}

const MEASURES = [
  { value: 'cases', label: 'How often' },
  { value: 'time', label: 'How long' },
] as const;

/** The map with its controls, and the table that holds the same. */
export function FlowCard({
  map,
  all,
  shown,
  drawing,
  measure,
  detail,
  chosen,
  traced,
  onPut,
}: FlowCardProps): ReactNode {
  return (
    <ChartCard
      title="What follows what"
      under={
        measure === 'cases'
          ? 'Wider ways are taken more often; the bar in an activity is the share of cases that have it.'
          : 'Wider ways take longer: the median from the end of the one to the start of the other.'
      }
      file="process-map"
      table={() => ({
        caption: `What follows what: all ${all.length} ways, hours between them`,
        header: ['From', 'To', 'Times', 'Median hours', 'Mean hours'],
        rows: all.map((edge) => [
          placeName(edge.from),
          placeName(edge.to),
          edge.count,
          edge.medianGap === null ? null : hoursOf(edge.medianGap),
          edge.meanGap === null ? null : hoursOf(edge.meanGap),
        ]),
      })}
      controls={
        <>
          <Segments
            label="Ways are drawn by"
            value={measure}
            options={MEASURES}
            onChange={(value) => onPut('by', value === 'cases' ? null : value)}
          />
          <label className={styles.detail}>
            Detail
            <input
              type="range"
              min={0}
              max={100}
              step={5}
              value={detail}
              aria-valuetext={`${shown.length} of ${all.length} ways`}
              onChange={(event) =>
                onPut(
                  'detail',
                  Number(event.currentTarget.value) === usualDetail(all) ? null : event.currentTarget.value,
                )
              }
            />
            <span className={styles.count}>
              {shown.length} of {all.length} ways
            </span>
          </label>
          {hiddenShare(all, shown) > 0 && (
            <span className="muted small">{formatShare(hiddenShare(all, shown))} of all steps hidden</span>
          )}
        </>
      }
    >
      <FlowMap
        activities={map.activities}
        edges={shown}
        drawing={drawing}
        cases={map.cases}
        measure={measure}
        chosen={chosen}
        onChoose={(name) => onPut('at', name)}
        traced={traced}
      />
    </ChartCard>
  );
}

/** A place of the map as it is told. */
export function placeName(id: string): string {
  return id === BEGIN ? '(begin)' : id === END ? '(end)' : id;
}

function hiddenShare(all: readonly FlowEdge[], shown: readonly FlowEdge[]): number {
  const sum = (edges: readonly FlowEdge[]): number => edges.reduce((total, { count }) => total + count, 0);
  return 1 - sum(shown) / sum(all);
}
