import type { z } from 'zod';

/** A schema for each field of a type, for the schemas of types that extend it. */
export type FieldsOf<T> = { readonly [K in keyof T]: z.ZodType<T[K]> };
