// The shape of a ViewDefinition (SQL on FHIR 2.0, "View Definition").
import { z } from 'zod';

const path = z.string().regex(/\S/, 'is blank');
const name = z.string().regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'is no name for a column (letters, digits, "_")');

const column = z.looseObject({
  name,
  path,
  type: z.string().exactOptional(),
  collection: z.boolean().exactOptional(),
});

/** One column: a FHIRPath whose value stands in it. */
export interface ViewColumn {
  readonly name: string;
  readonly path: string;
  readonly type?: string;
  /** Whether several values are kept, as a list. */
  readonly collection?: boolean;
}

/** A set of columns, for each of the elements a path leads to, with the sets inside it. */
export interface ViewSelect {
  readonly column?: readonly ViewColumn[];
  readonly select?: readonly ViewSelect[];
  readonly forEach?: string;
  readonly forEachOrNull?: string;
  /** Paths followed again and again from what they led to. */
  readonly repeat?: readonly string[];
  readonly unionAll?: readonly ViewSelect[];
}

const select: z.ZodType<ViewSelect> = z.lazy(() =>
  z
    .looseObject({
      column: z.array(column).min(1).exactOptional(),
      select: z.array(select).min(1).exactOptional(),
      forEach: path.exactOptional(),
      forEachOrNull: path.exactOptional(),
      repeat: z.array(path).min(1).exactOptional(),
      unionAll: z.array(select).min(1).exactOptional(),
    })
    .refine(
      (one) => [one.forEach, one.forEachOrNull, one.repeat].filter((way) => way !== undefined).length < 2,
      'goes on by more than one of forEach, forEachOrNull and repeat',
    )
    .refine(
      (one) => one.column !== undefined || one.select !== undefined || one.unionAll !== undefined,
      'has no columns',
    ),
);

const constant = z.looseObject({ name }).superRefine((one, check) => {
  const values = Object.keys(one).filter((key) => /^value[A-Z]/.test(key));
  const [value] = values.map((key) => one[key]);
  if (values.length !== 1 || !['string', 'number', 'boolean'].includes(typeof value)) {
    check.addIssue({ code: 'custom', message: 'has not exactly one primitive value[x]' });
  }
});

/** A flat table over the resources of one type. */
export interface ViewDefinition {
  readonly resource: string;
  /** Each with one primitive `value[x]`. */
  readonly constant?: readonly { readonly name: string; readonly [value: string]: unknown }[];
  readonly where?: readonly { readonly path: string }[];
  readonly select: readonly ViewSelect[];
}

/** One of `ViewDefinition`. */
export const viewDefinitionSchema: z.ZodType<ViewDefinition> = z.looseObject({
  resource: z.string().regex(/^[A-Z][A-Za-z]+$/, 'is no type of resource'),
  constant: z.array(constant).exactOptional(),
  where: z.array(z.looseObject({ path })).exactOptional(),
  select: z.array(select).min(1),
});
