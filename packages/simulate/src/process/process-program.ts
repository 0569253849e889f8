import type { Variate } from './quantity.ts';

/** A quantity, compiled; `a` and `b` are the numbers of its kind. */
export interface QuantityCode {
  readonly kind: 'constant' | 'exponential' | 'uniform' | 'attribute' | 'since' | 'variate';
  /** The constant; the mean; the low end; the factor. */
  readonly a: number;
  /** The width; what is added. */
  readonly b: number;
  /** The attribute, -1 for none. */
  readonly attribute: number;
  readonly variate: Variate | null;
  /** The stream of its draws. */
  readonly stream: number;
  /** The stream of what is drawn anew after pre-emption. */
  readonly again: number;
}

/** Units asked for or given back together. */
export interface RequestCode {
  /** Whether units are asked for, not given back. */
  readonly asks: boolean;
  readonly name: string;
  readonly source: number;
  readonly resources: Int32Array;
  readonly units: Int32Array;
  /** Quantities; -1 for none. */
  readonly priority: number;
  readonly patience: number;
  /** Where one goes that gave up or was refused. */
  readonly reneged: number;
  readonly refused: number;
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
  readonly quantities: readonly QuantityCode[];
  readonly requests: readonly RequestCode[];
  readonly conditions: readonly ConditionCode[];
  readonly choices: readonly ChoiceCode[];
  readonly gatherings: readonly GatheringCode[];
  readonly resources: readonly ResourceCode[];
  readonly sources: readonly SourceCode[];
  readonly attributes: readonly string[];
  readonly outcomes: readonly string[];
  readonly tallies: readonly string[];
}
