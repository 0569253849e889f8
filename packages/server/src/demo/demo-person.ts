import type { Happened, Instant, Intervened, Observed } from '@twinward/contract';
import type { Opening } from '@twinward/runtime';

/** What happens in a demo person's life and enters the record. */
export type LifeEvent = Observed | Intervened | Happened;

/** Someone the demo shows: how their twin is opened, and what becomes known of them as time passes. */
export interface DemoPerson {
  readonly opening: Opening;
  /** Further twins of the same person. */
  readonly besides?: readonly Opening[];
  /** Their past is fed after the server answers, a stretch at a time. */
  readonly behind?: boolean;
  /** When their past begins. */
  readonly begins: Instant;
  /** All that happened after an instant (exclusive) and up to another (inclusive), by rising time. Asked in rising order. */
  between(after: Instant, to: Instant): readonly LifeEvent[];
  /** Told once everything given out so far is in the record. */
  fed(): void;
}
