import type { Instant } from './instant.ts';

/**
 * One value of a resource under a search parameter. `param` is the number of the parameter of that type of resource; what belongs
 * together in a composite parameter shares a `group`.
 */
export type IndexEntry =
  | {
      /** Codes (system and code), references (type and id), and addresses (no system). */
      readonly kind: 'token';
      readonly param: number;
      readonly system: string;
      readonly code: string;
      readonly group: number;
    }
  | {
      /** Words, as written and as compared: lower case, without accents and marks. */
      readonly kind: 'string';
      readonly param: number;
      readonly text: string;
      readonly plain: string;
      readonly group: number;
    }
  | {
      /** Dates (milliseconds since 1970, from `low` up to but not at `high`), numbers and quantities (both ends meant, by precision). */
      readonly kind: 'range';
      readonly param: number;
      readonly low: number;
      readonly high: number;
      /** Unit of a quantity as `system|code`, canonical units as `=code`; empty for dates and numbers. */
      readonly unit: string;
      readonly group: number;
    };

/** How a range is compared with a value's own range: FHIR's prefixes. */
export type RangeRelation = 'eq' | 'ne' | 'gt' | 'lt' | 'ge' | 'le' | 'sa' | 'eb' | 'ap';

/** What a resource must satisfy. */
export type ResourceTest =
  /** Some code; a part that is missing may be anything. */
  | { readonly kind: 'token'; readonly param: number; readonly system?: string; readonly code?: string }
  /** Some address that begins so. */
  | { readonly kind: 'address'; readonly param: number; readonly start: string }
  | {
      readonly kind: 'string';
      readonly param: number;
      readonly text: string;
      readonly how: 'starts' | 'contains' | 'exact';
    }
  | {
      readonly kind: 'range';
      readonly param: number;
      readonly relation: RangeRelation;
      readonly low: number;
      readonly high: number;
      readonly units?: readonly string[];
    }
  /** Some value under the parameter at all. */
  | { readonly kind: 'present'; readonly param: number }
  | { readonly kind: 'id'; readonly ids: readonly string[] }
  | {
      readonly kind: 'updated';
      readonly relation: RangeRelation;
      readonly low: number;
      readonly high: number;
    }
  | { readonly kind: 'any'; readonly of: readonly ResourceTest[] }
  | { readonly kind: 'all'; readonly of: readonly ResourceTest[] }
  | { readonly kind: 'not'; readonly of: ResourceTest }
  /** All of these (tokens, strings, ranges) by values of one group. */
  | { readonly kind: 'together'; readonly of: readonly ResourceTest[] }
  /** A reference to a resource of that type which itself satisfies a test. */
  | { readonly kind: 'points-to'; readonly param: number; readonly type: string; readonly to: ResourceTest }
  /** A resource of that type which satisfies a test refers to this one. */
  | {
      readonly kind: 'pointed-at';
      readonly type: string;
      readonly param: number;
      readonly by: ResourceTest;
    };

/** By what resources are ordered. */
export interface ResourceOrder {
  /** A parameter's number and kind, or the time of the last change, or the id. */
  readonly by:
    | { readonly param: number; readonly kind: IndexEntry['kind'] }
    | { readonly field: 'updated' | 'id' };
  readonly descending: boolean;
}

/** A search over one type of resource. */
export interface ResourceQuery {
  readonly type: string;
  readonly test: ResourceTest;
  readonly order: readonly ResourceOrder[];
  readonly limit: number;
  readonly offset: number;
}

/** A version of a resource as the store keeps it. */
export interface StoredResource {
  readonly type: string;
  readonly id: string;
  /** From 1. */
  readonly version: number;
  readonly updatedAt: Instant;
  readonly deleted: boolean;
  /** JSON of the resource; empty when deleted. */
  readonly body: string;
  /** Its place among all changes of all resources. */
  readonly change: number;
}
