// A what-if across organs as work on the server: begun, followed, cancelled, gone on with.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { KEYS } from '../api/keys.ts';
import { asProblem } from '../api/problem.ts';
import { cancelComparison, readComparison, resumeComparison, startComparison } from '../generated/api.ts';
import type { ComparisonRunView, Problem, SubjectProposal } from '../generated/types.ts';

interface RunQuestion {
  readonly subject: string;
  readonly proposals: readonly SubjectProposal[];
  readonly minutes: number;
  /** From the address: a run, `new` for one to be begun, or none. */
  readonly run: string | null;
  /** Whether all that is needed to begin is known. */
  readonly ready: boolean;
  readonly onRun: (run: string) => void;
}

/** How a run stands, and what can be done with it. */
export interface FollowedRun {
  readonly view: ComparisonRunView | undefined;
  readonly beginning: boolean;
  readonly problem: Problem | null;
  begin(): void;
  cancel(): void;
  resume(): void;
}

const POLL = 1200;
/** Milliseconds after which a what-if is asked anew if a twin abstained, because its record was still being read or a reading was missing. */
const WHILE_ABSTAINING = 15_000;

/** Follows the run of the address. It goes on when the page is left; one the server has forgotten is begun anew. */
export function useRun({ subject, proposals, minutes, run, ready, onRun }: RunQuestion): FollowedRun {
  const client = useQueryClient();
  const start = useMutation({
    mutationFn: () => startComparison({ subject, body: { interventions: [...proposals], minutes } }),
    onSuccess(view) {
      client.setQueryData(KEYS.run(view.id), view);
      onRun(view.id);
    },
  });
  const id = run === 'new' ? null : run;
  const followed = useQuery({
    queryKey: KEYS.run(id ?? ''),
    queryFn: ({ signal }) => readComparison({ run: id! }, signal),
    enabled: id !== null,
    retry: false,
    refetchInterval: ({ state: { data } }) => (data?.state === 'running' ? POLL : false),
  });
  const act = useMutation({
    mutationFn: (what: 'cancel' | 'resume') =>
      what === 'cancel' ? cancelComparison({ run: id! }) : resumeComparison({ run: id! }),
    onSuccess: (view) => client.setQueryData(KEYS.run(view.id), view),
  });
  const forgotten = followed.isError && asProblem(followed.error).status === 404;
  const { mutate, isIdle, isPending } = start;
  const wanted = (run === 'new' || forgotten) && ready;
  useEffect(() => {
    if (wanted && isIdle) mutate();
  }, [wanted, isIdle, mutate]);
  const abstaining = followed.data?.result?.twins.some(({ abstains }) => abstains !== null) === true;
  useEffect(() => {
    if (!abstaining || !ready) return;
    const timer = setTimeout(() => mutate(), WHILE_ABSTAINING);
    return () => clearTimeout(timer);
  }, [abstaining, ready, mutate]);
  const thrown = start.error ?? act.error ?? (forgotten ? null : followed.error);
  return {
    view: id === null ? undefined : followed.data,
    beginning: isPending,
    problem: thrown === null ? null : asProblem(thrown),
    begin: () => mutate(),
    cancel: () => act.mutate('cancel'),
    resume: () => act.mutate('resume'),
  };
}
