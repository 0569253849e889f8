import { Button, NativeSelect, NumberInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { DrawingNeed, DrawingNeeds, DrawingValues } from '../generated/types.ts';
import { SPAN_MINUTES } from '../units/span.ts';
import { SpanField } from '../units/span-field.tsx';
import styles from './drawing-form.module.css';

type Unit = DrawingValues['unit'];
type Amount = DrawingValues['amounts'][string];
type Spread = 'same' | 'exponential' | 'lognormal';

/** A field as it is being filled in, times in minutes; null where nothing was given yet. */
interface Entry {
  readonly mean: number | null;
  readonly spread: Spread;
  readonly sd: number | null;
}

const UNITS: readonly { readonly value: Unit; readonly label: string }[] = [
  { value: 'min', label: 'minutes' },
  { value: 'h', label: 'hours' },
  { value: 'd', label: 'days' },
];
const SPREADS: readonly { readonly value: Spread; readonly label: string }[] = [
  { value: 'exponential', label: 'exponential about it' },
  { value: 'lognormal', label: 'log-normal, with a standard deviation' },
  { value: 'same', label: 'the same each time' },
];
const EMPTY: Entry = { mean: null, spread: 'exponential', sd: null };
const LEAST = 0.001;
const MOST = 1e6;

/** Asks for what a drawing from another tool does not say: how often patients come, how long tasks take, who goes which way, how many work there. */
export function DrawingForm({
  drawing,
  pending,
  onGiven,
}: {
  readonly drawing: DrawingNeeds;
  readonly pending: boolean;
  readonly onGiven: (values: DrawingValues) => void;
}): ReactNode {
  const [unit, setUnit] = useState<Unit>('min');
  const [until, setUntil] = useState<number | null>(7 * SPAN_MINUTES.d);
  const [entries, setEntries] = useState<Readonly<Record<string, Entry>>>({});
  const amounts = drawing.needs.map(
    (need) => [need.name, amountOf(need, entries[need.name] ?? EMPTY, unit)] as const,
  );
  const left = amounts.filter(([, amount]) => amount === null).length + (until === null ? 1 : 0);
  return (
    <form
      className="stack"
      aria-label={`Values of ${drawing.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (left > 0 || until === null) return;
        onGiven({
          unit,
          until: until / SPAN_MINUTES[unit],
          amounts: Object.fromEntries(amounts as readonly (readonly [string, Amount])[]),
        });
      }}
    >
      <p>
        <strong>{drawing.name}</strong> was drawn with another tool. A drawing does not say how long things
        take; what you give counts as assumed.
      </p>
      {drawing.given.length > 0 && (
        <p className="muted small">
          The file says itself: {drawing.given.map(({ name, value }) => `${name} ${value}`).join('; ')} (times
          in minutes).
        </p>
      )}
      <div className={styles.line}>
        <NativeSelect
          label="Times are counted in"
          value={unit}
          data={[...UNITS]}
          onChange={(event) => setUnit(event.currentTarget.value as Unit)}
        />
        <SpanField
          label="Length of a run"
          value={until}
          minimum={LEAST}
          maximum={MOST}
          alone={unit}
          onChange={setUntil}
        />
      </div>
      <ul className={styles.needs}>
        {drawing.needs.map((need) => (
          <li key={need.name}>
            <NeedFields
              need={need}
              unit={unit}
              entry={entries[need.name] ?? EMPTY}
              onEntry={(entry) => setEntries({ ...entries, [need.name]: entry })}
            />
          </li>
        ))}
      </ul>
      <div className="row">
        <Button type="submit" loading={pending} disabled={left > 0}>
          Bring it
        </Button>
        {left > 0 && (
          <span className="muted small">{left === 1 ? 'one value is' : `${left} values are`} missing</span>
        )}
      </div>
    </form>
  );
}

function NeedFields({
  need: { kind, of, name },
  unit,
  entry,
  onEntry,
}: {
  readonly need: DrawingNeed;
  readonly unit: Unit;
  readonly entry: Entry;
  readonly onEntry: (entry: Entry) => void;
}): ReactNode {
  const timed = kind !== 'share' && kind !== 'units';
  const spanned = (field: 'mean' | 'sd') => ({
    value: entry[field],
    minimum: 0,
    maximum: MOST,
    alone: unit,
    onChange: (minutes: number | null) => onEntry({ ...entry, [field]: minutes }),
  });
  return (
    <div className={styles.line}>
      {timed ? (
        <SpanField className={styles.mean!} label={LABELS[kind](of)} {...spanned('mean')} />
      ) : (
        <NumberInput
          className={styles.mean!}
          label={LABELS[kind](of)}
          value={entry.mean ?? ''}
          min={0}
          {...(kind === 'share' ? { max: 100 } : {})}
          {...(kind === 'units' ? { allowDecimal: false } : {})}
          hideControls
          onChange={(next) => onEntry({ ...entry, mean: typeof next === 'number' ? next : null })}
        />
      )}
      {timed && (
        <NativeSelect
          aria-label={`How the ${name} varies`}
          value={entry.spread}
          data={[...SPREADS]}
          onChange={(event) => onEntry({ ...entry, spread: event.currentTarget.value as Spread })}
        />
      )}
      {timed && entry.spread === 'lognormal' && (
        <SpanField
          className={styles.sd!}
          label={`Standard deviation of the ${name}`}
          labelled={false}
          placeholder="SD"
          {...spanned('sd')}
        />
      )}
    </div>
  );
}

const LABELS: Readonly<Record<DrawingNeed['kind'], (of: string) => string>> = {
  interval: (of) => `Between one ${of} and the next, on average`,
  time: (of) => `${of} takes, on average`,
  after: (of) => `${of} comes after, on average`,
  share: (of) => `Go the way “${of}”, %`,
  units: (of) => `How many “${of}” there are`,
};

/** What was filled in as an amount; null while something is missing. */
function amountOf({ kind }: DrawingNeed, { mean, spread, sd }: Entry, unit: Unit): Amount | null {
  if (mean === null) return null;
  if (kind === 'share') return mean / 100;
  if (kind === 'units') return mean >= 1 ? mean : null;
  const length = SPAN_MINUTES[unit];
  if (spread === 'same') return kind === 'interval' && mean === 0 ? null : mean / length;
  if (mean === 0) return null;
  if (spread === 'exponential') return { dist: 'exponential', mean: mean / length };
  return sd === null || sd === 0 ? null : { dist: 'lognormal', mean: mean / length, sd: sd / length };
}
