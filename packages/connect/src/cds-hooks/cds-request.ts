import { z } from 'zod';
import { HOOK_CONTEXTS, type HookContext, type HookName } from './hook-contexts.ts';
import {
  absoluteUrlSchema,
  type CdsExtensions,
  type CdsResource,
  extensionsSchema,
  fhirIdSchema,
  resourceSchema,
  textSchema,
  uuidSchema,
} from './wire.ts';

/** Leave to ask the client's FHIR server. */
interface Authorisation {
  readonly access_token: string;
  readonly token_type: 'Bearer';
  readonly expires_in: number;
  readonly scope: string;
  readonly subject: string;
  readonly patient?: string;
  readonly extension?: CdsExtensions;
}

/** A call of a CDS service. */
export interface CdsRequest {
  readonly hook: HookName;
  readonly hookInstance: string;
  readonly fhirServer?: string;
  readonly fhirAuthorization?: Authorisation;
  readonly context: HookContext;
  /** Resources by the names the service asked for them; null where there is none. */
  readonly prefetch?: Readonly<Record<string, CdsResource | null>>;
  readonly extension?: CdsExtensions;
}

const authorisation: z.ZodType<Authorisation> = z
  .strictObject({
    access_token: textSchema,
    token_type: z.literal('Bearer'),
    expires_in: z.int(),
    scope: textSchema,
    subject: textSchema,
    patient: fhirIdSchema.exactOptional(),
    extension: extensionsSchema.exactOptional(),
  })
  .refine(({ scope, patient }) => !/(^|\s)patient\//.test(scope) || patient !== undefined, {
    path: ['patient'],
    message: 'is missing though the scopes are those of one patient',
  });

const shared = {
  hookInstance: uuidSchema,
  fhirServer: absoluteUrlSchema.exactOptional(),
  fhirAuthorization: authorisation.exactOptional(),
  prefetch: z.record(textSchema, resourceSchema.nullable()).exactOptional(),
  extension: extensionsSchema.exactOptional(),
};

const requestOf = <H extends HookName>(hook: H) =>
  z.strictObject({ ...shared, hook: z.literal(hook), context: HOOK_CONTEXTS[hook] });

/** One of `CdsRequest` (CDS Hooks 2.0, "Calling a CDS Service"). */
export const cdsRequestSchema: z.ZodType<CdsRequest> = z
  .discriminatedUnion('hook', [
    requestOf('patient-view'),
    requestOf('order-select'),
    requestOf('order-sign'),
    requestOf('encounter-start'),
    requestOf('encounter-discharge'),
    requestOf('appointment-book'),
  ])
  .refine(
    ({ fhirAuthorization, fhirServer }) => fhirAuthorization === undefined || fhirServer !== undefined,
    {
      path: ['fhirServer'],
      message: 'is missing though an authorisation for it is given',
    },
  );
