import type { Basis } from '@twinward/twins/hospital';
import { z } from 'zod';
import { instantOutSchema } from './instant-schema.ts';

/** A value of a hospital with where it comes from. */
interface HospitalParameterView {
  readonly name: string;
  readonly value: string;
  readonly unit: string | null;
  readonly basis: Basis;
  readonly source: string | null;
  readonly note: string | null;
}

/** A hospital as it is described. */
export interface HospitalView {
  readonly id: string;
  /** Who brought it, and when, ISO 8601; null of those that come with the platform. */
  readonly brought: { readonly by: string; readonly at: string } | null;
  /** Whether whoever asks may rename and remove it. */
  readonly mayChange: boolean;
  readonly name: string;
  readonly about: string;
  readonly unit: 'min' | 'h' | 'd';
  readonly until: number;
  readonly warmUp: number;
  readonly replications: number;
  readonly parameters: readonly HospitalParameterView[];
  readonly scenarios: readonly {
    readonly name: string;
    readonly changes: readonly { readonly parameter: string; readonly value: string }[];
  }[];
  readonly resources: readonly { readonly name: string; readonly kind: string; readonly capacity: string }[];
  /** Units on the floor plan. */
  readonly units: number;
}

const parameterSchema: z.ZodType<HospitalParameterView> = z
  .strictObject({
    name: z.string(),
    value: z.string(),
    unit: z.string().nullable(),
    basis: z.enum(['published', 'derived', 'assumed', 'unverified']),
    source: z.string().nullable(),
    note: z.string().nullable(),
  })
  .meta({ id: 'HospitalParameter' });

/** A hospital as it is described. */
export const hospitalViewSchema: z.ZodType<HospitalView> = z
  .strictObject({
    id: z.string(),
    brought: z
      .strictObject({ by: z.string(), at: instantOutSchema })
      .nullable()
      .meta({ description: 'who brought it and when; null of those that come with the platform' }),
    mayChange: z.boolean().meta({ description: 'whether you may rename and remove it' }),
    name: z.string(),
    about: z.string(),
    unit: z.enum(['min', 'h', 'd']),
    until: z.number(),
    warmUp: z.number(),
    replications: z.int(),
    parameters: z.array(parameterSchema),
    scenarios: z.array(
      z.strictObject({
        name: z.string(),
        changes: z.array(z.strictObject({ parameter: z.string(), value: z.string() })),
      }),
    ),
    resources: z.array(z.strictObject({ name: z.string(), kind: z.string(), capacity: z.string() })),
    units: z.int().meta({ description: 'units on the floor plan' }),
  })
  .meta({ id: 'Hospital' });
