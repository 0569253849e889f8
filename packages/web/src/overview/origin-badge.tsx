import { IconCpu, IconDeviceWatch, IconUserHeart } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { TwinSummary } from '../generated/types.ts';
import styles from './origin-badge.module.css';

const ORIGINS = {
  real: { words: 'Real', icon: IconUserHeart, why: 'A real person' },
  recorded: { words: 'Recorded', icon: IconDeviceWatch, why: 'A real recording, replayed as if it were now' },
  simulated: { words: 'Simulated', icon: IconCpu, why: 'No real person: made by equations' },
} as const;

/** Says whether there is a real person behind the numbers. */
export function OriginBadge({ origin }: { readonly origin: TwinSummary['origin'] }): ReactNode {
  const { words, icon: Icon, why } = ORIGINS[origin];
  return (
    <span className={styles.badge} title={why}>
      <Icon size={13} stroke={1.8} aria-hidden />
      {words}
    </span>
  );
}
