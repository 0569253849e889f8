import type { AdtEvent } from '@twinward/contract';
import type { MessageNote } from './interpreted.ts';

/** What was made of a message, kept with it. */
export interface MessageOutcome {
  readonly events: readonly {
    readonly part: number;
    readonly seq: number;
    readonly duplicate: boolean;
    readonly code: string;
  }[];
  readonly notes: readonly MessageNote[];
  readonly adt: readonly AdtEvent[];
  /** The subject of the hospital's twin. */
  readonly hospital: string | null;
  readonly resources: readonly { readonly type: string; readonly id: string; readonly version: number }[];
}
