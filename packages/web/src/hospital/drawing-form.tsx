import { Button, NativeSelect, NumberInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { DrawingNeed, DrawingNeeds, DrawingValues } from '../generated/types.ts';
import styles from './drawing-form.module.css';

type Unit = DrawingValues['unit'];
type Amount = DrawingValues['amounts'][string];
type Spread = 'same' | 'exponential' | 'lognormal';

/** A field as it is being filled in; empty where nothing was given yet. */
interface Entry {
  readonly mean: number | '';
  readonly spread: Spread;
  readonly sd: number | '';
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
const EMPTY: Entry = { mean: '', spread: 'exponential', sd: '' };

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
  const [until, setUntil] = useState<number | ''>(10_080);
  const [entries, setEntries] = useState<Readonly<Record<string, Entry>>>({});
  const amounts = drawing.needs.map(
    (need) => [need.name, amountOf(need, entries[need.name] ?? EMPTY)] as const,
  );
  const left = amounts.filter(([, amount]) => amount === null).length + (until === '' ? 1 : 0);
  return (
    <form
      className="stack"
      aria-label={`Values of ${drawing.name}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (left > 0 || until === '') return;
        onGiven({
          unit,
          until,
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
          label="Times are in"
          value={unit}
          data={[...UNITS]}
          onChange={(event) => setUnit(event.currentTarget.value as Unit)}
        />
        <NumberInput
          label={`Length of a run, ${unit}`}
          value={until}
          min={0.001}
          hideControls
          onChange={(next) => setUntil(typeof next === 'number' && next > 0 ? next : '')}
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
  const timed = kind === 'interval' || kind === 'time';
  const put = (field: 'mean' | 'sd') => (next: number | string) =>
    onEntry({ ...entry, [field]: typeof next === 'number' ? next : '' });
  return (
    <div className={styles.line}>
      <NumberInput
        className={styles.mean!}
        label={LABELS[kind](of, unit)}
        value={entry.mean}
        min={0}
        {...(kind === 'share' ? { max: 100 } : {})}
        {...(kind === 'units' ? { allowDecimal: false } : {})}
        hideControls
        onChange={put('mean')}
      />
      {timed && (
        <NativeSelect
          aria-label={`How the ${name} varies`}
          value={entry.spread}
          data={[...SPREADS]}
          onChange={(event) => onEntry({ ...entry, spread: event.currentTarget.value as Spread })}
        />
      )}
      {timed && entry.spread === 'lognormal' && (
        <NumberInput
          className={styles.sd!}
          aria-label={`Standard deviation of the ${name}, ${unit}`}
          placeholder={`SD, ${unit}`}
          value={entry.sd}
          min={0}
          hideControls
          onChange={put('sd')}
        />
      )}
    </div>
  );
}

const LABELS: Readonly<Record<DrawingNeed['kind'], (of: string, unit: Unit) => string>> = {
  interval: (of, unit) => `Between one ${of} and the next, ${unit} on average`,
  time: (of, unit) => `${of} takes, ${unit} on average`,
  share: (of) => `Go the way “${of}”, %`,
  units: (of) => `How many “${of}” there are`,
};

/** What was filled in as an amount; null while something is missing. */
function amountOf({ kind }: DrawingNeed, { mean, spread, sd }: Entry): Amount | null {
  if (mean === '') return null;
  if (kind === 'share') return mean / 100;
  if (kind === 'units') return mean >= 1 ? mean : null;
  if (spread === 'same') return kind === 'interval' && mean === 0 ? null : mean;
  if (mean === 0) return null;
  if (spread === 'exponential') return { dist: 'exponential', mean };
  return sd === '' || sd === 0 ? null : { dist: 'lognormal', mean, sd };
}
