import { NativeSelect, NumberInput } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import styles from './risk.module.css';
import {
  RISK_FIELDS,
  type RiskEquation,
  type RiskField,
  type RiskForm,
  unitKey,
  unitOf,
} from './risk-field.ts';

interface RiskFormFieldsProps {
  readonly equation: RiskEquation;
  readonly form: RiskForm;
  readonly onChange: (form: RiskForm) => void;
  /** The field the server refused, as the request names it. */
  readonly refused: string | null;
}

/** What an equation asks about a person. Nothing is filled in that was not given. */
export function RiskFormFields({ equation, form, onChange, refused }: RiskFormFieldsProps): ReactNode {
  const fields = RISK_FIELDS[equation];
  const put = (name: string, value: RiskForm[string]): void => onChange({ ...form, [name]: value });
  return (
    <div className={styles.fields}>
      {fields
        .filter(({ yes }) => yes === undefined)
        .map((field) => (
          <Field
            key={field.name}
            field={field}
            form={form}
            put={put}
            refused={refused === field.name || refused === `person.${field.name}`}
          />
        ))}
      <fieldset className={styles.checks}>
        <legend className="visually-hidden">Yes or no</legend>
        {fields
          .filter(({ yes }) => yes === true)
          .map(({ name, label }) => (
            <label key={name} className={styles.check}>
              <input
                type="checkbox"
                checked={form[name] === true}
                onChange={(event) => put(name, event.currentTarget.checked)}
              />
              {label}
            </label>
          ))}
      </fieldset>
    </div>
  );
}

interface FieldProps {
  readonly field: RiskField;
  readonly form: RiskForm;
  readonly put: (name: string, value: RiskForm[string]) => void;
  readonly refused: boolean;
}

function Field({ field, form, put, refused }: FieldProps): ReactNode {
  const id = useId();
  const value = form[field.name];
  if (field.choices !== undefined) {
    return (
      <NativeSelect
        label={field.label}
        value={typeof value === 'string' ? value : ''}
        data={[{ value: '', label: 'Choose' }, ...field.choices]}
        error={refused}
        onChange={(event) => put(field.name, event.currentTarget.value || undefined)}
      />
    );
  }
  const label = field.optional === undefined ? field.label : `${field.label} (optional)`;
  return (
    <div className={styles.field}>
      <label htmlFor={id} title={field.optional}>
        {label}
      </label>
      <NumberInput
        id={id}
        value={typeof value === 'number' ? value : ''}
        step={field.step ?? 1}
        min={0}
        hideControls
        error={refused}
        onChange={(next) => put(field.name, typeof next === 'number' ? next : undefined)}
      />
      {field.units === undefined ? (
        <span className={styles.unit}>{field.unit}</span>
      ) : (
        <NativeSelect
          aria-label={`Unit of ${field.label}`}
          value={unitOf(field, form)}
          data={[...field.units]}
          onChange={(event) => put(unitKey(field), event.currentTarget.value)}
        />
      )}
    </div>
  );
}
