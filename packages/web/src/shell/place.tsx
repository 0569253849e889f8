import { useQuery } from '@tanstack/react-query';
import { Fragment, type ReactNode } from 'react';
import { Link, useLocation } from 'react-router';
import { KEYS } from '../api/keys.ts';
import { listTwins } from '../generated/api.ts';
import { ORGAN_WORDS, organOf } from '../person/organ.ts';
import { homeOf, PLACES } from './navigation.tsx';
import styles from './place.module.css';
import { useMay, useSession } from './session.ts';

/** Parts of operations by what they are called. */
const PARTS: Readonly<Record<string, string>> = { beds: 'Bed board', 'what-if': 'What if' };

/** The path to this page, as links. */
export function Place(): ReactNode {
  const { pathname } = useLocation();
  const [, first = '', second] = pathname.split('/');
  const id = second === undefined ? undefined : decodeURIComponent(second);
  const known = id !== undefined && (first === 'twins' || first === 'people' || first === 'monitor');
  const may = useMay('twin:read');
  const twin = useQuery({
    queryKey: KEYS.twins,
    queryFn: ({ signal }) => listTwins(signal),
    enabled: may && known,
    select: (list) =>
      list.twins.find((twin) =>
        first === 'twins' ? twin.id === id : twin.subject === (first === 'people' ? `Patient/${id}` : id),
      ),
  });
  const session = useSession();
  const root = PLACES.find((place) => place.to === (first === '' ? homeOf(session) : `/${first}`));
  const found = twin.data;
  if (first === 'twins' && found?.subject.startsWith('Patient/')) {
    return (
      <Trail
        links={[
          ['/people', 'People'],
          [`/people/${encodeURIComponent(found.subject.slice('Patient/'.length))}`, found.label],
        ]}
        last={ORGAN_WORDS[organOf(found.model)]}
      />
    );
  }
  if (root === undefined) return <span className={styles.place} />;
  if (id === undefined) return <Trail links={[]} last={root.label} />;
  if (first === 'operations') return <Trail links={[[root.to, root.label]]} last={PARTS[id] ?? id} />;
  return <Trail links={[[root.to, root.label]]} last={found?.label ?? id} />;
}

function Trail({
  links,
  last,
}: {
  readonly links: readonly (readonly [string, string])[];
  readonly last: string;
}): ReactNode {
  return (
    <nav aria-label="Breadcrumb" className={styles.place}>
      {links.map(([to, label]) => (
        <Fragment key={to}>
          <Link to={to}>{label}</Link>
          <span aria-hidden>/</span>
        </Fragment>
      ))}
      <span className={styles.last}>{last}</span>
    </nav>
  );
}
