import type { Process } from './process-builder.ts';
import type { Quantity } from './quantity.ts';

/** Capacities over time: each holds from its time to the next. With a period, times lie in [0, period) and come again. */
export interface CapacitySchedule {
  readonly times: readonly number[];
  readonly capacities: readonly number[];
  readonly period?: number;
}

/** Something that entities hold and give back: beds, nurses, scanners. */
export interface ResourceDeclaration {
  readonly capacity: number | CapacitySchedule;
  /** How many may wait; a further one is refused. Those sent back by pre-emption do not count. */
  readonly queueLimit?: number;
  /** Whether the queue is served by priority and then first come (unless said) or last come. */
  readonly order?: 'first-come' | 'last-come';
  /** Whether one that cannot be served yet lets others of its queue pass. */
  readonly overtaking?: boolean;
  /**
   * Whether a more urgent entity takes units from a less urgent one that is in a delay, from the least urgent first and of
   * those from the latest; and how the delay goes on afterwards: what was left of it, the whole again, drawn anew, or not at
   * all, the entity taking other steps (`evicted`).
   */
  readonly preemption?: 'none' | 'resume' | 'repeat' | 'restart' | 'reroute';
  /** When capacity falls below what is held: wait for units to come back (unless said), or pre-empt. */
  readonly onFall?: 'drain' | 'preempt';
  /** An attribute of which all that hold units at one time have the same value, as the sex of the patients in a bay. */
  readonly shared?: string;
  /** So many units are kept free for those of this priority or a more urgent one. */
  readonly reserve?: { readonly units: number; readonly priority: number };
}

/** A rate of arrivals that is constant between times, and may come again with a period. */
export interface ArrivalRate {
  readonly times: readonly number[];
  /** Arrivals per unit of time from each of the times on. */
  readonly rates: readonly number[];
  readonly period?: number;
}

/** Where entities come from: at random intervals, at a rate that changes over time, or at times known before. */
export interface SourceDeclaration<Resource extends string = string> {
  readonly every?: Quantity;
  readonly rate?: ArrivalRate;
  readonly at?: readonly number[];
  /** Entities that come together. */
  readonly group?: number;
  /** No more entities than this. */
  readonly limit?: number;
  /** None from this time on. */
  readonly until?: number;
  /** Attributes of those who come at the times of `at`, in their order. */
  readonly attributes?: Readonly<Record<string, readonly number[]>>;
  readonly process: Process<Resource>;
}

/** A discrete-event model as plain data. */
export interface ProcessModel<Resource extends string = string> {
  readonly resources: Readonly<Record<Resource, ResourceDeclaration>>;
  readonly sources: Readonly<Record<string, SourceDeclaration<Resource>>>;
}

/**
 * A model whose processes may use the resources declared and no other.
 *
 * @example
 * const clinic = processModel({
 *   resources: { doctor: { capacity: 2 } },
 *   sources: { patient: { every: exponential(10), process: process().seize({ doctor: 1 }).delay(15) } },
 * });
 * clinic.resources.doctor.capacity; // 2
 */
export function processModel<const Resource extends string>(model: {
  readonly resources: Readonly<Record<Resource, ResourceDeclaration>>;
  readonly sources: Readonly<Record<string, SourceDeclaration<NoInfer<Resource>>>>;
}): ProcessModel<Resource> {
  return model;
}
