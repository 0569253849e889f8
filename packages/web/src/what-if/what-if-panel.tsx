import { Button, CloseButton } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { compareScenario } from '../generated/api.ts';
import type { ComparisonView, InterventionType, TwinDetail } from '../generated/types.ts';
import { amountWords } from '../ribbon/ribbon-marks.tsx';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { useMay } from '../shell/session.ts';
import { useDraft } from '../shell/use-draft.ts';
import type { Draft } from '../twin/drafts.ts';
import { defaultAmounts, InterventionFields } from '../twin/intervention-fields.tsx';
import { formatInstant } from '../units/format.ts';
import { SpanField } from '../units/span-field.tsx';
import { ComparisonResult } from './comparison-result.tsx';
import { KeepForm } from './keep-form.tsx';
import { KeptScenarios } from './kept-scenarios.tsx';
import styles from './what-if-panel.module.css';

interface WhatIfPanelProps {
  readonly twin: TwinDetail;
  /** Name of the quantity on show. */
  readonly quantity: string;
  readonly at: string | null;
  readonly drafts: readonly Draft[];
  readonly onDrafts: (drafts: readonly Draft[]) => void;
  readonly comparison: ComparisonView | null;
  readonly pending: boolean;
  readonly error: unknown;
  /** Why nothing can be tried now, or null. */
  readonly closed: string | null;
}

/** Moving a slider asks the server once the hand rests, milliseconds. */
const REST = 280;

/** Tries interventions out on a branch of the twin. Nothing is given, and nothing enters the record. */
export function WhatIfPanel(props: WhatIfPanelProps): ReactNode {
  const { twin, quantity, at, onDrafts, comparison, pending, error, closed } = props;
  const client = useQueryClient();
  const may = useMay('twin:simulate');
  const [drafts, setDrafts] = useDraft(props.drafts, REST, onDrafts);
  const waiting = drafts.length > 0 && (pending || drafts !== props.drafts);
  const from = comparison?.baseline.from ?? at ?? twin.latest?.at ?? null;
  const known = drafts.map((draft, index) => ({
    draft,
    index,
    type: twin.interventions.find((type) => type.name === draft.type),
  }));
  const keep = async (name: string): Promise<void> => {
    const body = { interventions: [...drafts], keep: true, name, ...(at === null ? {} : { at }) };
    await compareScenario({ id: twin.id, body });
    await client.invalidateQueries({ queryKey: KEYS.scenarios(twin.id) });
  };
  const replace = (index: number, draft: Draft): void =>
    setDrafts(drafts.map((one, i) => (i === index ? draft : one)));
  return (
    <section className={`card stack ${styles.panel}`} aria-labelledby="what-if-title">
      <div>
        <h2 id="what-if-title">What if {waiting && <span className={styles.waiting}>computing …</span>}</h2>
        <p className="muted small">
          {from === null
            ? 'Tries things out on a branch.'
            : `Branches from ${formatInstant(Date.parse(from))}; nothing is given.`}
        </p>
      </div>
      {twin.interventions.length === 0 ? (
        <p className="muted small">
          This model knows no interventions: what its subject eats or takes is not told to it, so there is
          nothing to try.
        </p>
      ) : closed !== null ? (
        <p className="muted small">{closed}</p>
      ) : (
        <>
          {known.map(
            ({ draft, index, type }) =>
              type !== undefined && (
                <DraftFields
                  key={index}
                  draft={draft}
                  type={type}
                  onChange={(next) => replace(index, next)}
                  onRemove={() => setDrafts(drafts.filter((_, i) => i !== index))}
                />
              ),
          )}
          <fieldset className={styles.add}>
            <legend className="visually-hidden">Add to the what-if</legend>
            {twin.interventions.map((type) => (
              <Button
                key={type.name}
                variant="light"
                size="compact-sm"
                leftSection={<IconPlus size={14} aria-hidden />}
                disabled={drafts.length >= 12}
                onClick={() =>
                  setDrafts([...drafts, { type: type.name, inMinutes: 0, amounts: defaultAmounts(type) }])
                }
              >
                {type.label}
              </Button>
            ))}
          </fieldset>
          {error !== null && error !== undefined && <ProblemPanel problem={asProblem(error)} />}
          <div aria-live="polite" aria-busy={waiting}>
            {comparison !== null && drafts.length > 0 && (
              <ComparisonResult quantity={quantity} comparison={comparison} />
            )}
          </div>
          {may && comparison !== null && drafts.length > 0 && (
            <KeepForm example={exampleOf(twin)} onKeep={keep} />
          )}
        </>
      )}
      <KeptScenarios twin={twin} onOpen={setDrafts} />
    </section>
  );
}

/** A name that a what-if of this twin might have. */
function exampleOf({ interventions }: TwinDetail): string {
  const type = interventions[0]!;
  const amounts = defaultAmounts(type);
  return `${type.label.toLowerCase()} ${amountWords({ type: type.name, amounts }, interventions)}`;
}

interface DraftFieldsProps {
  readonly draft: Draft;
  readonly type: InterventionType;
  readonly onChange: (draft: Draft) => void;
  readonly onRemove: () => void;
}

function DraftFields({ draft, type, onChange, onRemove }: DraftFieldsProps): ReactNode {
  return (
    <fieldset className={styles.draft}>
      <legend className={styles.legend}>{type.label}</legend>
      <CloseButton
        className={styles.remove!}
        size="sm"
        aria-label={`Remove ${type.label}`}
        onClick={onRemove}
      />
      <InterventionFields
        type={type}
        amounts={draft.amounts}
        onChange={(amounts) => onChange({ ...draft, amounts })}
      />
      <div className={styles.when}>
        <span>Begins in</span>
        <SpanField
          className={styles.span!}
          size="xs"
          label={`${type.label}: begins in`}
          labelled={false}
          value={draft.inMinutes}
          minimum={0}
          maximum={10_080}
          step={5}
          onChange={(inMinutes) => {
            if (inMinutes !== null) onChange({ ...draft, inMinutes });
          }}
        />
      </div>
    </fieldset>
  );
}
