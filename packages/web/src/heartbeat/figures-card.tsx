import type { ReactNode } from 'react';
import { IntervalBar } from '../charts/interval-bar.tsx';
import type { CycleView } from '../generated/types.ts';
import { formatNumber } from '../units/format.ts';
import { plainUnit } from '../units/measure.ts';
import { wordOf } from './beat.ts';
import styles from './heartbeat.module.css';

/** The figures of one cycle, each with its 90 % interval over the members. */
export function FiguresCard({ cycle }: { readonly cycle: CycleView }): ReactNode {
  return (
    <section className={`card ${styles.figures}`} aria-label={`Figures of the ${wordOf(cycle)}`}>
      {cycle.figures.map((figure) => {
        const show = (value: number): string => formatNumber(value);
        const unit = plainUnit(figure.unit);
        const [name, aside] = figure.label.split(' (');
        return (
          <div key={figure.name} className={styles.figure}>
            <span className={styles.name} title={figure.label}>
              {name}
              {aside !== undefined && <span className="visually-hidden"> ({aside}</span>}
            </span>
            <span>
              <strong>{show(figure.q50)}</strong> <span className="muted">{unit}</span>
            </span>
            <IntervalBar
              {...figure}
              label={`${figure.label} ${show(figure.q50)}, 90 % interval ${show(figure.q05)} to ${show(figure.q95)} ${unit}`}
            />
            <span className="muted small">
              {show(figure.q05)} to {show(figure.q95)}
            </span>
          </div>
        );
      })}
    </section>
  );
}
