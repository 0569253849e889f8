import { type SubjectRef, subjectRef, type TwinId, type TwinwardError, twinId } from '@twinward/contract';
import { z } from 'zod';

/** A subject reference on its way in: FHIR `Type/id`. */
export const subjectSchema: z.ZodType<SubjectRef, string> = checked(
  'a FHIR reference, for example Patient/p-17',
  subjectRef,
);

/** A twin id on its way in. */
export const twinIdSchema: z.ZodType<TwinId, string> = checked('lower-case letters, digits, - and .', twinId);

function checked<T>(description: string, read: (text: string) => T): z.ZodType<T, string> {
  return z
    .string()
    .max(100)
    .meta({ description })
    .transform((text, context) => {
      try {
        return read(text);
      } catch (error) {
        const { code, message, place } = error as TwinwardError;
        context.addIssue({ code: 'custom', message, params: { code, remedy: place.remedy } });
        return z.NEVER;
      }
    });
}
