import { CloseButton, NativeSelect, NumberInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { WardChange } from '../generated/types.ts';
import { SPAN_MINUTES } from '../units/span.ts';
import { SpanField } from '../units/span-field.tsx';
import { changeOf, KINDS } from './ward-changes.ts';
import styles from './ward-what-if-card.module.css';

const EVERYWHERE = '';

/** One change of a ward, or of who comes, as fields. */
export function WardChangeFields({
  change,
  units,
  specialties,
  onChange,
  onRemove,
}: {
  readonly change: WardChange;
  readonly units: readonly string[];
  readonly specialties: readonly string[];
  readonly onChange: (change: WardChange) => void;
  /** Null where it is the only one. */
  readonly onRemove: (() => void) | null;
}): ReactNode {
  const unit = 'unit' in change ? (change.unit ?? EVERYWHERE) : EVERYWHERE;
  return (
    <div className={styles.change}>
      <NativeSelect
        className={styles.choice!}
        label="What"
        value={change.do}
        data={[...KINDS]}
        onChange={(event) =>
          onChange(changeOf(event.currentTarget.value as WardChange['do'], unit || units[0]!, change))
        }
      />
      {'unit' in change && (
        <NativeSelect
          className={styles.choice!}
          label="Ward"
          value={unit}
          data={[
            ...(change.do === 'discharge-earlier' ? [{ value: EVERYWHERE, label: 'Every ward' }] : []),
            ...units,
          ]}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            onChange(
              change.do === 'discharge-earlier'
                ? { ...change, unit: chosen === EVERYWHERE ? null : chosen }
                : { ...change, unit: chosen },
            );
          }}
        />
      )}
      {change.do === 'surge' && (
        <>
          <NativeSelect
            className={styles.choice!}
            label="Specialty"
            value={change.specialty ?? EVERYWHERE}
            data={[{ value: EVERYWHERE, label: 'All' }, ...specialties]}
            onChange={(event) => onChange({ ...change, specialty: event.currentTarget.value || null })}
          />
          <Amount
            label="Of the usual, %"
            value={change.percent}
            range={[0, 300]}
            onChange={(percent) => onChange({ ...change, percent })}
          />
        </>
      )}
      {change.do === 'beds' && (
        <Amount
          label="Beds, + or −"
          value={change.beds}
          range={[-500, 500]}
          onChange={(beds) => onChange({ ...change, beds: Math.round(beds) })}
        />
      )}
      {change.do === 'discharge-earlier' && (
        <Hours
          label="Earlier by"
          value={change.earlier}
          range={[0.5, 48]}
          onChange={(earlier) => onChange({ ...change, earlier })}
        />
      )}
      <Hours
        label="For"
        value={change.hours}
        range={[1, 168]}
        onChange={(hours) => onChange({ ...change, hours })}
      />
      {change.do === 'close' && (
        <label className={styles.check}>
          <input
            type="checkbox"
            checked={change.empty}
            onChange={(event) => onChange({ ...change, empty: event.currentTarget.checked })}
          />
          patients move on
        </label>
      )}
      {onRemove !== null && (
        <CloseButton className={styles.remove!} aria-label="Leave this change out" onClick={onRemove} />
      )}
    </div>
  );
}

interface AmountProps {
  readonly label: string;
  readonly value: number;
  readonly range: readonly [number, number];
  readonly onChange: (value: number) => void;
}

function Hours({ label, value, range: [low, high], onChange }: AmountProps): ReactNode {
  const minutes = SPAN_MINUTES.h;
  return (
    <SpanField
      className={styles.amount!}
      label={label}
      value={value * minutes}
      minimum={low * minutes}
      maximum={high * minutes}
      step={low * minutes}
      onChange={(next) => {
        if (next !== null) onChange(next / minutes);
      }}
    />
  );
}

function Amount({ label, value, range: [low, high], onChange }: AmountProps): ReactNode {
  return (
    <NumberInput
      className={styles.amount!}
      label={label}
      value={value}
      min={low}
      max={high}
      clampBehavior="blur"
      hideControls
      onChange={(next) => {
        if (typeof next === 'number') onChange(Math.max(low, Math.min(high, next)));
      }}
    />
  );
}
