// What a record that has been closed answers.
import { TwinwardError } from '@twinward/contract';

/** The record takes in nothing more. */
export function closedError(): TwinwardError {
  return new TwinwardError('record.unavailable', 'the record is closed', {
    remedy: 'send it again when the server is back',
    retryAfter: 1,
  });
}
