import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { asProblem } from '../api/problem.ts';
import { TableView } from '../charts/chart-card.tsx';
import { csvText, saveText } from '../charts/csv.ts';
import type { HistoryView, TwinDetail } from '../generated/types.ts';
import { amountWords } from '../ribbon/ribbon-marks.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { formatLongInstant, formatSpan } from '../units/format.ts';
import { type GlucoseChoice, measureOf } from '../units/measure.ts';
import { usePreferences } from '../units/preferences.tsx';
import { Segments } from './segments.tsx';
import { useHistory } from './twin-queries.ts';

interface HistoryTabProps {
  readonly twin: TwinDetail;
  /** The latest instant there is, milliseconds. */
  readonly latest: number;
}

const DAYS = ['1', '7', '30'] as const;

/** Everything that entered the record of this twin's subject: readings as they came, and what was done. */
export function HistoryTab({ twin, latest }: HistoryTabProps): ReactNode {
  const { glucose } = usePreferences();
  const [days, setDays] = useState<(typeof DAYS)[number]>('1');
  const history = useHistory(twin.id, {
    key: `last ${days} days`,
    from: latest - Number(days) * 86_400_000,
    to: null,
  });
  if (history.isPending) return <Waiting height={400} label="Reading the history" />;
  if (history.isError)
    return <ProblemPanel problem={asProblem(history.error)} onRetry={() => void history.refetch()} />;
  const readings = readingRows(history.data, twin, glucose);
  const done = doneRows(history.data, twin);
  return (
    <div className="stack">
      <div className="row between">
        <Segments
          label="Days shown"
          value={days}
          options={DAYS.map((day) => ({ value: day, label: day === '1' ? '1 day' : `${day} days` }))}
          onChange={setDays}
        />
        <div className="row">
          <Button
            variant="default"
            size="xs"
            onClick={() => saveText(`${twin.id}-readings.csv`, csvText(readings.header, readings.rows))}
          >
            Readings as CSV
          </Button>
          <Button
            variant="default"
            size="xs"
            onClick={() => saveText(`${twin.id}-done.csv`, csvText(done.header, done.rows))}
          >
            Interventions as CSV
          </Button>
        </div>
      </div>
      <section className="card">
        <h2>Readings</h2>
        <TableView table={readings} />
      </section>
      <section className="card">
        <h2>What was done</h2>
        {done.rows.length === 0 ? (
          <p className="muted">Nothing was entered in these days.</p>
        ) : (
          <TableView table={done} />
        )}
      </section>
    </div>
  );
}

function readingRows(
  history: HistoryView,
  twin: TwinDetail,
  choice: GlucoseChoice,
): Parameters<typeof TableView>[0]['table'] {
  return {
    caption: `${history.readings.length.toLocaleString('en-GB')} readings, latest first`,
    header: ['Time', 'What', 'Value', 'Unit', 'Note', 'Status', 'Source', 'Known after'],
    rows: history.readings.toReversed().map((reading) => {
      const label =
        twin.observables.find((one) => one.name === reading.observable)?.label ?? reading.observable;
      const measure = measureOf({ name: reading.observable, label, unit: reading.unit }, choice);
      const late = Date.parse(reading.recordedAt) - Date.parse(reading.at);
      return [
        formatLongInstant(Date.parse(reading.at)),
        label,
        reading.value === null
          ? null
          : Number((reading.value * measure.factor).toFixed(Math.max(1, measure.decimals))),
        measure.unit,
        reading.censored !== null
          ? `${reading.censored} the limit`
          : (reading.absent ?? (reading.doubts.join('; ') || null)),
        reading.status,
        reading.source,
        late < 0 ? '0 s' : formatSpan(late),
      ];
    }),
  };
}

function doneRows(history: HistoryView, twin: TwinDetail): Parameters<typeof TableView>[0]['table'] {
  return {
    caption: `${history.interventions.length.toLocaleString('en-GB')} interventions, latest first`,
    header: ['Time', 'What', 'How much', 'Source'],
    rows: history.interventions
      .toReversed()
      .map((done) => [
        formatLongInstant(Date.parse(done.at)),
        done.label,
        amountWords(done, twin.interventions),
        done.source,
      ]),
  };
}
