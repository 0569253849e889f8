import { z } from 'zod';
import {
  type CdsCoding,
  type CdsExtensions,
  codingSchema,
  extensionsSchema,
  textSchema,
  uuidSchema,
} from './wire.ts';

/** What became of one card. */
export interface CardFeedback {
  /** Its uuid. */
  readonly card: string;
  readonly outcome: 'accepted' | 'overridden';
  readonly acceptedSuggestions?: readonly { readonly id: string; readonly extension?: CdsExtensions }[];
  readonly overrideReason?: {
    readonly reason?: CdsCoding;
    readonly userComment?: string;
    readonly extension?: CdsExtensions;
  };
  readonly outcomeTimestamp: string;
  readonly extension?: CdsExtensions;
}

/** What became of cards. */
export interface CdsFeedback {
  readonly feedback: readonly CardFeedback[];
  readonly extension?: CdsExtensions;
}

const entry = z
  .strictObject({
    card: uuidSchema,
    outcome: z.enum(['accepted', 'overridden']),
    acceptedSuggestions: z
      .array(z.strictObject({ id: uuidSchema, extension: extensionsSchema.exactOptional() }))
      .min(1)
      .exactOptional(),
    overrideReason: z
      .strictObject({
        reason: codingSchema.exactOptional(),
        userComment: textSchema.max(2000).exactOptional(),
        extension: extensionsSchema.exactOptional(),
      })
      .exactOptional(),
    outcomeTimestamp: z.iso.datetime({ offset: true, error: 'is no ISO 8601 time with its zone' }),
    extension: extensionsSchema.exactOptional(),
  })
  .superRefine(({ outcome, acceptedSuggestions, overrideReason }, check) => {
    const issue = (path: string, message: string) =>
      check.addIssue({ code: 'custom', path: [path], message });
    if (outcome === 'accepted' && acceptedSuggestions === undefined)
      issue('acceptedSuggestions', 'is missing');
    if (outcome === 'overridden' && acceptedSuggestions !== undefined) {
      issue('acceptedSuggestions', 'is given though the card was overridden');
    }
    if (outcome === 'accepted' && overrideReason !== undefined) {
      issue('overrideReason', 'is given though a suggestion was accepted');
    }
  });

/** One of `CdsFeedback` (CDS Hooks 2.0, "Feedback"). */
export const cdsFeedbackSchema: z.ZodType<CdsFeedback> = z.strictObject({
  feedback: z.array(entry).min(1).max(100),
  extension: extensionsSchema.exactOptional(),
});
