import { useCallback, useEffect, useRef, useState } from 'react';
import { compareScenario } from '../generated/api.ts';
import type { ComparisonView, InterventionType, TwinDetail } from '../generated/types.ts';
import type { Draft } from '../twin/drafts.ts';
import { defaultAmounts } from '../twin/intervention-fields.tsx';

/** One intervention with the amounts that its model proposes, and what came of it. */
export interface Tried {
  readonly type: InterventionType;
  readonly draft: Draft;
  readonly comparison: ComparisonView;
}

/** Interventions tried one after the other, each against the same future without it. */
export interface Interventions {
  readonly state: 'idle' | 'running' | 'done' | 'cancelled' | 'failed';
  readonly of: number;
  /** The branch's beginning; all are compared from there. */
  readonly from: string | null;
  readonly tried: readonly Tried[];
  readonly problem: unknown;
  readonly begin: () => void;
  readonly cancel: () => void;
}

type Run = Pick<Interventions, 'state' | 'from' | 'tried' | 'problem'>;
const IDLE: Run = { state: 'idle', from: null, tried: [], problem: null };

/** Tries every intervention that a twin knows, from one instant on, so that all are compared with the same baseline. */
export function useInterventions(twin: TwinDetail): Interventions {
  const [run, setRun] = useState<Run>(IDLE);
  const abort = useRef<AbortController | null>(null);
  useEffect(() => () => abort.current?.abort(), []);
  const begin = useCallback(() => {
    abort.current?.abort();
    const mine = new AbortController();
    abort.current = mine;
    setRun({ ...IDLE, state: 'running' });
    const all = async (): Promise<void> => {
      let from: string | undefined;
      for (const type of twin.interventions) {
        const draft: Draft = { type: type.name, inMinutes: 0, amounts: defaultAmounts(type) };
        const body = { interventions: [draft], ...(from === undefined ? {} : { at: from }) };
        const comparison = await compareScenario({ id: twin.id, body }, mine.signal);
        from ??= comparison.baseline.from;
        setRun((before) => ({
          ...before,
          from: from!,
          tried: [...before.tried, { type, draft, comparison }],
        }));
      }
      setRun((before) => ({ ...before, state: 'done' }));
    };
    all().catch((problem: unknown) => {
      if (!mine.signal.aborted) setRun((before) => ({ ...before, state: 'failed', problem }));
    });
  }, [twin]);
  const cancel = useCallback(() => {
    abort.current?.abort();
    setRun((before) => ({ ...before, state: 'cancelled' }));
  }, []);
  return { ...run, of: twin.interventions.length, begin, cancel };
}
