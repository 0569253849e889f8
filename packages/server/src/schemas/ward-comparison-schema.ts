import type { FuturesSpread, PairedFutures, PairedShare, WardEffect } from '@twinward/twins/hospital';
import { z } from 'zod';
import { instantOutSchema } from './instant-schema.ts';

/** When a change begins, in minutes from now, and how many hours it lasts. */
interface When {
  readonly inMinutes?: number;
  readonly hours: number;
}

/** A change of one ward, or of who comes, as it is asked for. */
export type ProposedWardChange = When &
  (
    | { readonly do: 'close'; readonly unit: string; readonly empty: boolean }
    | { readonly do: 'beds'; readonly unit: string; readonly beds: number }
    | { readonly do: 'surge'; readonly specialty: string | null; readonly percent: number }
    | { readonly do: 'discharge-earlier'; readonly unit: string | null; readonly earlier: number }
  );

/** What changes do to a hospital ward by ward, against the same futures without them. */
export interface WardComparisonView {
  readonly at: string;
  readonly hours: number;
  readonly members: number;
  readonly wards: readonly WardEffect[];
  readonly waiting: PairedFutures;
  readonly breached: PairedFutures;
  readonly elsewhere: PairedFutures;
}

const when = {
  inMinutes: z.int().min(0).max(4320).exactOptional().meta({ description: 'from now on; 0 unless said' }),
  hours: z.number().min(1).max(168).meta({ description: 'how long it lasts' }),
};
const ward = z.string().min(1).max(120);

/** A change of one ward, or of who comes. */
export const wardChangeSchema: z.ZodType<ProposedWardChange> = z
  .discriminatedUnion('do', [
    z.strictObject({
      do: z.literal('close'),
      unit: ward,
      empty: z
        .boolean()
        .meta({ description: 'whether those who lie in it move on as other wards have beds' }),
      ...when,
    }),
    z.strictObject({
      do: z.literal('beds'),
      unit: ward,
      beds: z.int().min(-500).max(500).meta({ description: 'more, or fewer below 0' }),
      ...when,
    }),
    z.strictObject({
      do: z.literal('surge'),
      specialty: z.string().min(1).max(120).nullable().meta({ description: 'null: of all' }),
      percent: z.number().min(0).max(300).meta({ description: 'of the usual admissions' }),
      ...when,
    }),
    z.strictObject({
      do: z.literal('discharge-earlier'),
      unit: ward.nullable().meta({ description: 'null: from every ward' }),
      earlier: z.number().min(0.5).max(48).meta({ description: 'hours' }),
      ...when,
    }),
  ])
  .meta({ id: 'WardChange' });

const spread: z.ZodType<FuturesSpread> = z
  .strictObject({ mean: z.number(), q05: z.number(), q50: z.number(), q95: z.number() })
  .meta({ id: 'FuturesSpread', description: 'mean, and the levels between which 90 % of the futures lie' });
const paired: z.ZodType<PairedFutures> = z
  .strictObject({ without: spread, with: spread, change: spread })
  .meta({
    id: 'PairedFutures',
    description: 'without and with the changes, and the difference future by future',
  });
const share: z.ZodType<PairedShare> = z
  .strictObject({
    without: z.number(),
    with: z.number(),
    change: z.number(),
    low: z.number(),
    high: z.number(),
  })
  .meta({
    id: 'PairedShare',
    description: 'shares of futures, and the difference with its 90 % interval of chance',
  });
const effect: z.ZodType<WardEffect> = z
  .strictObject({ unit: z.string(), peak: paired, lying: paired, tooFew: share })
  .meta({ id: 'WardEffect' });

/** What changes do to a hospital ward by ward. */
export const wardComparisonSchema: z.ZodType<WardComparisonView> = z
  .strictObject({
    at: instantOutSchema,
    hours: z.int(),
    members: z.int(),
    wards: z.array(effect),
    waiting: paired,
    breached: paired,
    elsewhere: paired,
  })
  .meta({ id: 'WardComparison' });
