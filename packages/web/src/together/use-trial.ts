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
  /** The run that computes it; `new` where one is to be begun. */
  readonly run: string | null;
}

/** What is tried on a person and how to change it; it stands in the address, so that it can be sent to somebody. */
export function useTrial(): readonly [Trial, (part: Partial<Trial>) => void] {
  const [search, setSearch] = useSearchParams();
  const trial = useMemo<Trial>(
    () => ({
      open: search.has('try'),
      drafts: readDrafts(search.get('try') ?? ''),
      minutes: LENGTHS.find((length) => String(length) === search.get('for')) ?? 60,
      run: runOf(search.get('run')),
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
          if (typeof part.run === 'string') next.set('run', part.run);
          // what was computed is of what was asked: any change asks anew
          else if (part.drafts !== undefined || part.minutes !== undefined || part.run === null)
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

/** An address that was written by hand, or before runs had names, may just ask for one. */
function runOf(text: string | null): string | null {
  if (text === null) return null;
  return /^[0-9a-f-]{36}$/.test(text) ? text : 'new';
}
