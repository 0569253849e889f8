import { z } from 'zod';
import {
  absoluteUrlSchema,
  type CdsCoding,
  type CdsExtensions,
  type CdsResource,
  codingSchema,
  extensionsSchema,
  referenceSchema,
  resourceSchema,
  textSchema,
  uuidSchema,
} from './wire.ts';

/** One change a service proposes. */
export interface CdsAction {
  readonly type: 'create' | 'update' | 'delete';
  readonly description?: string;
  readonly resource?: CdsResource;
  readonly resourceId?: string;
  readonly extension?: CdsExtensions;
}

/** One piece of advice. */
export interface CdsCard {
  readonly uuid?: string;
  /** Shorter than 140 characters. */
  readonly summary: string;
  /** Markdown. */
  readonly detail?: string;
  readonly indicator: 'info' | 'warning' | 'critical';
  readonly source: {
    readonly label: string;
    readonly url?: string;
    readonly icon?: string;
    readonly topic?: CdsCoding;
    readonly extension?: CdsExtensions;
  };
  readonly suggestions?: readonly {
    readonly label: string;
    readonly uuid?: string;
    readonly isRecommended?: boolean;
    readonly actions?: readonly CdsAction[];
    readonly extension?: CdsExtensions;
  }[];
  readonly selectionBehavior?: 'at-most-one' | 'any';
  readonly overrideReasons?: readonly CdsCoding[];
  readonly links?: readonly {
    readonly label: string;
    readonly url: string;
    readonly type: 'absolute' | 'smart';
    readonly appContext?: string;
    readonly extension?: CdsExtensions;
  }[];
  readonly extension?: CdsExtensions;
}

/** What a CDS service answers. */
export interface CdsResponse {
  readonly cards: readonly CdsCard[];
  readonly systemActions?: readonly CdsAction[];
  readonly extension?: CdsExtensions;
}

const extension = extensionsSchema.exactOptional();

const action = z
  .strictObject({
    type: z.enum(['create', 'update', 'delete']),
    description: textSchema.exactOptional(),
    resource: resourceSchema.exactOptional(),
    resourceId: referenceSchema.exactOptional(),
    extension,
  })
  .superRefine(({ type, resource, resourceId }, check) => {
    const issue = (path: string, message: string) =>
      check.addIssue({ code: 'custom', path: [path], message });
    if (type !== 'delete' && resource === undefined) issue('resource', `is missing: the action is ${type}`);
    if (type === 'delete' && resourceId === undefined)
      issue('resourceId', 'is missing: the action is delete');
    if (type === 'delete' && resource !== undefined)
      issue('resource', 'is given though the action is delete');
  });

const suggestion = z.strictObject({
  label: textSchema,
  uuid: uuidSchema.exactOptional(),
  isRecommended: z.boolean().exactOptional(),
  actions: z
    .array(
      action.refine(({ description }) => description !== undefined, {
        path: ['description'],
        message: 'is missing',
      }),
    )
    .min(1)
    .exactOptional(),
  extension,
});

const link = z
  .strictObject({
    label: textSchema,
    url: absoluteUrlSchema,
    type: z.enum(['absolute', 'smart']),
    appContext: textSchema.exactOptional(),
    extension,
  })
  .refine(({ type, appContext }) => type === 'smart' || appContext === undefined, {
    path: ['appContext'],
    message: 'is for links to SMART apps only',
  });

const overrideReason = codingSchema.refine(({ display }) => display !== undefined, {
  path: ['display'],
  message: 'is missing',
});

const card = z
  .strictObject({
    uuid: uuidSchema.exactOptional(),
    summary: textSchema.max(139, 'is not shorter than 140 characters'),
    detail: textSchema.exactOptional(),
    indicator: z.enum(['info', 'warning', 'critical']),
    source: z.strictObject({
      label: textSchema,
      url: absoluteUrlSchema.exactOptional(),
      icon: absoluteUrlSchema.exactOptional(),
      topic: codingSchema.exactOptional(),
      extension,
    }),
    suggestions: z.array(suggestion).min(1).exactOptional(),
    selectionBehavior: z.enum(['at-most-one', 'any']).exactOptional(),
    overrideReasons: z.array(overrideReason).min(1).exactOptional(),
    links: z.array(link).min(1).exactOptional(),
    extension,
  })
  .superRefine(({ suggestions, selectionBehavior }, check) => {
    if (suggestions === undefined) return;
    const issue = (path: string, message: string) =>
      check.addIssue({ code: 'custom', path: [path], message });
    if (selectionBehavior === undefined)
      issue('selectionBehavior', 'is missing though there are suggestions');
    const recommended = suggestions.filter(({ isRecommended }) => isRecommended === true).length;
    if (selectionBehavior === 'at-most-one' && recommended > 1) {
      issue('suggestions', 'recommend several though at most one can be chosen');
    }
  });

/** One of `CdsResponse` (CDS Hooks 2.0, "CDS Service Response"). */
export const cdsResponseSchema: z.ZodType<CdsResponse> = z.strictObject({
  cards: z.array(card),
  systemActions: z.array(action).min(1).exactOptional(),
  extension,
});
