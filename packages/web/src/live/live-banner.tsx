import { IconPlugConnectedX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import styles from './live-banner.module.css';
import { useLive } from './live-provider.tsx';

/** Says that live updates have stopped and when they are tried again; silent while all is well. */
export function LiveBanner(): ReactNode {
  const { state, retryAt, retry } = useLive();
  const [now, setNow] = useState(() => Date.now());
  const lost = state === 'lost';
  useEffect(() => {
    if (!lost) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [lost]);
  return (
    <div role="status" className={lost ? styles.banner : undefined}>
      {lost && (
        <>
          <IconPlugConnectedX size={18} aria-hidden />
          <span>
            <strong>Live updates stopped.</strong> What you see stays as it was; nothing recorded is lost.{' '}
            <span aria-hidden>
              Trying again{' '}
              {retryAt === null || retryAt <= now ? 'now' : `in ${Math.ceil((retryAt - now) / 1000)} s`}.
            </span>
          </span>
          <button type="button" className="link-button" onClick={retry}>
            Try now
          </button>
        </>
      )}
    </div>
  );
}
