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
  /** Where one goes that gave up or was refused. */
  readonly reneged: Int32Array;
  readonly refused: Int32Array;
}

export interface ConditionCode {
  readonly on: 'attribute' | 'queue' | 'free';
  /** Of the attribute or the resource. */
  readonly index: number;
  readonly test: 'below' | 'atLeast' | 'equals';
  readonly value: number;
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
  readonly preemption: 'none' | 'resume' | 'repeat' | 'restart';
  readonly preemptOnFall: boolean;
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
  readonly resources: readonly ResourceCode[];
  readonly sources: readonly SourceCode[];
  readonly attributes: readonly string[];
  readonly outcomes: readonly string[];
  readonly tallies: readonly string[];
}
