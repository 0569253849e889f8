import { z } from 'zod';

/** What a system is to us: it shows our cards to its users, or acts on its own behalf. */
export const APP_KINDS = ['cds-client', 'backend'] as const;

/** A public key as a JSON Web Key, named by `kid`; private and symmetric ones are refused. */
export interface PublicKey {
  readonly kid: string;
  readonly kty: 'EC' | 'RSA' | 'OKP';
  readonly [member: string]: unknown;
}

/** A system that was let in by an administrator, known by whom its tokens are issued by and the keys they are signed with. */
export interface ConnectedApp {
  /** Lower-case letters, digits and `-`. */
  readonly id: string;
  readonly name: string;
  readonly kind: (typeof APP_KINDS)[number];
  /** `iss` of its tokens. */
  readonly issuer: string;
  readonly keys: readonly PublicKey[];
  /** SMART scopes it may be granted. */
  readonly scopes: readonly string[];
  readonly addedAt: string;
  readonly addedBy: string;
  readonly disabled: boolean;
}

const SECRET_MEMBERS = ['d', 'p', 'q', 'dp', 'dq', 'qi', 'k'];

const publicKey: z.ZodType<PublicKey> = z
  .looseObject({ kid: z.string().min(1).max(200), kty: z.enum(['EC', 'RSA', 'OKP']) })
  .refine(
    (key) => SECRET_MEMBERS.every((member) => !(member in key)),
    'is a private key; send only the public part',
  );

/** What is sent to let a system in. */
export interface AppRequest {
  readonly id: string;
  readonly name: string;
  readonly kind: ConnectedApp['kind'];
  readonly issuer: string;
  readonly keys: readonly PublicKey[];
  readonly scopes: readonly string[];
}

/** One of `AppRequest`. */
export const appRequestSchema: z.ZodType<AppRequest> = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,59}$/, 'lower-case letters, digits and -'),
    name: z.string().trim().min(1).max(120),
    kind: z.enum(APP_KINDS),
    issuer: z.string().trim().min(1).max(300),
    keys: z.array(publicKey).min(1).max(10),
    scopes: z
      .array(
        z.string().regex(/^(patient|user|system)\/([A-Za-z]+|\*)\.c?r?u?d?s?(\?\S+)?$/, 'a scope of SMART 2'),
      )
      .max(50)
      .default([]),
  })
  .meta({ id: 'AppRequest' });
