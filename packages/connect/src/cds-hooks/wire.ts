// The simple parts that documents of CDS Hooks 2.0 are made of.
import { z } from 'zod';

/** A string that says something: required strings of CDS Hooks are never blank. */
export const textSchema: z.ZodString = z.string().regex(/\S/, 'is blank');

/** The id of a FHIR resource, without its type. */
export const fhirIdSchema: z.ZodString = z
  .string()
  .regex(/^[A-Za-z0-9\-.]{1,64}$/, 'is no FHIR id (letters, digits, "-" and ".", without the type)');

/** A reference within a FHIR server: `MedicationRequest/103`. */
export const referenceSchema: z.ZodString = z
  .string()
  .regex(/^[A-Z][A-Za-z]+\/[A-Za-z0-9\-.]{1,64}$/, 'is no reference of the form Type/id');

/** Whoever uses the CDS client. */
export const userSchema: z.ZodString = z
  .string()
  .regex(
    /^(Practitioner|PractitionerRole|Patient|RelatedPerson)\/[A-Za-z0-9\-.]{1,64}$/,
    'is no Practitioner, PractitionerRole, Patient or RelatedPerson with its id',
  );

/** A UUID in its usual form. */
export const uuidSchema: z.ZodString = z
  .string()
  .regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'is no UUID');

/** An absolute address of the web. */
export const absoluteUrlSchema: z.ZodString = z
  .string()
  .regex(/^https?:\/\/[^\s/?#]+\S*$/i, 'is no absolute http(s) URL');

/** Further properties under `extension`, named by whoever defined them. */
export type CdsExtensions = Readonly<Record<string, unknown>>;

/** One of `CdsExtensions`. */
export const extensionsSchema: z.ZodType<CdsExtensions> = z
  .record(z.string().regex(/\S/, 'has a blank name'), z.unknown())
  .refine((value) => Object.keys(value).length > 0, 'is empty: an object without properties is left out');

/** A code with its system and words. */
export interface CdsCoding {
  readonly code: string;
  readonly system?: string;
  readonly display?: string;
  readonly extension?: CdsExtensions;
}

/** One of `CdsCoding`. */
export const codingSchema: z.ZodType<CdsCoding> = z.strictObject({
  code: textSchema,
  system: z.string().exactOptional(),
  display: textSchema.exactOptional(),
  extension: extensionsSchema.exactOptional(),
});

/** A FHIR resource, as far as CDS Hooks looks at it. */
export interface CdsResource {
  readonly resourceType: string;
  readonly [name: string]: unknown;
}

/** One of `CdsResource`. */
export const resourceSchema: z.ZodType<CdsResource> = z.looseObject({
  resourceType: z.string().regex(/^[A-Z][A-Za-z]+$/, 'is no type of resource'),
});

/** A Bundle whose entries hold resources. */
export interface CdsBundle {
  readonly resourceType: 'Bundle';
  readonly type: string;
  readonly entry?: readonly { readonly resource: CdsResource }[];
}

/** One of `CdsBundle`. */
export const bundleSchema: z.ZodType<CdsBundle> = z.looseObject({
  resourceType: z.literal('Bundle'),
  type: textSchema,
  entry: z.array(z.looseObject({ resource: resourceSchema })).exactOptional(),
});
