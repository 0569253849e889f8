import type { AdtEvent } from './adt-event.ts';
import type { Assimilation, Measurement } from './assimilation.ts';
import type { Belief } from './belief.ts';
import type { Column } from './column.ts';
import type { Cycle } from './cycle.ts';
import type { FitRule } from './fit.ts';
import type { Instant } from './instant.ts';
import type { InterventionType } from './intervention.ts';
import type { ModelCard } from './model-card.ts';
import type { Observable } from './observable.ts';
import type { Input, Output, Threshold } from './output.ts';
import type { Parameter } from './parameter.ts';
import type { RandomSource } from './random.ts';
import type { RecentReading } from './recent-reading.ts';
import type { Schedule } from './schedule.ts';
import type { Subject, SubjectFact } from './subject.ts';
import type { Watch } from './watch.ts';

/** The kinds of twin the platform knows. */
export type TwinKind = 'patient' | 'surgical' | 'hospital' | 'device' | 'population' | 'cell';

/**
 * Pure mathematics: what a model author writes, in one file, without ever meeting the platform. A model has no clock, no I/O and
 * no randomness but the source it is handed; the same arguments give the same bytes. Beliefs are never changed in place.
 *
 * See `examples/` for a complete model with a particle filter (a wearing X-ray tube) and one of discrete events (a ward).
 */
export interface TwinModel {
  /** Lower-case words joined by `-`. */
  readonly name: string;
  /** Semantic version; a belief made by another major version is rebuilt from the record. */
  readonly version: string;
  readonly kind: TwinKind;
  readonly card: ModelCard;

  readonly facts: readonly SubjectFact[];
  readonly parameters: readonly Parameter[];
  /** The columns of the belief, in order. */
  readonly columns: readonly Column[];
  readonly observables: readonly Observable[];
  readonly interventions: readonly InterventionType[];
  readonly inputs: readonly Input[];
  readonly outputs: readonly Output[];
  readonly thresholds: readonly Threshold[];
  /** The observable or output that a sentence on what would happen speaks of, unless another is asked for; default the first observable. */
  readonly headline?: string;

  readonly assimilation: Assimilation;
  /** Futures of a forecast, unless the caller asks otherwise; default 200. */
  readonly futures?: number;
  /** Seconds: how far a forecast reaches, its grid, and the lead times (multiples of the grid) at which it is scored. */
  readonly horizon: { readonly length: number; readonly step: number; readonly scored: readonly number[] };
  /** Seconds an intervention keeps acting after its effective time; it stays on the schedule for that long. */
  readonly memory: number;
  readonly fit: FitRule;
  /** Whether to take in a reading takes longer than requests should wait; it is then done by the work pool. Default false. */
  readonly heavy?: boolean;
  /**
   * When what this twin feeds those coupled to it is written into the record: at each of its readings (the default), or as a `course` that
   * follows from what is done to it and is known ahead, such as a drug's effect from its doses. A course also lets the belief stand at the
   * present without a reading.
   */
  readonly feeds?: 'readings' | 'course';

  /** The prior belief about a subject. Throws `subject.invalid` naming the fact that is missing or absurd. */
  initialise(subject: Subject, at: Instant, size: number, random: RandomSource): Belief;
  /** All members carried to a later instant under a schedule. Interventions count if `belief.at < effectiveAt + memory` and `effectiveAt < to`. */
  advance(belief: Belief, to: Instant, schedule: Schedule, random: RandomSource): Belief;
  /** The noise-free prediction of an observable by each member [size], in its unit. */
  predict(belief: Belief, observable: string): Float64Array;
  /** An output of each member [size], in its unit. */
  output(belief: Belief, output: string): Float64Array;
  /**
   * A belief of `size` equally weighted members that stands for this one, from which futures run. Leave it out and members are
   * resampled systematically; models with an exact belief draw from it.
   */
  branch?(belief: Belief, size: number, random: RandomSource): Belief;
  /**
   * Why a reading made at the belief's instant should be set aside rather than taken in (a fallen sensor, an artefact), in words for people;
   * null takes it. `recent` are the latest readings, of this instant too, oldest first. Leave it out and everything possible is taken.
   */
  setAside?(belief: Belief, measurement: Measurement, recent: readonly RecentReading[]): string | null;
  /**
   * The belief after something that happened in a hospital at its instant, for models that take in more than numbers. Events come in the order in
   * which things happened, those taken back left out; what contradicts the belief is kept in sight, never thrown.
   */
  happen?(belief: Belief, event: AdtEvent, random: RandomSource): Belief;
  /** What repeats in the subject faster than the belief moves, such as a heartbeat, for those who want to see it. */
  readonly cycle?: Cycle;
  /** That cycle seen closer, by lower-case words joined by `-`, such as the pressure in each artery; members and periods are those of `cycle`. */
  readonly closeUps?: Readonly<Record<string, Cycle>>;
  /** What lies outside the range in which the model was validated, in words; empty when nothing does. */
  outsideValidity?(belief: Belief): readonly string[];
  /** For models that watch their subject: when an alert begins, and what it says. */
  readonly watch?: Watch;
}

const FUTURES = 200;

/**
 * How many futures a forecast of this model has.
 *
 * @example
 * futuresOf({}); // 200
 */
export function futuresOf({ futures = FUTURES }: Pick<TwinModel, 'futures'>): number {
  return futures;
}

/**
 * The name of the observable or output that a sentence on what would happen to a twin of this model speaks of.
 *
 * @example
 * headlineOf({ observables: [{ name: 'census' }], headline: 'needed' }); // 'needed'
 */
export function headlineOf({
  headline,
  observables,
}: Pick<TwinModel, 'headline'> & { readonly observables: readonly Pick<Observable, 'name'>[] }): string {
  return headline ?? observables[0]!.name;
}
