/** An expression of the part of TypeScript that the elementary functions are written in. */
export type Syntax =
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'operator'; readonly operator: string; readonly operands: readonly Syntax[] }
  | { readonly kind: 'call'; readonly name: string; readonly operands: readonly Syntax[] }
  | { readonly kind: 'list'; readonly entries: readonly Syntax[] };

/** One step of a function: a definition, an early return under a condition, or the return at its end. */
export interface Step {
  readonly defines?: string;
  readonly when?: Syntax;
  readonly value: Syntax;
}

/** A function as it is written. */
export interface WrittenFunction {
  readonly name: string;
  readonly parameters: readonly string[];
  readonly steps: readonly Step[];
}

/** What one source file holds. */
export interface Source {
  readonly constants: ReadonlyMap<string, Syntax>;
  readonly functions: readonly WrittenFunction[];
}
