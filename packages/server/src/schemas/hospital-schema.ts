import type { Basis } from '@twinward/twins/hospital';
import { z } from 'zod';

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
  /** Whether somebody brought it; it is kept until the server stops. */
  readonly own: boolean;
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
    own: z.boolean().meta({ description: 'brought by somebody, and kept until the server stops' }),
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
