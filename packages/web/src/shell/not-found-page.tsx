import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { usePageTitle } from './use-page-title.ts';

/** Nothing stands at this address. */
export function NotFoundPage(): ReactNode {
  usePageTitle('Not found');
  return (
    <section className="stack" style={{ paddingTop: 40, maxWidth: 520 }}>
      <h1>Nothing stands at this address</h1>
      <p className="muted">
        The link may be old, or a letter may be missing. Twins are listed in the{' '}
        <Link to="/twins">overview</Link>, and Ctrl K finds everything.
      </p>
    </section>
  );
}
