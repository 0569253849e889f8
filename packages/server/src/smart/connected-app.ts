import { z } from 'zod';

/** What a system is to us: it shows our cards to its users, acts on its own behalf, or is an app that our users open. */
export const APP_KINDS = ['cds-client', 'backend', 'smart-app'] as const;

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
  /** Where an app may be answered, to the letter; of apps alone. */
  readonly redirectUris?: readonly string[];
  /** Where an app begins when it is opened from a patient. */
  readonly launchUrl?: string | null;
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
  readonly redirectUris: readonly string[];
  readonly launchUrl: string | null;
}

/** An address of an app: https, or http on this machine. */
export const appAddress: z.ZodType<string, string> = z
  .string()
  .max(500)
  .refine(
    (text) =>
      URL.canParse(text) &&
      /^(https:|http:\/\/(localhost|127\.0\.0\.1|\[::1\])[:/])/.test(text) &&
      !text.includes('#'),
    'an https address without a fragment',
  );

/** One of `AppRequest`. */
export const appRequestSchema: z.ZodType<AppRequest> = z
  .strictObject({
    id: z.string().regex(/^[a-z0-9][a-z0-9-]{1,59}$/, 'lower-case letters, digits and -'),
    name: z.string().trim().min(1).max(120),
    kind: z.enum(APP_KINDS),
    issuer: z.string().trim().min(1).max(300),
    keys: z.array(publicKey).max(10),
    scopes: z
      .array(
        z.string().regex(/^(patient|user|system)\/([A-Za-z]+|\*)\.c?r?u?d?s?(\?\S+)?$/, 'a scope of SMART 2'),
      )
      .max(50)
      .default([]),
    redirectUris: z.array(appAddress).max(10).default([]),
    launchUrl: appAddress.nullable().default(null),
  })
  .refine(({ kind, keys }) => kind === 'smart-app' || keys.length > 0, {
    path: ['keys'],
    error: 'a system signs in with its key; send at least one',
  })
  .refine(({ kind, redirectUris }) => (kind === 'smart-app') === redirectUris.length > 0, {
    path: ['redirectUris'],
    error: 'an app that users open has addresses at which it is answered, and nothing else has',
  })
  .meta({ id: 'AppRequest' });
