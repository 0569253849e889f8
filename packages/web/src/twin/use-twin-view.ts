import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { type Draft, readDrafts, writeDrafts } from './drafts.ts';

/** How much of the past the ribbon shows. */
export const RANGES = ['3h', '6h', '12h', '24h', '7d'] as const;

/** One of the ranges. */
export type Range = (typeof RANGES)[number];

/** Milliseconds of each range. */
export const RANGE_LENGTH: Readonly<Record<Range, number>> = {
  '3h': 3 * 3_600_000,
  '6h': 6 * 3_600_000,
  '12h': 12 * 3_600_000,
  '24h': 24 * 3_600_000,
  '7d': 7 * 86_400_000,
};

/** The parts of a twin's page. */
export const TABS = ['now', 'beat', 'breath', 'dose', 'knows', 'history'] as const;

/** One of the parts. */
export type Tab = (typeof TABS)[number];

/** What the address says the twin's page shows. */
export interface TwinView {
  readonly tab: Tab;
  readonly range: Range;
  /** The past instant looked back to, ISO 8601; null is now. */
  readonly at: string | null;
  readonly paths: boolean;
  /** The quantity shown; null is the first. */
  readonly quantity: string | null;
  readonly drafts: readonly Draft[];
}

/** The twin's page as its address says it, and how to change it. */
export function useTwinView(): readonly [TwinView, (part: Partial<TwinView>) => void] {
  const [search, setSearch] = useSearchParams();
  const view = useMemo<TwinView>(() => {
    const at = search.get('at');
    return {
      tab: TABS.find((tab) => tab === search.get('tab')) ?? 'now',
      range: RANGES.find((range) => range === search.get('range')) ?? '6h',
      at: at !== null && !Number.isNaN(Date.parse(at)) ? new Date(at).toISOString() : null,
      paths: search.get('paths') === '1',
      quantity: search.get('show'),
      drafts: readDrafts(search.get('if') ?? ''),
    };
  }, [search]);
  const change = useCallback(
    (part: Partial<TwinView>) => {
      setSearch(
        (now) => {
          const next = new URLSearchParams(now);
          const put = (name: string, value: string | null): void => {
            if (value === null || value === '') next.delete(name);
            else next.set(name, value);
          };
          if (part.tab !== undefined) put('tab', part.tab === 'now' ? null : part.tab);
          if (part.range !== undefined) put('range', part.range === '6h' ? null : part.range);
          if (part.at !== undefined) put('at', part.at);
          if (part.paths !== undefined) put('paths', part.paths ? '1' : null);
          if (part.quantity !== undefined) put('show', part.quantity);
          if (part.drafts !== undefined) put('if', writeDrafts(part.drafts));
          return next;
        },
        { replace: true, preventScrollReset: true },
      );
    },
    [setSearch],
  );
  return [view, change];
}
