import { useCallback, useEffect, useState } from 'react';
import { previewImport } from '../generated/api.ts';
import type { ImportView } from '../generated/types.ts';
import type { Decisions } from './import-question.ts';

/** A look at a file: under way, done, or refused. */
export interface Preview {
  readonly report: ImportView | null;
  readonly error: unknown;
  readonly busy: boolean;
  cancel(): void;
  retry(): void;
}

const NOTHING = { report: null, error: null, busy: false };

/** Looks at a file as soon as it is known whose it is, and again when a decision changes. */
export function usePreview(file: File | null, subject: string | null, decisions: Decisions): Preview {
  const [state, setState] = useState<Pick<Preview, 'report' | 'error' | 'busy'>>(NOTHING);
  const [attempt, setAttempt] = useState(0);
  const [stop, setStop] = useState<AbortController | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a further attempt looks again
  useEffect(() => {
    if (file === null || subject === null) {
      setState(NOTHING);
      return;
    }
    const abort = new AbortController();
    setStop(abort);
    const timer = setTimeout(() => {
      setState((now) => ({ ...now, error: null, busy: true }));
      previewImport({ query: { subject, ...decisions }, body: file }, abort.signal).then(
        (report) => setState({ report, error: null, busy: false }),
        (error: unknown) =>
          setState((now) =>
            abort.signal.aborted ? { ...now, busy: false } : { report: now.report, error, busy: false },
          ),
      );
    }, 250);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [file, subject, decisions, attempt]);
  const retry = useCallback(() => setAttempt((now) => now + 1), []);
  return { ...state, report: state.error === null ? state.report : null, cancel: () => stop?.abort(), retry };
}
