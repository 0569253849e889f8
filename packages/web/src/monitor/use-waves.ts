import { useEffect, useState, useSyncExternalStore } from 'react';
import { openWaves } from './open-waves.ts';
import { type WaveStatus, WaveStore } from './wave-store.ts';

/** Watches the waveforms of a subject for as long as it is shown. */
export function useWaves(subject: string): { readonly store: WaveStore; readonly status: WaveStatus } {
  const [store, setStore] = useState(() => new WaveStore(subject));
  useEffect(() => {
    const fresh = new WaveStore(subject);
    setStore(fresh);
    const hold = openWaves(subject, fresh.take);
    return () => hold.close();
  }, [subject]);
  const status = useSyncExternalStore(store.subscribe, store.status);
  return { store, status };
}
