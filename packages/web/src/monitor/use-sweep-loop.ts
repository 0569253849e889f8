import { type RefObject, useEffect } from 'react';
import type { Sweep } from './sweep.ts';
import type { WaveStore } from './wave-store.ts';

/** Paints all sweeps once a frame, up to where the playhead is; not while frozen. */
export function useSweepLoop(sweeps: RefObject<Set<Sweep>>, store: WaveStore, frozen: boolean): void {
  useEffect(() => {
    if (frozen) return;
    let frame = 0;
    const paint = (now: number): void => {
      const second = store.playhead.at(now / 1000);
      for (const sweep of sweeps.current) sweep.paint(second);
      frame = requestAnimationFrame(paint);
    };
    frame = requestAnimationFrame(paint);
    return () => cancelAnimationFrame(frame);
  }, [sweeps, store, frozen]);
}
