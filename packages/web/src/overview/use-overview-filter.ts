import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import type { Ordering, Showing, TwinFilter } from './order-twins.ts';

const SHOWINGS: readonly Showing[] = ['all', 'attention', 'fits', 'warming-up'];
const ORDERINGS: readonly Ordering[] = ['attention', 'risk', 'name', 'age', 'record'];
const ORIGINS: readonly TwinFilter['origin'][] = ['all', 'real', 'recorded', 'simulated'];

/** What the address says the overview shows. */
export interface OverviewFilter {
  readonly filter: TwinFilter;
  /** From 1. */
  readonly page: number;
  change(part: Readonly<Partial<Record<'q' | 'show' | 'origin' | 'order' | 'page', string>>>): void;
}

/** The overview's filter, kept in the address so that a view can be shared and found again. */
export function useOverviewFilter(): OverviewFilter {
  const [search, setSearch] = useSearchParams();
  const filter = useMemo<TwinFilter>(
    () => ({
      text: search.get('q') ?? '',
      show: oneOf(SHOWINGS, search.get('show')),
      origin: oneOf(ORIGINS, search.get('origin')),
      order: oneOf(ORDERINGS, search.get('order')),
    }),
    [search],
  );
  const change = useCallback<OverviewFilter['change']>(
    (part) => {
      setSearch(
        (now) => {
          const next = new URLSearchParams(now);
          if (!('page' in part)) next.delete('page');
          for (const [name, value] of Object.entries(part)) {
            if (
              value === '' ||
              value === 'all' ||
              (name === 'order' && value === 'attention') ||
              (name === 'page' && value === '1')
            )
              next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true },
      );
    },
    [setSearch],
  );
  const page = Math.max(1, Math.floor(Number(search.get('page') ?? 1)) || 1);
  return { filter, page, change };
}

function oneOf<T extends string>(known: readonly T[], text: string | null): T {
  return known.find((value) => value === text) ?? known[0]!;
}
