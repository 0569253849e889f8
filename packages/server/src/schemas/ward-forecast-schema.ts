import { z } from 'zod';
import { type AnnouncedTrack, announcedTrackSchema } from './bed-board-schema.ts';
import { instantOutSchema } from './instant-schema.ts';

/** How forecasts of a ward's patients came true at one lead: how many, the share held by 90 % intervals, and mean errors in patients. */
export interface WardTrack {
  readonly lead: number;
  readonly forecasts: number;
  readonly held90: number;
  readonly crps: number;
  readonly error: number;
  /** Of taking the count at the beginning for the one to come. */
  readonly persistenceError: number;
}

/** Beds that one ward's patients will need at each of the next 72 hours, and the probability that they are more than are staffed. */
export interface WardForecast {
  readonly unit: string;
  readonly lying: number;
  readonly staffed: number;
  readonly mean: readonly number[];
  readonly q05: readonly number[];
  readonly q25: readonly number[];
  readonly q50: readonly number[];
  readonly q75: readonly number[];
  readonly q95: readonly number[];
  readonly over: readonly number[];
  /** Probability that they are too few at some hour of the 72. */
  readonly overAtAll: number;
  readonly track: readonly WardTrack[];
}

/** Where patients of a specialty are laid, and where they move on to, as learnt. */
export interface WardRoute {
  readonly specialty: string;
  /** Null: from outside, or from no bed. */
  readonly from: string | null;
  readonly to: string;
  /** Of those laid into a bed, or of those who moved on. */
  readonly share: number;
  /** Of moves: how long they take while there is a bed to go to, half of them, in hours; null for placements. */
  readonly after: number | null;
}

/** The wards of a hospital in the next 72 hours. */
export interface WardForecasts {
  readonly at: string;
  readonly hours: readonly number[];
  readonly members: number;
  readonly wards: readonly WardForecast[];
  readonly routes: readonly WardRoute[];
  readonly announced: AnnouncedTrack | null;
}

const numbers = z.array(z.number());

const wardSchema: z.ZodType<WardForecast> = z
  .strictObject({
    unit: z.string(),
    lying: z.int(),
    staffed: z.int(),
    mean: numbers,
    q05: numbers,
    q25: numbers,
    q50: numbers,
    q75: numbers,
    q95: numbers,
    over: numbers,
    overAtAll: z.number(),
    track: z.array(
      z
        .strictObject({
          lead: z.int(),
          forecasts: z.int(),
          held90: z.number(),
          crps: z.number(),
          error: z.number(),
          persistenceError: z.number(),
        })
        .meta({ id: 'WardTrack' }),
    ),
  })
  .meta({ id: 'WardForecast' });

/** The wards of a hospital in the next 72 hours. */
export const wardForecastsSchema: z.ZodType<WardForecasts> = z
  .strictObject({
    at: instantOutSchema,
    hours: numbers,
    members: z.int(),
    wards: z.array(wardSchema),
    routes: z.array(
      z
        .strictObject({
          specialty: z.string(),
          from: z.string().nullable(),
          to: z.string(),
          share: z.number(),
          after: z.number().nullable(),
        })
        .meta({ id: 'WardRoute' }),
    ),
    announced: announcedTrackSchema.nullable(),
  })
  .meta({ id: 'WardForecasts' });
