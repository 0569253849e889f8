// The replies a person's page is made of.
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { KEYS } from '../api/keys.ts';
import { listTwins, readBelief, readSubject } from '../generated/api.ts';
import type { BeliefView, SubjectView } from '../generated/types.ts';
import { groupPeople, type Person } from '../people/group-people.ts';

/** A person by what stands in the address; null where nobody has a twin of that name. */
export function usePerson(key: string): UseQueryResult<Person | null> {
  return useQuery({
    queryKey: KEYS.twins,
    queryFn: ({ signal }) => listTwins(signal),
    select: ({ twins }) => groupPeople(twins).find((person) => person.key === key) ?? null,
  });
}

/** What a twin believes, now or as it was believed at an instant (ISO 8601). */
export function useBelief(id: string, at: string | null): UseQueryResult<BeliefView> {
  return useQuery({
    queryKey: KEYS.belief(id, at),
    queryFn: ({ signal }) => readBelief({ id, query: { at: at ?? undefined } }, signal),
    placeholderData: keepPreviousData,
    staleTime: at === null ? 30_000 : Number.POSITIVE_INFINITY,
  });
}

/** Everything the twins of a subject know together; asked again soon while a twin catches up or yesterday is being worked out. */
export function useSubject(subject: string): UseQueryResult<SubjectView> {
  return useQuery({
    queryKey: KEYS.subject(subject),
    queryFn: ({ signal }) => readSubject({ subject }, signal),
    staleTime: 120_000,
    refetchInterval: ({ state: { data } }) =>
      data !== undefined && (data.comparing.length > 0 || data.twins.some(({ catchingUp }) => catchingUp))
        ? 4_000
        : 300_000,
  });
}
