import { NativeSelect } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import type { Decisions, Question } from './import-question.ts';

interface AskDecisionProps {
  readonly question: Question;
  readonly decisions: Decisions;
  readonly people: readonly { readonly id: string; readonly rows: number }[];
  readonly onDecide: (decisions: Decisions) => void;
}

/** Asks one thing that the file itself leaves open. */
export function AskDecision({ question, decisions, people, onDecide }: AskDecisionProps): ReactNode {
  const zones = useMemo(() => {
    const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return [here, ...Intl.supportedValuesOf('timeZone').filter((zone) => zone !== here)];
  }, []);
  switch (question) {
    case 'zone':
      return (
        <NativeSelect
          label="In which time zone was the device?"
          description="The file gives local times without saying where."
          value={decisions.zone ?? ''}
          data={[
            { value: '', label: 'Choose a zone' },
            ...zones.map((zone) => ({ value: zone, label: zone.replace(/_/g, ' ') })),
          ]}
          onChange={(event) =>
            onDecide(
              event.currentTarget.value === ''
                ? without(decisions, 'zone')
                : { ...decisions, zone: event.currentTarget.value },
            )
          }
        />
      );
    case 'unit':
      return (
        <NativeSelect
          label="In which unit is the glucose?"
          description="The file does not say; it is never guessed."
          value={decisions.unit ?? ''}
          data={[
            { value: '', label: 'Choose a unit' },
            { value: 'mg/dL', label: 'mg/dL (numbers around 100)' },
            { value: 'mmol/L', label: 'mmol/L (numbers around 6)' },
          ]}
          onChange={(event) => {
            const unit = event.currentTarget.value;
            onDecide(
              unit === 'mg/dL' || unit === 'mmol/L' ? { ...decisions, unit } : without(decisions, 'unit'),
            );
          }}
        />
      );
    case 'dayFirst':
      return (
        <NativeSelect
          label="How does the file write 3 April?"
          description="No date in it tells day from month."
          value={decisions.dayFirst === undefined ? '' : String(decisions.dayFirst)}
          data={[
            { value: '', label: 'Choose an order' },
            { value: 'true', label: '03-04: the day comes first' },
            { value: 'false', label: '04-03: the month comes first' },
          ]}
          onChange={(event) => {
            const text = event.currentTarget.value;
            onDecide(
              text === '' ? without(decisions, 'dayFirst') : { ...decisions, dayFirst: text === 'true' },
            );
          }}
        />
      );
    case 'person':
      return (
        <NativeSelect
          label="Whose rows?"
          description="The file holds several people."
          value={decisions.person ?? ''}
          data={[
            { value: '', label: 'Choose a person' },
            ...people.map((one) => ({
              value: one.id,
              label: `${one.id} (${one.rows.toLocaleString('en-GB')} rows)`,
            })),
          ]}
          onChange={(event) =>
            onDecide(
              event.currentTarget.value === ''
                ? without(decisions, 'person')
                : { ...decisions, person: event.currentTarget.value },
            )
          }
        />
      );
  }
}

function without(decisions: Decisions, question: Question): Decisions {
  const { [question]: _, ...others } = decisions;
  return others;
}
