import type { AdtEvent } from './adt-event.ts';
import type { AdviceAnswered } from './advice.ts';
import type { AlertNoted, BudgetChosen } from './alert.ts';
import type { Coupling } from './coupling.ts';
import type { SubjectRef, TwinId } from './identity.ts';
import type { Instant } from './instant.ts';
import type { Intervention } from './intervention.ts';
import type { Observation } from './observation.ts';
import type { Subject } from './subject.ts';

/** A twin comes into being: which subject, through which model, from which instant and seed. */
export interface TwinOpened {
  readonly kind: 'twin-opened';
  readonly twin: TwinId;
  readonly subject: Subject;
  readonly model: string;
  readonly modelVersion: string;
  readonly members: number;
  readonly seed: string;
  readonly at: Instant;
  /** What is shown: a label, whether the subject is recorded, simulated or real, and where the data come from. */
  readonly label: string;
  readonly origin: 'real' | 'recorded' | 'simulated';
  readonly attribution?: string;
}

/** A twin ends; it keeps its history and takes in nothing more. */
export interface TwinClosed {
  readonly kind: 'twin-closed';
  readonly twin: TwinId;
  readonly at: Instant;
  readonly reason: string;
}

/** A measurement of the subject; every twin of the subject that has an observable of its code takes it in. */
export interface Observed {
  readonly kind: 'observation';
  readonly observation: Observation;
}

/** Something done to the subject. A correction carries the same source id and a higher version; `withdrawn` takes it back. */
export interface Intervened {
  readonly kind: 'intervention';
  readonly subject: SubjectRef;
  readonly intervention: Intervention;
  readonly source: { readonly system: string; readonly id: string; readonly version: number };
  readonly withdrawn: boolean;
}

/**
 * Something that happened in a hospital: models that take in what happens (`TwinModel.happen`) know it. A correction carries the same source id and
 * a higher version; `withdrawn` takes it back, as a cancelling message does.
 */
export interface Happened {
  readonly kind: 'adt';
  readonly subject: SubjectRef;
  readonly event: AdtEvent;
  readonly source: { readonly system: string; readonly id: string; readonly version: number };
  readonly withdrawn: boolean;
}

/** What an upstream twin's output fed into this twin from an instant on: [size] values, one a member. */
export interface InputReceived {
  readonly kind: 'input';
  readonly twin: TwinId;
  readonly input: string;
  readonly at: Instant;
  readonly values: readonly number[];
  readonly from: { readonly twin: TwinId; readonly seq: number };
}

/** Twins are coupled, or a coupling ends. Recorded with the downstream twin. */
export interface Coupled {
  readonly kind: 'coupling';
  readonly coupling: Coupling;
  readonly at: Instant;
  readonly ended: boolean;
}

/** Everything that can enter the record of a subject. */
export type TwinEvent =
  | TwinOpened
  | TwinClosed
  | Observed
  | Intervened
  | Happened
  | InputReceived
  | Coupled
  | AlertNoted
  | AdviceAnswered
  | BudgetChosen;

/** The instant an event is about: by this, then by sequence, events are folded. */
export function effectiveInstant(event: TwinEvent): Instant {
  switch (event.kind) {
    case 'observation':
      return event.observation.effectiveAt;
    case 'intervention':
      return event.intervention.effectiveAt;
    case 'adt':
      return event.event.at;
    case 'twin-opened':
    case 'twin-closed':
    case 'input':
    case 'coupling':
    case 'alert':
    case 'alert-budget':
    case 'advice':
      return event.at;
  }
}

/** An event with its place in the record: partition, sequence, and when it became known. */
export interface RecordedEvent {
  readonly part: number;
  readonly seq: number;
  readonly subject: SubjectRef;
  readonly recordedAt: Instant;
  readonly event: TwinEvent;
}
