import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { useLocation } from 'react-router';
import { LiveBanner } from '../live/live-banner.tsx';
import { CommandPalette } from './command-palette.tsx';
import { FaultBoundary } from './fault-boundary.tsx';
import { Navigation } from './navigation.tsx';
import { Pages } from './pages.tsx';
import styles from './shell.module.css';
import { TopBar } from './top-bar.tsx';
import { Waiting } from './waiting.tsx';

/** The frame around every page: navigation, the command palette, and the words that must always be in sight. */
export function Shell(): ReactNode {
  const { pathname } = useLocation();
  const [palette, setPalette] = useState(false);
  const main = useRef<HTMLElement>(null);
  const shown = useRef(pathname);
  useEffect(() => {
    const open = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey) return;
      event.preventDefault();
      setPalette((now) => !now);
    };
    addEventListener('keydown', open);
    return () => removeEventListener('keydown', open);
  }, []);
  useEffect(() => {
    if (shown.current === pathname) return;
    shown.current = pathname;
    scrollTo(0, 0);
    main.current?.focus({ preventScroll: true });
  }, [pathname]);
  return (
    <div className={styles.shell}>
      <a className={styles.skip} href="#main">
        Skip to the page
      </a>
      <Navigation />
      <div className={styles.body}>
        <TopBar onSearch={() => setPalette(true)} />
        <main id="main" ref={main} tabIndex={-1} className={styles.main}>
          <LiveBanner />
          <FaultBoundary key={pathname}>
            <Suspense fallback={<Waiting height={240} />}>
              <Pages />
            </Suspense>
          </FaultBoundary>
        </main>
      </div>
      <CommandPalette open={palette} onClose={() => setPalette(false)} />
    </div>
  );
}
