import type { SubjectRef } from './identity.ts';

/**
 * What is known of a subject before any observation: the facts from which derived parameters and priors follow. Numbers carry
 * the unit the model declares for the fact of that name.
 */
export interface Subject {
  readonly ref: SubjectRef;
  readonly facts: Readonly<Record<string, number | string | boolean>>;
}

/** A fact a model asks for. */
export interface SubjectFact {
  readonly name: string;
  readonly label: string;
  readonly unit: string | null;
  readonly required: boolean;
  /** Bounds of a numeric fact. */
  readonly minimum?: number;
  readonly maximum?: number;
}
