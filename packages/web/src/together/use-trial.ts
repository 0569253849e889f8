import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type Draft, readDrafts, writeDrafts } from '../twin/drafts.ts';

/** How far a what-if looks, minutes. */
export const LENGTHS = [30, 60, 180, 360, 720, 1440] as const;

/** What is tried on a person, as the address says it. */
export interface Trial {
  readonly open: boolean;
  readonly drafts: readonly Draft[];
  readonly minutes: number;
  /** Whether it was asked to be computed as it stands. */
  readonly run: boolean;
}

/** What is tried on a person and how to change it; it stands in the address, so that it can be sent to somebody. */
export function useTrial(): readonly [Trial, (part: Partial<Trial>) => void] {
  const [search, setSearch] = useSearchParams();
  const trial = useMemo<Trial>(
    () => ({
      open: search.has('try'),
      drafts: readDrafts(search.get('try') ?? ''),
      minutes: LENGTHS.find((length) => String(length) === search.get('for')) ?? 60,
      run: search.get('run') === '1',
    }),
    [search],
  );
  const change = useCallback(
    (part: Partial<Trial>) =>
      setSearch(
        (before) => {
          const next = new URLSearchParams(before);
          if (part.drafts !== undefined) next.set('try', writeDrafts(part.drafts));
          if (part.open === true && !next.has('try')) next.set('try', '');
          if (part.minutes !== undefined) next.set('for', String(part.minutes));
          if (part.run === true) next.set('run', '1');
          // what was computed is of what was asked: any change asks anew
          else if (part.drafts !== undefined || part.minutes !== undefined || part.run === false)
            next.delete('run');
          if (part.open === false) for (const name of ['try', 'for', 'run']) next.delete(name);
          return next;
        },
        { replace: true, preventScrollReset: true },
      ),
    [setSearch],
  );
  return [trial, change];
}
