import { useEffect, useState } from 'react';
import type { Scheme } from './pressure-ramp.ts';

/** Whether the page is light or dark now, followed as it changes: for pictures that style sheets do not reach. */
export function useScheme(): Scheme {
  const [scheme, setScheme] = useState<Scheme>(read);
  useEffect(() => {
    const observer = new MutationObserver(() => setScheme(read()));
    observer.observe(document.documentElement, { attributeFilter: ['data-mantine-color-scheme'] });
    setScheme(read());
    return () => observer.disconnect();
  }, []);
  return scheme;
}

function read(): Scheme {
  return document.documentElement.dataset.mantineColorScheme === 'dark' ? 'dark' : 'light';
}
