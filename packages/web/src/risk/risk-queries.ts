import { keepPreviousData, type UseQueryResult, useQueries, useQuery } from '@tanstack/react-query';
import { KEYS } from '../api/keys.ts';
import {
  computeCardiovascularRisk,
  computeProgression,
  listRiskChanges,
  readTwin,
} from '../generated/api.ts';
import type {
  CardiovascularReply,
  CardiovascularRequest,
  ProgressionReply,
  ProgressionRequest,
  RiskChangeList,
  TwinDetail,
} from '../generated/types.ts';
import type { Person } from '../people/group-people.ts';

/** What can be changed, with sources. */
export function useRiskChanges(): UseQueryResult<RiskChangeList> {
  return useQuery({
    queryKey: ['risk', 'changes'],
    queryFn: ({ signal }) => listRiskChanges(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** The twins of a person with their facts; none without a person. */
export function useDetails(person: Person | null): readonly TwinDetail[] {
  return useQueries({
    queries: (person?.twins ?? []).map(({ id }) => ({
      queryKey: KEYS.detail(id),
      queryFn: ({ signal }: { readonly signal: AbortSignal }) => readTwin({ id }, signal),
    })),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  });
}

/** PREVENT for a complete request. */
export function useCardiovascular(body: CardiovascularRequest | null): UseQueryResult<CardiovascularReply> {
  return useQuery({
    queryKey: ['risk', 'heart', body],
    queryFn: ({ signal }) => computeCardiovascularRisk({ body: body! }, signal),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

/** UKPDS-OM2 for a complete request. */
export function useProgression(body: ProgressionRequest | null): UseQueryResult<ProgressionReply> {
  return useQuery({
    queryKey: ['risk', 'diabetes', body],
    queryFn: ({ signal }) => computeProgression({ body: body! }, signal),
    enabled: body !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}
