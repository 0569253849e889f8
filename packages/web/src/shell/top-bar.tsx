import { IconSearch } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { KEYS } from '../api/keys.ts';
import { listTwins } from '../generated/api.ts';
import { needsAttention } from '../overview/order-twins.ts';
import { AccountMenu } from './account-menu.tsx';
import { Place } from './place.tsx';
import { useMay } from './session.ts';
import styles from './top-bar.module.css';
import { Wordmark } from './wordmark.tsx';

/** Where one is, what needs a look, and the way to everything by its name. */
export function TopBar({ onSearch }: { readonly onSearch: () => void }): ReactNode {
  return (
    <header className={styles.bar}>
      <span className={styles.mark}>
        <Wordmark named={false} />
      </span>
      <Place />
      <button type="button" className={styles.search} onClick={onSearch}>
        <IconSearch size={16} aria-hidden />
        <span className={styles.hint}>Go to person, twin, page</span>
        <kbd>Ctrl K</kbd>
      </button>
      <Attention />
      <AccountMenu />
    </header>
  );
}

function Attention(): ReactNode {
  const may = useMay('twin:read');
  const twins = useQuery({
    queryKey: KEYS.twins,
    queryFn: ({ signal }) => listTwins(signal),
    enabled: may,
    select: (list) => list.twins.filter(needsAttention).length,
  });
  if (!twins.data) return null;
  return (
    <Link to="/twins?show=attention" className={styles.attention}>
      <svg width="12" height="11" viewBox="0 0 12 11" aria-hidden>
        <title>Attention</title>
        <path d="M6 1 11 10H1Z" fill="none" stroke="currentColor" strokeWidth="1.6" strokeLinejoin="round" />
      </svg>
      <strong>{twins.data}</strong> to review
    </Link>
  );
}
