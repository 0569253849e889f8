import { z } from 'zod';
import { type CdsExtensions, extensionsSchema, textSchema } from './wire.ts';

/** A service as discovery tells it. */
export interface CdsService {
  readonly id: string;
  readonly hook: string;
  readonly title?: string;
  readonly description: string;
  readonly usageRequirements?: string;
  /** FHIR queries by name, for the client to answer with each call. */
  readonly prefetch?: Readonly<Record<string, string>>;
  readonly extension?: CdsExtensions;
}

/** What the discovery endpoint answers. */
export interface CdsServices {
  readonly services: readonly CdsService[];
  readonly extension?: CdsExtensions;
}

const service = z.strictObject({
  id: textSchema,
  hook: textSchema,
  title: textSchema.exactOptional(),
  description: textSchema,
  usageRequirements: textSchema.exactOptional(),
  prefetch: z.record(textSchema, textSchema).exactOptional(),
  extension: extensionsSchema.exactOptional(),
});

/** One of `CdsServices` (CDS Hooks 2.0, "Discovery"). */
export const cdsServicesSchema: z.ZodType<CdsServices> = z.strictObject({
  services: z.array(service),
  extension: extensionsSchema.exactOptional(),
});
