import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { KEYS } from '../api/keys.ts';
import { listScenarios } from '../generated/api.ts';
import type { ComparisonView, TwinDetail } from '../generated/types.ts';
import { amountWords } from '../ribbon/ribbon-marks.tsx';
import type { Draft } from '../twin/drafts.ts';
import { formatInstant } from '../units/format.ts';
import { usePreferences } from '../units/preferences.tsx';
import { forReader } from '../units/words.ts';
import styles from './kept-scenarios.module.css';

interface KeptScenariosProps {
  readonly twin: TwinDetail;
  readonly onOpen: (drafts: readonly Draft[]) => void;
}

/** What-ifs that someone kept: what they held, what they showed then, and a way to try them again from now. */
export function KeptScenarios({ twin, onOpen }: KeptScenariosProps): ReactNode {
  const { glucose } = usePreferences();
  const kept = useQuery({
    queryKey: KEYS.scenarios(twin.id),
    queryFn: ({ signal }) => listScenarios({ id: twin.id }, signal),
  });
  if (kept.data === undefined || kept.data.scenarios.length === 0) return null;
  return (
    <details className={styles.kept}>
      <summary>
        Kept scenarios <span className="muted">{kept.data.scenarios.length}</span>
      </summary>
      <ul>
        {kept.data.scenarios.map((scenario) => (
          <li key={scenario.id}>
            <div className="row between">
              <strong>{scenario.name}</strong>
              <button type="button" className="link-button" onClick={() => onOpen(draftsOf(scenario))}>
                Try from now<span className="visually-hidden">: {scenario.name}</span>
              </button>
            </div>
            <span className="muted small">
              {formatInstant(Date.parse(scenario.baseline.from))}:{' '}
              {scenario.interventions
                .map((one) => `${labelOf(one.type, twin)} ${amountWords(one, twin.interventions)}`)
                .join(', ')}
            </span>
            <span className="small">{forReader(scenario.words, glucose)}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}

function labelOf(type: string, twin: TwinDetail): string {
  return twin.interventions.find((one) => one.name === type)?.label ?? type;
}

function draftsOf(scenario: ComparisonView): readonly Draft[] {
  const from = Date.parse(scenario.baseline.from);
  return scenario.interventions.map((one) => ({
    type: one.type,
    inMinutes: Math.max(0, Math.round((Date.parse(one.at) - from) / 60_000)),
    amounts: one.amounts,
  }));
}
