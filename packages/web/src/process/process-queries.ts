import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { mapProcess, previewEventLog, readExampleProcess } from '../generated/api.ts';
import type { EventLogPreview, ProcessMap } from '../generated/types.ts';

/** What a column of an event log can hold. */
export type LogRole = keyof EventLogPreview['columns'];

/** Which columns hold what; none for XES, which says so itself. */
export type ChosenColumns = Readonly<Partial<Record<LogRole, string>>>;

/** An event log that somebody gave. */
export interface GivenLog {
  readonly file: File;
  /** Tells files of the same name apart. */
  readonly ordinal: number;
  readonly columns: ChosenColumns;
}

/** The map of a given log, or of the example that everybody can see. */
export function useProcessMap(log: GivenLog | null, noise: number): UseQueryResult<ProcessMap> {
  return useQuery({
    queryKey: ['process', log === null ? 'example' : [log.ordinal, log.columns], noise],
    queryFn: ({ signal }) =>
      log === null
        ? readExampleProcess({ query: { noise: String(noise) } }, signal)
        : mapProcess({ query: { noise: String(noise), ...log.columns }, body: log.file }, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

/** The columns of a file. */
export function useEventLogPreview(file: File | null, ordinal: number): UseQueryResult<EventLogPreview> {
  return useQuery({
    queryKey: ['process', 'preview', ordinal],
    queryFn: ({ signal }) => previewEventLog({ body: file! }, signal),
    enabled: file !== null,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}
