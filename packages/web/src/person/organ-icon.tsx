import { IconCircleDashed, IconDroplet, IconHeart, IconLungs, IconPill } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { Organ } from './organ.ts';

const ICONS = {
  heart: IconHeart,
  lungs: IconLungs,
  glucose: IconDroplet,
  drug: IconPill,
  other: IconCircleDashed,
} as const;

/** The sign of an organ; the words beside it say the same. */
export function OrganIcon({
  organ,
  size = 18,
}: {
  readonly organ: Organ;
  readonly size?: number;
}): ReactNode {
  const Icon = ICONS[organ];
  return <Icon size={size} stroke={1.7} aria-hidden />;
}
