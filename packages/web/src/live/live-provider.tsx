import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import { LiveContext } from './live-context.ts';
import { type LiveStatus, LiveStore } from './live-store.ts';

const CONNECTING: LiveStatus = { state: 'connecting', retryAt: null };

/** Holds the live connection open for everything below it. */
export function LiveProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const client = useQueryClient();
  const [store, setStore] = useState<LiveStore | null>(null);
  useEffect(() => {
    const opened = new LiveStore(client);
    setStore(opened);
    return () => opened.close();
  }, [client]);
  return <LiveContext value={store}>{children}</LiveContext>;
}

/** The state of the live connection, and a way to try again at once. */
export function useLive(): LiveStatus & { readonly retry: () => void } {
  const store = useContext(LiveContext);
  const status = useSyncExternalStore(store?.subscribe ?? noListener, store?.status ?? connecting);
  return { ...status, retry: store?.retry ?? nothing };
}

const nothing = (): void => undefined;
const noListener = (): (() => void) => nothing;
const connecting = (): LiveStatus => CONNECTING;
