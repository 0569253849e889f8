import { TwinwardError } from '@twinward/contract';

/** Why a token is not given (RFC 6749, 5.2). */
export class OAuthRefusal extends TwinwardError {
  readonly reason:
    | 'invalid_request'
    | 'invalid_client'
    | 'invalid_grant'
    | 'invalid_scope'
    | 'unsupported_grant_type';

  constructor(reason: OAuthRefusal['reason'], message: string) {
    super(reason === 'invalid_client' ? 'auth.failed' : 'request.invalid', message);
    this.reason = reason;
  }
}
