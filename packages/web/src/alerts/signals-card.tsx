import type { ReactNode } from 'react';
import { ChartCard, type ChartTable } from '../charts/chart-card.tsx';
import type { AlertDetail, FindingView } from '../generated/types.ts';
import { plainUnit } from '../units/measure.ts';
import styles from './alerts.module.css';
import { SignalChart } from './signal-chart.tsx';

/** What changed: every signal against what is usual for this person, those that moved most first. */
export function SignalsCard({
  alert,
  finding,
}: {
  readonly alert: AlertDetail;
  readonly finding: FindingView;
}): ReactNode {
  const shareOf = (name: string): number =>
    finding.signals.find((signal) => signal.name === name)?.share ?? 0;
  const courses = [...alert.courses].sort((a, b) => shareOf(b.name) - shareOf(a.name));
  const table = (): ChartTable => ({
    caption: `${alert.label}: signals of the last weeks beside what is usual`,
    header: ['Day', 'Signal', 'Value', 'Usual', 'Low', 'High', 'Unit'],
    rows: courses.flatMap((course) =>
      course.at.map((at, i) => [
        at.slice(0, 10),
        course.label,
        course.value[i] ?? null,
        rounded(course.usual[i]!),
        rounded(course.low[i]!),
        rounded(course.high[i]!),
        plainUnit(course.unit),
      ]),
    ),
  });
  return (
    <ChartCard
      title="What changed"
      under="Each day a dot; the band holds nine of ten of this person’s own days. Shaded: since the change probably began."
      table={table}
      file={`${alert.id}-signals`}
    >
      <div className={styles.signals}>
        {courses.map((course) => (
          <SignalChart
            key={course.name}
            course={course}
            since={Date.parse(finding.since)}
            share={shareOf(course.name)}
          />
        ))}
      </div>
    </ChartCard>
  );
}

function rounded(x: number): number {
  return Number(x.toPrecision(4));
}
