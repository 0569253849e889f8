import { z } from 'zod';

/** A value that a drawing from another tool does not say. */
interface DrawingNeedView {
  /** The name under which it is given. */
  readonly name: string;
  readonly kind: 'interval' | 'time' | 'after' | 'share' | 'units';
  readonly of: string;
}

/** What has to be given before the file of a hospital can be run. */
export interface DrawingView {
  readonly name: string;
  readonly needs: readonly DrawingNeedView[];
  /** What the file says itself, in words. */
  readonly given: readonly { readonly name: string; readonly value: string; readonly source: string }[];
}

/** A value that somebody gives: always the same, exponential, or log-normal. */
type GivenAmount =
  | number
  | { readonly dist: 'exponential'; readonly mean: number }
  | { readonly dist: 'lognormal'; readonly mean: number; readonly sd: number };

/** The values that a drawing needs, in its unit of time. */
export interface DrawingValues {
  readonly unit: 'min' | 'h' | 'd';
  readonly until: number;
  readonly amounts: Readonly<Record<string, GivenAmount>>;
}

/** What has to be given before the file of a hospital can be run. */
export const drawingViewSchema: z.ZodType<DrawingView> = z
  .strictObject({
    name: z.string(),
    needs: z.array(
      z
        .strictObject({
          name: z.string().meta({ description: 'the name under which it is given' }),
          kind: z
            .enum(['interval', 'time', 'after', 'share', 'units'])
            .meta({ description: 'after: how long until an event comes, from when it is waited for' }),
          of: z.string(),
        })
        .meta({ id: 'DrawingNeed' }),
    ),
    given: z.array(z.strictObject({ name: z.string(), value: z.string(), source: z.string() })),
  })
  .meta({ id: 'DrawingNeeds', description: 'nothing is needed where `needs` is empty' });

const positive = z.number().gt(0).max(1e6);

/** The values that a drawing needs. */
export const drawingValuesSchema: z.ZodType<DrawingValues> = z
  .strictObject({
    unit: z.enum(['min', 'h', 'd']),
    until: positive.meta({ description: 'how long a run is' }),
    amounts: z.record(
      z.string().min(1).max(300),
      z.union([
        z.number().min(0).max(1e6),
        z.strictObject({ dist: z.literal('exponential'), mean: positive }),
        z.strictObject({ dist: z.literal('lognormal'), mean: positive, sd: positive }),
      ]),
    ),
  })
  .meta({ id: 'DrawingValues' });
