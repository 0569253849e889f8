import { NumberInput, Slider } from '@mantine/core';
import type { ReactNode } from 'react';
import type { InterventionType } from '../generated/types.ts';
import { plainUnit } from '../units/measure.ts';
import { isSpanUnit, SPAN_MINUTES } from '../units/span.ts';
import { SpanField } from '../units/span-field.tsx';
import styles from './intervention-fields.module.css';

interface InterventionFieldsProps {
  readonly type: InterventionType;
  readonly amounts: Readonly<Record<string, number>>;
  readonly onChange: (amounts: Readonly<Record<string, number>>) => void;
}

/** The amounts of an intervention: a slider for the hand and a field for the exact number, both within the model's bounds. */
export function InterventionFields({ type, amounts, onChange }: InterventionFieldsProps): ReactNode {
  return type.fields.map((field) => {
    const value = amounts[field.name] ?? field.default;
    const put = (next: number): void =>
      onChange({ ...amounts, [field.name]: clamp(next, field.minimum, field.maximum) });
    const unit = plainUnit(field.unit);
    const timed = isSpanUnit(field.unit);
    const label = timed || unit === '' ? field.label : `${field.label}, ${unit}`;
    const minutes = timed ? SPAN_MINUTES[field.unit] : 1;
    return (
      <div key={field.name} className={styles.field}>
        {field.label !== type.label && <span className={styles.label}>{field.label}</span>}
        <Slider
          className={styles.slider}
          value={Math.min(value, sliderEnd(field.default, field.maximum))}
          min={field.minimum}
          max={sliderEnd(field.default, field.maximum)}
          step={field.step}
          label={null}
          size={4}
          thumbSize={18}
          classNames={{ thumb: styles.thumb! }}
          thumbLabel={label}
          onChange={put}
        />
        {timed ? (
          <SpanField
            className={styles.number!}
            size="xs"
            label={label}
            labelled={false}
            value={value * minutes}
            minimum={field.minimum * minutes}
            maximum={field.maximum * minutes}
            step={field.step * minutes}
            onChange={(next) => {
              if (next !== null) put(next / minutes);
            }}
          />
        ) : (
          <NumberInput
            className={styles.number}
            size="xs"
            aria-label={label}
            value={value}
            min={field.minimum}
            max={field.maximum}
            step={field.step}
            clampBehavior="blur"
            hideControls
            suffix={` ${unit}`}
            onChange={(next) => {
              if (typeof next === 'number') put(next);
            }}
          />
        )}
      </div>
    );
  });
}

/** The amounts a new intervention begins with. */
export function defaultAmounts(type: InterventionType): Readonly<Record<string, number>> {
  return Object.fromEntries(type.fields.map((field) => [field.name, field.default]));
}

/** Sliders reach amounts that are often meant; the field beside them reaches the rest. */
function sliderEnd(usual: number, maximum: number): number {
  return Math.min(maximum, Math.max(usual * 6, maximum * 0.2));
}

function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(high, value));
}
