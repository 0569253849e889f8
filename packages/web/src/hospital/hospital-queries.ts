import {
  type UseMutationResult,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { KEYS } from '../api/keys.ts';
import { cancelHospitalRun, listHospitals, readHospitalRun, startHospitalRun } from '../generated/api.ts';
import type { Hospital, HospitalList, HospitalRunRequest, HospitalRunState } from '../generated/types.ts';

/** Milliseconds between looks at a run under way. */
const LOOK = 400;

/** Every hospital that can be run. */
export function useHospitals(): UseQueryResult<HospitalList> {
  return useQuery({
    queryKey: KEYS.hospitals,
    queryFn: ({ signal }) => listHospitals(signal),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

interface Started {
  readonly id: string;
  readonly body: HospitalRunRequest;
}

/** Begins a run of a hospital. */
export function useStartRun(
  onStarted: (run: HospitalRunState, id: string) => void,
): UseMutationResult<HospitalRunState, unknown, Started> {
  return useMutation({
    mutationFn: (started: Started) => startHospitalRun(started),
    onSuccess: (run, { id }) => onStarted(run, id),
  });
}

/** Whether one more unit of each resource is tried unless said otherwise: not in a hospital so large that this takes minutes. */
export function triesAll({ resources }: Pick<Hospital, 'resources'>): boolean {
  return resources.length <= 20;
}

/** A run as it stands, looked at again until it is over. */
export function useRun(id: string | null): UseQueryResult<HospitalRunState> {
  return useQuery({
    queryKey: KEYS.hospitalRun(id ?? ''),
    queryFn: ({ signal }) => readHospitalRun({ id: id! }, signal),
    enabled: id !== null,
    retry: false,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? LOOK : false),
    // the server stops a run that nobody asks about
    refetchIntervalInBackground: true,
    staleTime: Number.POSITIVE_INFINITY,
  });
}

/** Stops a run. */
export function useCancelRun(): (id: string) => void {
  const client = useQueryClient();
  return (id) => {
    void cancelHospitalRun({ id }).then(() => client.invalidateQueries({ queryKey: KEYS.hospitalRun(id) }));
  };
}
