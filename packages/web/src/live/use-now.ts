import { useContext, useEffect, useState } from 'react';
import { LiveContext } from './live-context.ts';

/**
 * The time of day by the server, milliseconds, refreshed every so often: for ages, not for animation. A demo may run faster than
 * life; the server's clock is then ahead of the browser's, and what it last recorded tells by how much.
 */
export function useNow(every = 15_000): number {
  const store = useContext(LiveContext);
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const refresh = (): void => setNow(Math.max(Date.now(), store?.recordedAt ?? 0));
    refresh();
    const timer = setInterval(refresh, every);
    return () => clearInterval(timer);
  }, [every, store]);
  return now;
}
