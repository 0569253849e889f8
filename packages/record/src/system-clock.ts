// The machine's clock.
import type { Instant } from '@twinward/contract';
import type { Clock } from './ports/clock.ts';

/** Now, by this machine. */
export const SYSTEM_CLOCK: Clock = { now: () => Date.now() as Instant };
