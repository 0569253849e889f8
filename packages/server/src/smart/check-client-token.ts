// CDS Hooks 2.0, "Trusting CDS Clients": a JWT signed by the client's own key, for this endpoint, for a short time.
import type { Instant } from '@twinward/contract';
import { compactVerify, decodeJwt, decodeProtectedHeader, importJWK } from 'jose';
import type { ConnectedApp } from './connected-app.ts';

/** What a token that holds says. */
export interface ClientClaims {
  readonly app: ConnectedApp;
  readonly jti: string;
  /** `sub`, where it has one. */
  readonly subject: string | null;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
}

/** Asymmetric signatures alone: `none` and shared secrets prove nothing. */
const ALGORITHMS = ['ES384', 'RS384', 'ES256', 'ES512', 'RS256', 'RS512', 'PS256', 'PS384', 'PS512', 'EdDSA'];
/** Seconds: the longest a token may be meant for, and how far clocks may differ. */
const LONGEST = 300;
const SKEW = 30;

/** The claims of a token of one of these systems; null if it is not signed by a key of an issuer that is let in, is for another endpoint, too old, or for too long. */
export async function checkClientToken(
  token: string,
  endpoint: string,
  apps: readonly ConnectedApp[],
  now: Instant,
): Promise<ClientClaims | null> {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    const { iss, sub, aud, exp, iat, jti } = decodeJwt(token);
    const app = apps.find(({ issuer, disabled }) => !disabled && issuer === iss);
    const key = app?.keys.find((one) => one.kid === kid);
    if (app === undefined || key === undefined || alg === undefined || !ALGORITHMS.includes(alg)) return null;
    if (key.alg !== undefined && key.alg !== alg) return null;
    await compactVerify(token, await importJWK(key, alg), { algorithms: [alg] });
    const seconds = now / 1000;
    const audiences = Array.isArray(aud) ? aud : [aud];
    const timely =
      typeof exp === 'number' &&
      exp > seconds - SKEW &&
      // CDS Hooks asks for it, SMART Backend Services need not.
      (app.kind !== 'cds-client' && iat === undefined
        ? true
        : typeof iat === 'number' && iat < seconds + SKEW && exp - iat <= LONGEST) &&
      exp < seconds + LONGEST + SKEW;
    if (!timely || !audiences.includes(endpoint) || typeof jti !== 'string' || jti === '') return null;
    return { app, jti, subject: sub ?? null, expiresAt: (exp + SKEW) * 1000 };
  } catch {
    return null;
  }
}
