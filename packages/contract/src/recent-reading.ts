import type { Instant } from './instant.ts';

/** A reading as a twin met it lately, in the observable's unit. */
export interface RecentReading {
  readonly at: Instant;
  readonly observable: string;
  readonly value: number;
  /** It was set aside rather than taken in. */
  readonly aside: boolean;
}
