import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { KEYS } from '../api/keys.ts';
import { openTwin, runImport } from '../generated/api.ts';
import { ApiProblem } from '../generated/request.ts';
import type { ImportView } from '../generated/types.ts';
import type { Whom } from './about-whom.tsx';
import { type Decisions, idFromName } from './import-question.ts';

/** What is to be imported. */
interface ImportOrder {
  readonly file: File;
  readonly whom: Whom;
  readonly subject: string;
  readonly decisions: Decisions;
  /** The preview the person saw. */
  readonly report: ImportView;
}

/** An import: under way, done, or refused. */
export interface RunningImport {
  readonly busy: boolean;
  readonly error: unknown;
  readonly done: { readonly report: ImportView; readonly twin: string } | null;
  start(order: ImportOrder): void;
  cancel(): void;
  reset(): void;
}

const IDLE = { busy: false, error: null, done: null };

/** Opens the new twin where one is wanted, from the first reading on, and imports the file. */
export function useImport(): RunningImport {
  const client = useQueryClient();
  const [state, setState] = useState<Pick<RunningImport, 'busy' | 'error' | 'done'>>(IDLE);
  const abort = useRef<AbortController | null>(null);
  const run = async (
    { file, whom, subject, decisions, report }: ImportOrder,
    signal: AbortSignal,
  ): Promise<string> => {
    const id = whom.kind === 'known' ? whom.twin : idFromName(whom.name);
    if (whom.kind === 'new') {
      const at = report.from === null ? {} : { at: new Date(Date.parse(report.from) - 60_000).toISOString() };
      await openTwin(
        {
          body: {
            id,
            subject,
            label: whom.name.trim(),
            origin: 'real',
            model: whom.model,
            facts: whom.facts,
            ...at,
          },
        },
        signal,
      ).catch((error: unknown) => {
        // The twin of an attempt that broke off later is there already; what remains is its import.
        if (!(error instanceof ApiProblem) || error.problem.code !== 'resource.conflict') throw error;
      });
    }
    const kept = await runImport(
      { query: { subject, ...decisions, acceptGood: report.problemCount > 0 }, body: file },
      signal,
    );
    setState({ busy: false, error: null, done: { report: kept, twin: id } });
    return id;
  };
  return {
    ...state,
    start(order) {
      const controller = new AbortController();
      abort.current = controller;
      setState({ busy: true, error: null, done: null });
      run(order, controller.signal)
        .catch((error: unknown) =>
          setState({ busy: false, error: controller.signal.aborted ? null : error, done: null }),
        )
        .finally(() => void client.invalidateQueries({ queryKey: KEYS.twins }));
    },
    cancel: () => abort.current?.abort(),
    reset: () => setState(IDLE),
  };
}
