// What the page and its simulating worker say to each other.

/** A number of the model that can be moved: a parameter, or an amount to start from. */
export interface LabParameter {
  readonly name: string;
  readonly value: number;
  readonly kind: 'parameter' | 'start';
  /** Whether members differ in it unless one says otherwise: what the equations themselves mention. */
  readonly differs: boolean;
}

/** A model as the page needs to know it. */
export interface LabModel {
  readonly title: string;
  /** `Level 3 Version 2`. */
  readonly format: string;
  readonly parameters: readonly LabParameter[];
  /** What changes with time and can be drawn. */
  readonly quantities: readonly string[];
  readonly equations: number;
  readonly events: number;
  /** Why members of this model are simulated one by one; null where they go two at a time. */
  readonly oneByOne: string | null;
}

/** What to simulate. */
export interface LabRequest {
  readonly run: number;
  /** Numbers moved away from the model's, by name. */
  readonly moved: Readonly<Record<string, number>>;
  /** Names of the numbers in which members differ. */
  readonly differing: readonly string[];
  readonly end: number;
  readonly members: number;
  /** Standard deviation of each differing number's logarithm. */
  readonly spread: number;
}

/** One quantity over all members, at each time. */
export interface LabFan {
  readonly quantity: string;
  /** The model as it stands on the sliders. */
  readonly nominal: Float64Array;
  /** Quantiles at 5, 25, 50, 75 and 95 %, each [times]. */
  readonly quantiles: readonly Float64Array[];
  /** Some members, each [times]. */
  readonly paths: readonly Float64Array[];
}

/** A finished simulation. */
export interface LabResult {
  readonly times: Float64Array;
  readonly fans: readonly LabFan[];
  readonly members: number;
  /** Members that could not be simulated, and why the first. */
  readonly failed: number;
  readonly why: string | null;
  readonly events: readonly { readonly name: string; readonly at: number }[];
  /** How many threads simulated members. */
  readonly threads: number;
  readonly milliseconds: number;
}

/** To the worker. */
export type LabOrder =
  | { readonly kind: 'open'; readonly text: string }
  | { readonly kind: 'run'; readonly request: LabRequest }
  | { readonly kind: 'cancel' };

/** To a thread that helps with members. */
export type MemberOrder =
  | { readonly kind: 'open'; readonly text: string }
  | {
      readonly kind: 'members';
      readonly request: LabRequest;
      readonly first: number;
      readonly last: number;
    };

/** From a thread that helps: members in order, or why there are none. */
export type MemberReport =
  | { readonly kind: 'members'; readonly rows: readonly (Float64Array | string)[] }
  | { readonly kind: 'fault'; readonly why: string };

/** What went wrong, as the page shows it. */
export interface LabFault {
  readonly code: string;
  readonly detail: string;
  readonly field?: string;
  readonly row?: number;
  readonly remedy?: string;
}

/** From the worker. */
export type LabReport =
  | { readonly kind: 'opened'; readonly model: LabModel }
  | { readonly kind: 'progress'; readonly run: number; readonly done: number; readonly of: number }
  | { readonly kind: 'done'; readonly run: number; readonly result: LabResult }
  | { readonly kind: 'cancelled'; readonly run: number }
  | { readonly kind: 'fault'; readonly fault: LabFault };
