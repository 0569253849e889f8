import type { ReactNode } from 'react';
import { TableView } from '../charts/chart-card.tsx';
import type { HospitalRun } from '../generated/types.ts';
import { formatNumber } from '../units/format.ts';
import { signed } from './one-more-card.tsx';

/** Every figure of the run with its interval, and what the scenario makes of it. */
export function FiguresCard({ run }: { readonly run: HospitalRun }): ReactNode {
  const bounds = [...new Set(run.figures.flatMap(({ bound }) => bound ?? []))];
  const { figures, warnings, scenario, replications, until, warmUp, unit, seed } = run;
  return (
    <section className="card stack" aria-labelledby="hospital-figures">
      <div>
        <h2 id="hospital-figures">
          {scenario === null ? 'Figures' : `Figures with “${scenario}”, and what it changes`}
        </h2>
        <p className="muted small">
          {replications} replications of {formatNumber(until)} {unit}
          {warmUp > 0 && `, the first ${formatNumber(warmUp)} not counted`}; 95 % intervals by Student's t;
          waits and times in {unit}; seed <code>{seed}</code>
        </p>
      </div>
      {bounds.map((words) => (
        <p key={words} className="small">
          * {words}
        </p>
      ))}
      {warnings.length > 0 && (
        <ul className="small">
          {warnings.map(({ text }) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <TableView
        table={{
          caption: 'Figures with 95 % intervals',
          header: [
            'Figure',
            'Mean',
            '95 % interval',
            ...(scenario === null ? [] : ['Change', 'Its interval']),
          ],
          rows: figures.map(({ name, mean, low, high, bound, change }) => [
            bound === null ? name : `${name} *`,
            ...(mean === null || low === null || high === null
              ? ['grows, no mean', '–']
              : intervalWords(mean, low, high)),
            ...(scenario === null || change === null
              ? []
              : [signed(change.mean), `${signed(change.low)} to ${signed(change.high)}`]),
          ]),
        }}
      />
    </section>
  );
}

/** A mean and its interval with as many decimals as the largest of the three needs, so that they can be read against each other. */
function intervalWords(mean: number, low: number, high: number): readonly [string, string] {
  const size = Math.max(Math.abs(low), Math.abs(high));
  const decimals = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.001 ? 3 : -1;
  const words = (value: number): string => formatNumber(value, decimals);
  return [words(mean), `${words(low)} to ${words(high)}`];
}
