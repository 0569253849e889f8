import type { ErrorCode, ErrorPlace, WorkResult } from '@twinward/contract';

/** What a worker sends back: errors as plain values, since their class does not survive the way between threads. */
export type WorkReply =
  | { readonly result: WorkResult }
  | {
      readonly error: { readonly code: ErrorCode; readonly message: string; readonly place: ErrorPlace };
    };
