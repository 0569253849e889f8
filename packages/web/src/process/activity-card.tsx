import type { ReactNode } from 'react';
import type { MappedActivity, ProcessMap } from '../generated/types.ts';
import { formatNumber, formatSpan } from '../units/format.ts';
import { placeName } from './flow-card.tsx';
import { BEGIN, END, type FlowEdge, flowEdges } from './flow-detail.ts';
import styles from './process.module.css';
import { spanWords } from './span-words.ts';

interface ActivityCardProps {
  readonly map: ProcessMap;
  readonly chosen: string | null;
  readonly onChoose: (name: string | null) => void;
}

/** One activity closely: how often, how long, and where cases come from and go to. Without one, the choice among all. */
export function ActivityCard({ map, chosen, onChoose }: ActivityCardProps): ReactNode {
  const activity = map.activities.find(({ name }) => name === chosen);
  return (
    <section className="card stack" aria-labelledby="process-activity" aria-live="polite">
      <div className="row between">
        <h2 id="process-activity">{activity?.name ?? 'Activities'}</h2>
        {activity !== undefined && (
          <button type="button" className="link-button" onClick={() => onChoose(null)}>
            All activities
          </button>
        )}
      </div>
      {activity === undefined ? (
        <div>
          <p className={`${styles.step} ${styles.stepHead}`}>
            <span>Activity</span>
            <span>times</span>
            <span>median length</span>
          </p>
          <ul className={styles.plain}>
            {map.activities.map(({ name, count, lasting }) => (
              <li key={name} className={styles.step}>
                <button type="button" className={styles.pick} onClick={() => onChoose(name)}>
                  {name}
                </button>
                <span>{formatNumber(count)}</span>
                <span className="muted">{formatSpan(lasting.q50 * 1000)}</span>
              </li>
            ))}
          </ul>
        </div>
      ) : (
        <Chosen map={map} activity={activity} onChoose={onChoose} />
      )}
    </section>
  );
}

function Chosen({
  map,
  activity,
  onChoose,
}: {
  readonly map: ProcessMap;
  readonly activity: MappedActivity;
  readonly onChoose: (name: string) => void;
}): ReactNode {
  const { name, count, cases, lasting, skipped, unforeseen } = activity;
  const edges = flowEdges(map);
  return (
    <>
      <dl className={styles.facts}>
        <div>
          <dt>Done</dt>
          <dd>
            {formatNumber(count)} times in {formatNumber(cases)} cases
          </dd>
        </div>
        <div>
          <dt>Lasts</dt>
          <dd>{spanWords(lasting)}</dd>
        </div>
        {(skipped > 0 || unforeseen > 0) && (
          <div>
            <dt>Against the process</dt>
            <dd>
              {skipped > 0 && `left out in ${formatNumber(skipped)}`}
              {skipped > 0 && unforeseen > 0 && ', '}
              {unforeseen > 0 && `not foreseen in ${formatNumber(unforeseen)}`} cases
            </dd>
          </div>
        )}
      </dl>
      <Steps
        title="Before it"
        steps={edges.filter(({ to }) => to === name)}
        other={({ from }) => from}
        onChoose={onChoose}
      />
      <Steps
        title="After it"
        steps={edges.filter(({ from }) => from === name)}
        other={({ to }) => to}
        onChoose={onChoose}
      />
    </>
  );
}

function Steps({
  title,
  steps,
  other,
  onChoose,
}: {
  readonly title: string;
  readonly steps: readonly FlowEdge[];
  readonly other: (edge: FlowEdge) => string;
  readonly onChoose: (name: string) => void;
}): ReactNode {
  return (
    <div>
      <h3>{title}</h3>
      <ul className={styles.plain}>
        {steps.map((edge) => {
          const id = other(edge);
          return (
            <li key={id} className={styles.step}>
              {id === BEGIN || id === END ? (
                <span className="muted">{placeName(id)}</span>
              ) : (
                <button type="button" className={styles.pick} onClick={() => onChoose(id)}>
                  {id}
                </button>
              )}
              <span>{formatNumber(edge.count)}</span>
              <span className="muted">
                {edge.medianGap === null ? '' : formatSpan(edge.medianGap * 1000)}
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
