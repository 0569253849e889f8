import type { ReactNode } from 'react';
import type { ChangeView, SubjectView } from '../generated/types.ts';
import { formatChange, formatInstant, formatValue } from '../units/format.ts';
import { type GlucoseChoice, measureOf } from '../units/measure.ts';
import { organOf, organWord } from './organ.ts';
import { OrganIcon } from './organ-icon.tsx';
import styles from './side-cards.module.css';

interface ChangesCardProps {
  readonly subject: SubjectView;
  readonly choice: GlucoseChoice;
}

/** Changes shown, and the probability from which one is called sure. */
const MOST = 7;
const SURE = 0.95;
const PROBABLE = 0.8;

/** What changed since yesterday: which way, by how much, from what to what, and how sure that is. */
export function ChangesCard({ subject, choice }: ChangesCardProps): ReactNode {
  const told = subject.changed.filter(({ probability }) => probability >= PROBABLE);
  const behind = subject.twins.filter(({ catchingUp }) => catchingUp);
  const sure = told.filter(({ probability }) => probability >= SURE).length;
  return (
    <section className="card stack" aria-labelledby="changes-title">
      <div>
        <h2 id="changes-title">Since yesterday</h2>
        <p className="muted small">
          {told.length === 0
            ? 'Nothing has changed that can be told from doubt.'
            : `${sure === 0 ? 'Nothing surely' : `${sure} surely`} changed since ${formatInstant(Date.parse(subject.since))}.`}
        </p>
      </div>
      {told.length > 0 && (
        <ol className={styles.changes}>
          {told.slice(0, MOST).map((change) => (
            <Change key={`${change.twin} ${change.name}`} change={change} subject={subject} choice={choice} />
          ))}
        </ol>
      )}
      {told.length > MOST && <p className="muted small">And {told.length - MOST} more that moved less.</p>}
      {subject.comparing.length > 0 && (
        <p className="muted small" role="status">
          Still working out how it was then: {subject.comparing.map((id) => nameOf(id, subject)).join(', ')}.
        </p>
      )}
      {behind.length > 0 && (
        <p className="muted small" role="status">
          Catching up with the record, so shown as a little earlier:{' '}
          {behind.map(({ id }) => nameOf(id, subject)).join(', ')}.
        </p>
      )}
      {subject.unknownThen.length > 0 && (
        <p className="muted small">
          Not followed yesterday: {subject.unknownThen.map((id) => nameOf(id, subject)).join(', ')}.
        </p>
      )}
    </section>
  );
}

function Change({
  change,
  subject,
  choice,
}: {
  readonly change: ChangeView;
  readonly subject: SubjectView;
  readonly choice: GlucoseChoice;
}): ReactNode {
  const measure = measureOf(change, choice);
  const { difference, was, now } = change;
  const model = subject.twins.find(({ id }) => id === change.twin)?.model ?? '';
  const dots = Math.min(49, Math.round(change.probability * 50));
  return (
    <li>
      <span className={styles.sign} data-direction={change.direction}>
        <OrganIcon organ={organOf(model)} size={15} />
      </span>
      <div>
        <p>
          {change.label} <strong>{change.direction}</strong> by{' '}
          <strong>{formatChange(difference.q50, measure)}</strong>{' '}
          <span className="muted">
            ({formatChange(difference.q05, measure)} to {formatChange(difference.q95, measure)}){' '}
            {measure.unit}
          </span>
        </p>
        <p className="muted small">
          {formatValue(was.q50, measure)} to {formatValue(now.q50, measure)}
          {'; '}
          {change.probability > 0.99 ? 'all but certain' : `${dots} of 50 say so`}
        </p>
      </div>
    </li>
  );
}

function nameOf(id: string, subject: SubjectView): string {
  const twin = subject.twins.find((one) => one.id === id);
  return twin === undefined ? id : organWord(twin).toLowerCase();
}
