import { useCallback } from 'react';
import type { ComparisonView, ForecastView } from '../generated/types.ts';
import { useComparison, useForecast } from './twin-queries.ts';
import type { TwinView } from './use-twin-view.ts';

/** What a twin expects from an instant on, and what is tried from there. */
interface Branch {
  readonly forecast: ReturnType<typeof useForecast>;
  /** The what-if beside its baseline; null while nothing is tried or nothing has come back. */
  readonly compared: ComparisonView | null;
  /** The forecast that is drawn: the baseline of what is tried, which has the same draws, or the twin's own. */
  readonly shown: ForecastView | undefined;
  readonly pending: boolean;
  readonly error: Error | null;
  readonly onDrafts: (drafts: TwinView['drafts']) => void;
}

/** Reads the forecast of a view and, while something is tried in it, the comparison. */
export function useBranch(id: string, view: TwinView, change: (part: Partial<TwinView>) => void): Branch {
  const forecast = useForecast(id, view.at);
  const comparison = useComparison(id, view.at, view.drafts);
  const compared = view.drafts.length > 0 && comparison.data !== undefined ? comparison.data : null;
  const onDrafts = useCallback((drafts: TwinView['drafts']) => change({ drafts }), [change]);
  return {
    forecast,
    compared,
    shown: compared?.baseline ?? forecast.data,
    pending: comparison.isPlaceholderData || comparison.isLoading,
    error: comparison.error,
    onDrafts,
  };
}
