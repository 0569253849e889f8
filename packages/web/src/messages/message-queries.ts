import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { KEYS } from '../api/keys.ts';
import { listConnectors, listDevices, listMessages, readMessage } from '../generated/api.ts';
import type {
  ConnectorList,
  DeviceList,
  InboundDetail,
  InboundLine,
  InboundList,
} from '../generated/types.ts';

const OFTEN = 2000;

/** The connectors as they stand, every two seconds. */
export function useConnectors(): UseQueryResult<ConnectorList> {
  return useQuery({
    queryKey: KEYS.connectors,
    queryFn: ({ signal }) => listConnectors(signal),
    refetchInterval: OFTEN,
    staleTime: 0,
  });
}

/** The latest messages of a connector in a state; of all where either is empty. */
export function useMessages(connector: string, state: string): UseQueryResult<InboundList> {
  return useQuery({
    queryKey: KEYS.messages(connector, state),
    queryFn: ({ signal }) =>
      listMessages(
        {
          query: {
            limit: 60,
            connector: connector || undefined,
            state: (state || undefined) as InboundLine['state'] | undefined,
          },
        },
        signal,
      ),
    placeholderData: keepPreviousData,
    refetchInterval: OFTEN,
    staleTime: 0,
  });
}

/** One message with all that became of it. */
export function useMessage(id: string): UseQueryResult<InboundDetail> {
  return useQuery({
    queryKey: KEYS.message(id),
    queryFn: ({ signal }) => readMessage({ id }, signal),
    refetchInterval: (query) => (query.state.data?.state === 'received' ? OFTEN : false),
    staleTime: 0,
  });
}

/** Devices and whose they are. */
export function useDevices(): UseQueryResult<DeviceList> {
  return useQuery({ queryKey: KEYS.devices, queryFn: ({ signal }) => listDevices(signal), staleTime: 0 });
}
