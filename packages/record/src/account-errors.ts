// What the account stores refuse, in the same words in every adapter.
import { TwinwardError } from '@twinward/contract';

/** Another account bears the name. */
export function nameTaken(): TwinwardError {
  return new TwinwardError('resource.conflict', 'another account has this name', {
    field: 'name',
    remedy: 'choose another name',
  });
}

/** A session for an account that does not exist. */
export function noSuchAccount(): TwinwardError {
  return new TwinwardError('resource.missing', 'there is no such account', { field: 'account' });
}
