import type { CdsCard } from '@twinward/connect/cds-hooks';

/** A card before it has its UUID, with the twin and the position it speaks for. */
export interface Advice {
  readonly twin: string;
  readonly provenance: { readonly seq: number; readonly model: string; readonly modelVersion: string };
  readonly card: Omit<CdsCard, 'uuid' | 'overrideReasons'>;
}
