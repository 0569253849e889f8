import { useEffect, useState, useSyncExternalStore } from 'react';
import { BeatClock } from './beat-clock.ts';

/** A clock that turns with the estimated beat; it stands still for who asked their system for less motion, until they press play. */
export function useBeatClock(period: number): BeatClock {
  const [clock] = useState(() => new BeatClock(period));
  useEffect(() => clock.setPeriod(period), [clock, period]);
  useEffect(() => {
    if (matchMedia('(prefers-reduced-motion: no-preference)').matches) clock.play();
    return () => clock.pause();
  }, [clock]);
  return clock;
}

/** Whether the clock turns. */
export function usePlaying(clock: BeatClock): boolean {
  return useSyncExternalStore(clock.onTurn, () => clock.playing);
}

/** The phase, at most so many times a second: for words and numbers, not for pictures. */
export function useSlowPhase(clock: BeatClock, perSecond = 8): number {
  const [phase, setPhase] = useState(clock.phase);
  useEffect(() => {
    let last = 0;
    return clock.listen((now) => {
      const at = performance.now();
      if (clock.playing && at - last < 1000 / perSecond) return;
      last = at;
      setPhase(now);
    });
  }, [clock, perSecond]);
  return phase;
}
