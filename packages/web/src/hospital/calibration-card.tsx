import type { ReactNode } from 'react';
import { ChartCard } from '../charts/chart-card.tsx';
import type { HospitalCalibration, HospitalRun } from '../generated/types.ts';
import { formatNumber } from '../units/format.ts';
import styles from './calibration-card.module.css';
import { TargetBar } from './target-bar.tsx';

/** Figures that were reported, beside those of the model with their intervals: near or not, it is said. */
export function CalibrationCard({
  run,
  file,
}: {
  readonly run: HospitalRun;
  readonly file: string;
}): ReactNode {
  const { calibration, replications } = run;
  if (calibration.length === 0) return null;
  const met = calibration.filter(isMet).length;
  return (
    <ChartCard
      title="Calibrated to reported figures"
      under={`${met} of ${calibration.length} reported figures lie in the model’s 95 % interval over ${replications} replications; the model reproduces no result.`}
      file={`${file}-calibration`}
      table={() => ({
        caption: 'Reported figures beside those of the model, 95 % intervals',
        header: ['Figure', 'Under', 'Reported', 'Basis', 'Source', 'Note', 'Model', 'Low', 'High'],
        rows: calibration.map((line) => [
          line.name,
          line.scenario === null ? 'as it is' : `difference by ${line.scenario}`,
          reportedWords(line),
          line.basis,
          line.source,
          line.note,
          ...[line.mean, line.low, line.high].map((value) =>
            value === null ? null : Number(value.toPrecision(4)),
          ),
        ]),
      })}
    >
      <ul className={styles.lines}>
        {calibration.map((line) => (
          <li key={line.name}>
            <span>
              <strong>{line.name}</strong>
              <span className="muted small">
                {line.scenario === null ? 'as it is' : `difference by “${line.scenario}”`}
              </span>
            </span>
            {hasMean(line) ? (
              <>
                <TargetBar line={line} />
                <span className={styles.number}>
                  <strong>{formatNumber(line.mean)}</strong>{' '}
                  <span className="muted">
                    ({formatNumber(line.low)} to {formatNumber(line.high)})
                  </span>
                </span>
              </>
            ) : (
              <span className={styles.none}>{line.why ?? 'no such figure in this run'}</span>
            )}
            <span className="small">
              reported {reportedWords(line)}: {isMet(line) ? 'in the interval' : 'not in the interval'}.{' '}
              <span className="muted">
                {line.basis}; {line.source}
                {line.note !== null && `. ${capital(line.note)}`}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </ChartCard>
  );
}

/** A reported figure beside one of the model that has a mean. */
export type MetOrMissed = HospitalCalibration & {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
};

function hasMean(line: HospitalCalibration): line is MetOrMissed {
  return line.mean !== null && line.low !== null && line.high !== null;
}

function isMet(line: HospitalCalibration): boolean {
  return hasMean(line) && line.reported.high >= line.low && line.reported.low <= line.high;
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function reportedWords({ reported: { low, high } }: HospitalCalibration): string {
  return low === high ? formatNumber(low) : `${formatNumber(low)} to ${formatNumber(high)}`;
}
