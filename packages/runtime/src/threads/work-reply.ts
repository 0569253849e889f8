import type { ErrorCode, ErrorPlace } from '@twinward/contract';

/** What a worker sends back: errors as plain values, since their class does not survive the way between threads. */
export type WorkReply<Result> =
  | { readonly result: Result }
  | {
      readonly error: { readonly code: ErrorCode; readonly message: string; readonly place: ErrorPlace };
    };
