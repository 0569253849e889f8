import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { KEYS } from '../api/keys.ts';
import { listTwins, readBedBoard, readWardForecasts } from '../generated/api.ts';
import type { BedBoard, TwinSummary, WardForecasts } from '../generated/types.ts';

/** Whether a twin follows the beds of a hospital. */
export function hasBeds({ model }: Pick<TwinSummary, 'model'>): boolean {
  return model === 'hospital-beds';
}

/** Twins of hospitals' beds that are not closed. */
export function useHospitalTwins(): UseQueryResult<readonly TwinSummary[]> {
  return useQuery({
    queryKey: KEYS.twins,
    queryFn: ({ signal }) => listTwins(signal),
    select: (list) => list.twins.filter((twin) => hasBeds(twin) && twin.closedAt === null),
  });
}

/** Every bed of a hospital, kept true by the live connection. */
export function useBeds(id: string): UseQueryResult<BedBoard> {
  return useQuery({
    queryKey: KEYS.beds(id),
    queryFn: ({ signal }) => readBedBoard({ id }, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

/** Every bed as it was at an instant, by what was known then or is known now. */
export function usePastBeds(id: string, at: string | null, known: 'then' | 'now'): UseQueryResult<BedBoard> {
  return useQuery({
    queryKey: KEYS.pastBeds(id, at ?? '', known),
    queryFn: ({ signal }) => readBedBoard({ id, query: { at: at!, known } }, signal),
    enabled: at !== null,
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
}

/** The next 72 hours of each ward, asked for again every minute: simulating them takes the server a moment. */
export function useWards(id: string): UseQueryResult<WardForecasts> {
  return useQuery({
    queryKey: KEYS.wards(id),
    queryFn: ({ signal }) => readWardForecasts({ id }, signal),
    placeholderData: keepPreviousData,
    staleTime: 50_000,
    refetchInterval: 60_000,
  });
}
