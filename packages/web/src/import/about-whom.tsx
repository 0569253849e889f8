import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ModelView, TwinSummary } from '../generated/types.ts';
import { Segments } from '../twin/segments.tsx';
import { plainUnit } from '../units/measure.ts';
import styles from './import.module.css';
import { idFromName } from './import-question.ts';

/** Whose file it is: a twin there is, or one to be opened. */
export interface Whom {
  readonly kind: 'known' | 'new';
  /** Id of the known twin. */
  readonly twin: string;
  readonly name: string;
  readonly model: string;
  readonly facts: Readonly<Record<string, number>>;
}

interface AboutWhomProps {
  readonly whom: Whom;
  readonly onChange: (whom: Whom) => void;
  readonly twins: readonly TwinSummary[];
  readonly models: readonly ModelView[];
  readonly mayOpen: boolean;
}

/** Asks whose file it is. */
export function AboutWhom({ whom, onChange, twins, models, mayOpen }: AboutWhomProps): ReactNode {
  const model = models.find((one) => one.name === whom.model);
  return (
    <div className="stack">
      {mayOpen && (
        <Segments
          label="Whose file is it"
          value={whom.kind}
          options={[
            { value: 'known', label: 'A twin there is' },
            { value: 'new', label: 'A new twin' },
          ]}
          onChange={(kind) => onChange({ ...whom, kind })}
        />
      )}
      {whom.kind === 'known' ? (
        <NativeSelect
          label="Twin"
          value={whom.twin}
          data={[
            { value: '', label: 'Choose a twin' },
            ...twins.map((twin) => ({ value: twin.id, label: `${twin.label} (${twin.id})` })),
          ]}
          onChange={(event) => onChange({ ...whom, twin: event.currentTarget.value })}
        />
      ) : (
        <>
          <TextInput
            label="Name to show"
            description="A code or initials; avoid full names."
            value={whom.name}
            maxLength={120}
            error={
              twins.some((twin) => twin.id === idFromName(whom.name))
                ? 'there is a twin of that name'
                : undefined
            }
            onChange={(event) => onChange({ ...whom, name: event.currentTarget.value })}
          />
          <NativeSelect
            label="Model"
            value={whom.model}
            data={[
              { value: '', label: 'Choose a model' },
              ...models.map((one) => ({ value: one.name, label: one.title })),
            ]}
            onChange={(event) => onChange({ ...whom, model: event.currentTarget.value, facts: {} })}
          />
          {model !== undefined && (
            <div className={styles.facts}>
              {model.facts.map((fact) => (
                <NumberInput
                  key={fact.name}
                  label={`${fact.label}${fact.unit === null ? '' : `, ${plainUnit(fact.unit)}`}${fact.required ? '' : ' (optional)'}`}
                  value={whom.facts[fact.name] ?? ''}
                  {...(fact.minimum === undefined ? {} : { min: fact.minimum })}
                  {...(fact.maximum === undefined ? {} : { max: fact.maximum })}
                  onChange={(value) => {
                    const { [fact.name]: _, ...others } = whom.facts;
                    onChange({
                      ...whom,
                      facts: typeof value === 'number' ? { ...others, [fact.name]: value } : others,
                    });
                  }}
                />
              ))}
            </div>
          )}
        </>
      )}
    </div>
  );
}

/** The subject a file is about, or null while that is not settled. */
export function subjectOf(
  whom: Whom,
  twins: readonly TwinSummary[],
  models: readonly ModelView[],
): string | null {
  if (whom.kind === 'known') return twins.find((twin) => twin.id === whom.twin)?.subject ?? null;
  const id = idFromName(whom.name);
  const model = models.find((one) => one.name === whom.model);
  const settled =
    model?.facts.every((fact) => !fact.required || whom.facts[fact.name] !== undefined) ?? false;
  return id === '' || !settled || twins.some((twin) => twin.id === id) ? null : `Patient/${id}`;
}
