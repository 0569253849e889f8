import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { KEYS } from '../api/keys.ts';
import { listTwins, readBedBoard } from '../generated/api.ts';
import type { BedBoard, TwinSummary } from '../generated/types.ts';

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
