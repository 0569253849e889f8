import { useEffect, useState } from 'react';

/** The time of day, refreshed every so many milliseconds: for ages, not for animation. */
export function useNow(every = 15_000): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), every);
    return () => clearInterval(timer);
  }, [every]);
  return now;
}
