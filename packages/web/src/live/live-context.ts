import { createContext } from 'react';
import type { LiveStore } from './live-store.ts';

/** The live connection of this tab; null before it is opened. */
export const LiveContext: React.Context<LiveStore | null> = createContext<LiveStore | null>(null);
