// The parts of the official definitions that are read.

/** A bundle of definitions. */
export interface SourceBundle {
  readonly entry: readonly { readonly resource: SourceResource }[];
}

/** A StructureDefinition, ValueSet, CodeSystem, SearchParameter or CompartmentDefinition. */
export interface SourceResource {
  readonly resourceType: string;
  readonly id: string;
  readonly url: string;
  readonly name: string;
  readonly kind?: 'resource' | 'complex-type' | 'primitive-type' | 'logical';
  readonly abstract?: boolean;
  readonly type?: string;
  readonly code?: string;
  readonly base?: readonly string[];
  readonly target?: readonly string[];
  readonly expression?: string;
  readonly component?: readonly { readonly definition: string; readonly expression: string }[];
  readonly baseDefinition?: string;
  readonly derivation?: string;
  readonly snapshot?: { readonly element: readonly SourceElement[] };
  readonly compose?: SourceCompose;
  readonly content?: string;
  readonly concept?: readonly SourceConcept[];
  readonly valueSet?: string;
  readonly resource?: readonly { readonly code: string; readonly param?: readonly string[] }[];
}

/** An element of a snapshot. */
export interface SourceElement {
  readonly id: string;
  readonly path: string;
  readonly min: number;
  readonly max: string;
  readonly contentReference?: string;
  readonly type?: readonly {
    readonly code: string;
    readonly targetProfile?: readonly string[];
    readonly extension?: readonly {
      readonly url: string;
      readonly valueUrl?: string;
      readonly valueString?: string;
    }[];
  }[];
  readonly binding?: {
    readonly strength: string;
    readonly valueSet?: string;
    readonly extension?: readonly { readonly url: string; readonly valueCanonical?: string }[];
  };
  readonly isSummary?: boolean;
  readonly constraint?: readonly {
    readonly key: string;
    readonly severity: string;
    readonly human: string;
    readonly expression?: string;
  }[];
}

/** What a value set is made of. */
export interface SourceCompose {
  readonly include: readonly SourceInclude[];
  readonly exclude?: readonly SourceInclude[];
}

/** One part of a value set. */
export interface SourceInclude {
  readonly system?: string;
  readonly concept?: readonly { readonly code: string }[];
  readonly filter?: readonly { readonly property: string; readonly op: string; readonly value: string }[];
  readonly valueSet?: readonly string[];
}

/** A concept with those below it. */
export interface SourceConcept {
  readonly code: string;
  readonly concept?: readonly SourceConcept[];
  readonly property?: readonly {
    readonly code: string;
    readonly valueCode?: string;
    readonly valueBoolean?: boolean;
  }[];
}
