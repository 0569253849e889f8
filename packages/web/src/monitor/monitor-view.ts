import { useMemo } from 'react';
import { useSearchParams } from 'react-router';
import { SIZES } from './trace-scale.ts';

/** How a monitor is looked at; kept in the address. */
export interface MonitorView {
  /** mm a second. */
  readonly pace: number;
  /** mm/mV of electrocardiograms; null fits them. */
  readonly size: number | null;
}

/** Paces of paper, mm a second. */
export const PACES: readonly number[] = [6.25, 12.5, 25, 50];
const USUAL = 25;

/** The view in the address, and how to change it. */
export function useMonitorView(): readonly [MonitorView, (part: Partial<MonitorView>) => void] {
  const [search, setSearch] = useSearchParams();
  const pace = Number(search.get('pace') ?? USUAL);
  const size = Number(search.get('size') ?? 0);
  const view = useMemo(
    () => ({ pace: PACES.includes(pace) ? pace : USUAL, size: SIZES.includes(size) ? size : null }),
    [pace, size],
  );
  const change = (part: Partial<MonitorView>): void => {
    const next = { ...view, ...part };
    setSearch(
      (before) => {
        const after = new URLSearchParams(before);
        if (next.pace === USUAL) after.delete('pace');
        else after.set('pace', String(next.pace));
        if (next.size === null) after.delete('size');
        else after.set('size', String(next.size));
        return after;
      },
      { replace: true },
    );
  };
  return [view, change];
}
