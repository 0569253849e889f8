import { Button } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { asProblem } from '../api/problem.ts';
import type { CardiovascularRequest, ProgressionRequest, RiskChange } from '../generated/types.ts';
import { usePerson } from '../person/person-queries.ts';
import { ProblemPanel } from '../shell/problem-panel.tsx';
import { usePageTitle } from '../shell/use-page-title.ts';
import { Waiting } from '../shell/waiting.tsx';
import { Segments } from '../twin/segments.tsx';
import { CardiovascularResult } from './cardiovascular-result.tsx';
import { ChangePicker } from './change-picker.tsx';
import { ProgressionResult } from './progression-result.tsx';
import styles from './risk.module.css';
import { formOfFacts, personOf, RISK_EXAMPLES, type RiskEquation, type RiskForm } from './risk-field.ts';
import { RiskFormFields } from './risk-form.tsx';
import { useCardiovascular, useDetails, useProgression, useRiskChanges } from './risk-queries.ts';

/** Milliseconds a form rests before it is asked. */
const REST = 450;
const EQUATIONS = [
  { value: 'heart', label: 'First heart or vessel event' },
  { value: 'diabetes', label: 'Type 2 diabetes over life' },
] as const;

/** Published risk equations for a person, as things stand and under changes. The equation, the person and the changes stand in the address. */
export function RiskPage(): ReactNode {
  usePageTitle('Risk');
  const [address, setAddress] = useSearchParams();
  const equation: RiskEquation = address.get('of') === 'diabetes' ? 'diabetes' : 'heart';
  const chosen = (address.get('changes') ?? '').split(',').filter((id) => id !== '');
  const key = address.get('person');
  const put = (name: string, value: string): void => {
    const next = new URLSearchParams(address);
    if (value === '') next.delete(name);
    else next.set(name, value);
    setAddress(next, { replace: true });
  };
  const person = usePerson(key ?? '').data ?? null;
  const details = useDetails(key === null ? null : person);
  const [forms, setForms] = useState<Readonly<Record<RiskEquation, RiskForm>>>({ heart: {}, diabetes: {} });
  const known = formOfFacts(details.flatMap(({ facts }) => facts));
  const form = { ...known, ...forms[equation] };
  const changes = useRiskChanges();
  return (
    <div className="stack">
      <div>
        <h1>Risk{person !== null && `: ${person.label}`}</h1>
        <p className="muted">
          Published equations, and what they say when treatment or behaviour changes. Nothing is kept.{' '}
          {person !== null && <Link to={`/people/${person.key}`}>Back to {person.label}</Link>}
        </p>
      </div>
      <Segments
        label="Equation"
        value={equation}
        options={EQUATIONS}
        onChange={(value) => put('of', value === 'heart' ? '' : value)}
      />
      {changes.isPending ? (
        <Waiting height={400} label="Reading what can be changed" />
      ) : changes.isError ? (
        <ProblemPanel problem={asProblem(changes.error)} onRetry={() => void changes.refetch()} />
      ) : (
        <Asked
          key={equation}
          equation={equation}
          subject={person?.subject ?? null}
          form={form}
          onForm={(next) => setForms({ ...forms, [equation]: next })}
          changes={changes.data.changes}
          chosen={chosen}
          onChosen={(ids) => put('changes', ids.join(','))}
        />
      )}
    </div>
  );
}

interface AskedProps {
  readonly equation: RiskEquation;
  readonly subject: string | null;
  readonly form: RiskForm;
  readonly onForm: (form: RiskForm) => void;
  readonly changes: readonly RiskChange[];
  readonly chosen: readonly string[];
  readonly onChosen: (chosen: readonly string[]) => void;
}

function Asked({ equation, subject, form, onForm, changes, chosen, onChosen }: AskedProps): ReactNode {
  const { person, missing } = personOf(equation, form);
  const body = useRested(
    person === null ? null : { person, changes: chosen, ...(subject === null ? {} : { subject }) },
  );
  const heart = useCardiovascular(equation === 'heart' ? (body as CardiovascularRequest | null) : null);
  const diabetes = useProgression(equation === 'diabetes' ? (body as ProgressionRequest | null) : null);
  const asked = equation === 'heart' ? heart : diabetes;
  const problem = body !== null && asked.isError ? asProblem(asked.error) : null;
  return (
    <div className={styles.page}>
      <div className="stack">
        <section className="card stack" aria-labelledby="risk-person">
          <div className="row between">
            <h2 id="risk-person">The person</h2>
            <Button variant="default" size="xs" onClick={() => onForm(RISK_EXAMPLES[equation])}>
              Fill in somebody made up
            </Button>
          </div>
          <RiskFormFields
            equation={equation}
            form={form}
            onChange={onForm}
            refused={problem?.field ?? null}
          />
        </section>
        <section className="card stack" aria-labelledby="risk-changes">
          <h2 id="risk-changes">What if</h2>
          <ChangePicker changes={changes} chosen={chosen} onChange={onChosen} />
        </section>
      </div>
      <div className="stack" aria-live="polite" aria-busy={asked.isFetching}>
        {missing.length > 0 && (
          <section className="card">
            <h2>Still missing</h2>
            <p className="muted">{missing.join(', ')}. Nothing is guessed.</p>
          </section>
        )}
        {problem !== null && <ProblemPanel problem={problem} />}
        {body !== null && problem === null && asked.data === undefined && (
          <Waiting height={420} label="Computing" />
        )}
        {body !== null && problem === null && heart.data !== undefined && equation === 'heart' && (
          <CardiovascularResult reply={heart.data} />
        )}
        {body !== null && problem === null && diabetes.data !== undefined && equation === 'diabetes' && (
          <ProgressionResult reply={diabetes.data} />
        )}
      </div>
    </div>
  );
}

/** A value once it has not changed for a while. */
function useRested<T>(value: T): T {
  const text = JSON.stringify(value);
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), REST);
    return () => clearTimeout(timer);
  }, [text]);
  return JSON.parse(rested) as T;
}
