/** One element of a type. */
export interface ElementDefinition {
  /** More than one only where the name ends in `[x]`; backbone elements are types named by their path. */
  readonly types: readonly string[];
  readonly min: number;
  /** Whether it repeats. */
  readonly many?: true;
  /** Types of resource a reference may point to; any where missing. */
  readonly targets?: readonly string[];
  /** Canonical of the value set its codes must come from (required bindings only). */
  readonly binding?: string;
  readonly summary?: true;
  readonly invariants?: readonly string[];
}

/** A resource, a data type or a backbone element. */
export interface TypeDefinition {
  readonly kind: 'resource' | 'complex' | 'primitive';
  readonly base?: string;
  readonly abstract?: true;
  /** What the text of a primitive must match. */
  readonly regex?: string;
  readonly invariants?: readonly string[];
  /** In the order of the specification. */
  readonly elements: Readonly<Record<string, ElementDefinition>>;
}

/** A search parameter of one resource type. */
export interface SearchDefinition {
  readonly url: string;
  readonly type: 'string' | 'token' | 'date' | 'uri' | 'reference' | 'quantity' | 'composite' | 'number';
  readonly expression: string;
  readonly target?: readonly string[];
  readonly component?: readonly { readonly code: string; readonly expression: string }[];
}

/** FHIR R4 (4.0.1) as the official definitions give it, in compact form. */
export interface Definitions {
  readonly version: string;
  readonly types: Readonly<Record<string, TypeDefinition>>;
  /** FHIRPath and the words for people, by key. */
  readonly invariants: Readonly<Record<string, readonly [expression: string, human: string]>>;
  /** Codes by value set and code system. */
  readonly codes: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>;
  /** Value sets of required bindings whose codes cannot be listed offline. */
  readonly open: readonly string[];
  readonly search: Readonly<Record<string, Readonly<Record<string, SearchDefinition>>>>;
  /** Search parameters that place a resource in a patient's compartment, by resource type. */
  readonly patientCompartment: Readonly<Record<string, readonly string[]>>;
}
