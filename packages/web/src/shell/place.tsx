import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { KEYS } from '../api/keys.ts';
import { listTwins } from '../generated/api.ts';
import { PLACES } from './navigation.tsx';
import styles from './place.module.css';
import { useMay } from './session.ts';

/** The path to this page, as links. */
export function Place(): ReactNode {
  const { pathname } = useLocation();
  const [, first = '', second] = pathname.split('/');
  const id = second === undefined ? undefined : decodeURIComponent(second);
  const isTwin = first === 'twins' && id !== undefined;
  const may = useMay('twin:read');
  const label = useQuery({
    queryKey: KEYS.twins,
    queryFn: ({ signal }) => listTwins(signal),
    enabled: may && isTwin,
    select: (list) => list.twins.find((twin) => twin.id === id)?.label,
  });
  const root = isTwin ? PLACES[0] : PLACES.find((place) => place.to === `/${first}`);
  if (root === undefined) return <span className={styles.place} />;
  return (
    <nav aria-label="Breadcrumb" className={styles.place}>
      {id === undefined ? <span>{root.label}</span> : <Link to={root.to}>{root.label}</Link>}
      {id !== undefined && (
        <>
          <span aria-hidden>/</span>
          <span className={styles.last}>{label.data ?? id}</span>
        </>
      )}
    </nav>
  );
}
