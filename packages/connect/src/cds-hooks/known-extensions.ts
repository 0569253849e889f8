// Extensions whose content is defined somewhere: those of the Da Vinci implementation guide Coverage Requirements Discovery.
import { z } from 'zod';
import { textSchema } from './wire.ts';

const option = z.strictObject({
  code: textSchema,
  type: z.enum(['boolean', 'integer']),
  name: textSchema,
  description: textSchema,
  default: z.union([z.boolean(), z.int()]).exactOptional(),
});

const configuration = z.record(textSchema, z.union([z.boolean(), z.int()]));

/** What each known extension must look like; a name may end in `-test`, as HL7's own drafts of these do. */
export const KNOWN_EXTENSIONS: Readonly<Record<string, z.ZodType>> = {
  'davinci-crd.configuration-options': z.array(option).min(1),
  'davinci-crd.configuration': configuration,
};
