import type { SubjectRef } from '@twinward/contract';
import type { SmartScope } from '../smart/smart-scope.ts';

/** What a system was granted beside, and narrower than, what its role may. */
export interface AccessGrant {
  /** Which system. */
  readonly app: string;
  readonly scopes: readonly SmartScope[];
  /** The patient of the launch, whom `patient/` scopes are about. */
  readonly patient: string | null;
  /** Which permission of a user it rests on; null where a system acts on its own behalf. */
  readonly permission: string | null;
  /** Whether the session itself is about that patient alone: no token, and no other scopes to ask for. */
  readonly launched?: true;
}

/** Who asks: an account behind a browser session, or the command line of whoever started the server. */
export interface Actor {
  /** Account id, or `local-cli`. */
  readonly id: string;
  readonly name: string;
  readonly displayName: string;
  readonly role: string;
  /** How they proved it: a cookie must also show its origin on unsafe methods, a bearer token need not. */
  readonly by: 'cookie' | 'bearer';
  /** SHA-256 of the session's token, hexadecimal; null for the local command line. */
  readonly session: string | null;
  /** Milliseconds since 1970; null never. */
  readonly expiresAt: number | null;
  /** Only with a token that SMART on FHIR gave. */
  readonly grant?: AccessGrant;
  /** The patient from whom an EHR opened the session, where it is about nobody else. */
  readonly confinedTo?: SubjectRef;
}
