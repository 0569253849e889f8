// The replies a twin's page is made of.
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { KEYS } from '../api/keys.ts';
import {
  compareScenario,
  explainTwin,
  readForecast,
  readHistory,
  readKnowledge,
  readTrackRecord,
  readTwin,
} from '../generated/api.ts';
import type {
  ComparisonView,
  ExplanationView,
  ForecastView,
  HistoryView,
  KnowledgeView,
  TrackRecord,
  TwinDetail,
} from '../generated/types.ts';
import type { Draft } from './drafts.ts';

/** A twin with what its model declares; asked for again every so many milliseconds, if given. */
export function useTwin(id: string, every?: number): UseQueryResult<TwinDetail> {
  return useQuery({
    queryKey: KEYS.detail(id),
    queryFn: ({ signal }) => readTwin({ id }, signal),
    ...(every === undefined ? {} : { refetchInterval: every }),
  });
}

/** Readings, estimates and what was done, between two instants (milliseconds; `to` null is everything since). */
export function useHistory(
  id: string,
  span: { readonly key: string; readonly from: number; readonly to: number | null } | null,
): UseQueryResult<HistoryView> {
  return useQuery({
    queryKey: KEYS.history(id, span?.key ?? ''),
    queryFn: ({ signal }) =>
      readHistory(
        {
          id,
          query: {
            from: new Date(span!.from).toISOString(),
            to: span!.to === null ? undefined : new Date(span!.to).toISOString(),
          },
        },
        signal,
      ),
    enabled: span !== null,
    placeholderData: keepPreviousData,
  });
}

/** What the twin expects, now or as it was at an instant. */
export function useForecast(id: string, at: string | null): UseQueryResult<ForecastView> {
  return useQuery({
    queryKey: KEYS.forecast(id, at),
    queryFn: ({ signal }) => readForecast({ id, query: { at: at ?? undefined } }, signal),
    placeholderData: keepPreviousData,
    staleTime: at === null ? 30_000 : Number.POSITIVE_INFINITY,
  });
}

/** A what-if beside its baseline; null while nothing is tried. */
export function useComparison(
  id: string,
  at: string | null,
  drafts: readonly Draft[],
): UseQueryResult<ComparisonView> {
  return useQuery({
    queryKey: KEYS.comparison(id, at, drafts),
    queryFn: ({ signal }) =>
      compareScenario({ id, body: { interventions: [...drafts], ...(at === null ? {} : { at }) } }, signal),
    enabled: drafts.length > 0,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

/** Why the twin believes what it believes. */
export function useExplanation(id: string): UseQueryResult<ExplanationView> {
  return useQuery({ queryKey: KEYS.explanation(id), queryFn: ({ signal }) => explainTwin({ id }, signal) });
}

/** How well the twin knows, judged by the last `days`. */
export function useKnowledge(id: string, days: number): UseQueryResult<KnowledgeView> {
  return useQuery({
    queryKey: KEYS.knowledge(id, days),
    queryFn: ({ signal }) => readKnowledge({ id, query: { days } }, signal),
    placeholderData: keepPreviousData,
  });
}

/** The twin's own forecasts against the truth. */
export function useTrackRecord(id: string, days: number | null): UseQueryResult<TrackRecord> {
  return useQuery({
    queryKey: KEYS.track(id, days),
    queryFn: ({ signal }) => readTrackRecord({ id, query: { days: days ?? undefined } }, signal),
    placeholderData: keepPreviousData,
  });
}
