import type { AlertStep } from '@twinward/contract';

interface Entry {
  /** When it was true or done. */
  readonly at: string;
  /** In words. */
  readonly words: string;
}

/** One entry of a subject's timeline. */
export type TimelineEntry =
  | (Entry & {
      readonly kind: 'intervention';
      readonly seq: number;
      readonly recordedAt: string;
      readonly type: string;
      readonly amounts: Readonly<Record<string, number>>;
      /** The twins it acts on. */
      readonly twins: readonly string[];
      readonly source: string;
      readonly sourceId: string;
    })
  | (Entry & {
      /** The readings of one kind in one hour of UTC. */
      readonly kind: 'observations';
      readonly label: string;
      readonly unit: string;
      readonly count: number;
      readonly first: number;
      readonly last: number;
      readonly low: number;
      readonly high: number;
      readonly sources: readonly string[];
    })
  | (Entry & {
      /** A reading that was kept and not taken in, or taken in though its source doubts it. */
      readonly kind: 'held-aside';
      readonly taken: boolean;
      readonly seq: number;
      readonly label: string;
      readonly reason: string;
      readonly source: string;
      readonly sourceId: string;
    })
  | (Entry & {
      readonly kind: 'correction';
      readonly seq: number;
      readonly recordedAt: string;
      readonly what: 'corrected' | 'withdrawn';
      readonly label: string;
      readonly source: string;
      readonly sourceId: string;
    })
  | (Entry & {
      readonly kind: 'alert';
      readonly seq: number;
      readonly twin: string;
      readonly alert: string;
      readonly step: AlertStep['kind'];
    })
  | (Entry & {
      /** A twin fell silent, with its reason; or spoke again, without. */
      readonly kind: 'flag';
      readonly twin: string;
      readonly reason: string | null;
    })
  | (Entry & {
      readonly kind: 'twin-opened' | 'twin-closed' | 'coupled' | 'uncoupled' | 'advice';
      readonly seq: number;
      readonly twin: string;
    })
  | (Entry & {
      readonly kind: 'scenario';
      readonly twin: string;
      readonly id: string;
      readonly name: string;
    });

/** What happened to a subject between two instants, newest first. */
export interface TimelineView {
  readonly subject: string;
  readonly from: string;
  readonly to: string;
  readonly entries: readonly TimelineEntry[];
  /** Give it as `before` for the next page; null if there is none. */
  readonly next: string | null;
}
