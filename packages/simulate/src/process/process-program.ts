import type { Variate } from './quantity.ts';

/** Kinds of quantities. */
export const QuantityKind = {
  /** `a` itself. */
  constant: 0,
  /** `a` times an attribute, plus `b`. */
  attribute: 1,
  /** The time now less an attribute, or, without one, the time now. */
  since: 2,
  /** Exponential of the mean `a`. */
  exponential: 3,
  /** Uniform from `a` on over the width `b`. */
  uniform: 4,
  /** Any other distribution. */
  variate: 5,
  /** Of the quantities listed, `a` at least. */
  sum: 6,
  /** Normal of the mean `a` and the standard deviation `b`, within bounds where its variate is truncated. */
  normal: 7,
  /** Log-normal of the median `a` and the standard deviation `b` of its logarithm. */
  logNormal: 8,
} as const;

/** Quantities in columns. */
export interface QuantityTable {
  readonly kind: Int32Array;
  readonly a: Float64Array;
  readonly b: Float64Array;
  /** -1 for none. */
  readonly attribute: Int32Array;
  /** The stream of its draws. */
  readonly stream: Float64Array;
  /** The stream of what is drawn anew after pre-emption. */
  readonly again: Float64Array;
  readonly variates: readonly (Variate | null)[];
  /** What a sum adds up. */
  readonly terms: readonly (readonly number[])[];
}

/** Units asked for or given back together, in columns. */
export interface RequestTable {
  readonly names: readonly string[];
  readonly source: Int32Array;
  /** 1 when units are asked for, 0 when they are given back. */
  readonly asks: Int32Array;
  /** Where the resources and units of each begin; one more number ends the last. */
  readonly from: Int32Array;
  readonly resources: Int32Array;
  readonly units: Int32Array;
  /** Quantities; -1 for none. */
  readonly priority: Int32Array;
  readonly patience: Int32Array;
  /** Attributes that hold units, for each resource of each request; -1 where the units are a constant. */
  readonly attribute: Int32Array;
  /** Where one goes that gave up, was refused or lost its units. */
  readonly reneged: Int32Array;
  readonly refused: Int32Array;
  readonly evicted: Int32Array;
  readonly worsens: readonly (readonly WorseningCode[])[];
  /** Null for a request of one way. */
  readonly alternatives: readonly (readonly AlternativeCode[] | null)[];
  /** The attribute that tells which alternative was had; -1 for none. */
  readonly chosen: Int32Array;
}

/** One way to be served: a request of its own. */
export interface AlternativeCode {
  readonly request: number;
  readonly when: readonly ConditionCode[];
}

export interface WorseningCode {
  readonly after: number;
  readonly priority: number | null;
  readonly set: readonly (readonly [attribute: number, value: number])[];
  /** The instruction to go on with, -1 to go on waiting. */
  readonly target: number;
}

export interface SplitCode {
  /** Source of those that split off, and their first instruction. */
  readonly source: number;
  readonly takes: readonly number[];
  /** Nobody splits off when none of what it takes is held. */
  readonly ifHeld: boolean;
  readonly apart: boolean;
}

export interface ShortestCode {
  readonly resources: readonly number[];
  readonly services: readonly number[];
  readonly targets: Int32Array;
}

export interface ConditionCode {
  readonly on: 'attribute' | 'queue' | 'free' | 'signal' | 'expectedWait';
  /** Of the attribute or the resource. */
  readonly index: number;
  readonly test: 'below' | 'atLeast' | 'equals';
  readonly value: number;
  /** Mean service time, of expected waits. */
  readonly service: number;
}

export interface ChoiceCode {
  /** Sums of the probabilities up to and with each way. */
  readonly sums: Float64Array;
  readonly targets: Int32Array;
  readonly stream: number;
}

export interface GatheringCode {
  readonly size: number;
  readonly within: number;
}

export interface ResourceCode {
  readonly name: string;
  /** Times and capacities in pairs of lists, the first time not after 0. */
  readonly times: Float64Array;
  readonly capacities: Int32Array;
  readonly period: number;
  readonly queueLimit: number;
  readonly lastCome: boolean;
  readonly overtaking: boolean;
  readonly preemption: 'none' | 'resume' | 'repeat' | 'restart' | 'reroute';
  readonly preemptOnFall: boolean;
  /** The attribute that holders share; -1 for none. */
  readonly shared: number;
  readonly reserve: { readonly units: number; readonly priority: number } | null;
}

export interface SourceCode {
  readonly name: string;
  /** Of the first instruction. */
  readonly start: number;
  readonly every: number;
  readonly at: Float64Array | null;
  readonly rate: {
    readonly times: Float64Array;
    readonly rates: Float64Array;
    readonly period: number;
  } | null;
  readonly group: number;
  readonly limit: number;
  readonly until: number;
  readonly stream: number;
  /** Attributes given with the times of `at`. */
  readonly given: readonly (readonly [attribute: number, values: Float64Array])[];
}

/** A model compiled: instructions as whole numbers, and the tables they point to. */
export interface ProcessProgram {
  /** 64 bits that tell this model from others. */
  readonly fingerprint: string;
  readonly code: Int32Array;
  /** By instruction, for messages and the event log. */
  readonly stepNames: readonly string[];
  readonly quantities: QuantityTable;
  readonly requests: RequestTable;
  readonly conditions: readonly ConditionCode[];
  readonly choices: readonly ChoiceCode[];
  readonly gatherings: readonly GatheringCode[];
  readonly splits: readonly SplitCode[];
  readonly shortest: readonly ShortestCode[];
  /** Conditions that are waited for. */
  readonly gates: readonly ConditionCode[];
  readonly signals: readonly string[];
  readonly resources: readonly ResourceCode[];
  readonly sources: readonly SourceCode[];
  readonly attributes: readonly string[];
  readonly outcomes: readonly string[];
  readonly tallies: readonly string[];
}
