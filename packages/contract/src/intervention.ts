import type { Coding } from './coding.ts';
import type { Instant } from './instant.ts';

/** One number an intervention is made of, with the bounds outside which it is refused. */
export interface InterventionField {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly minimum: number;
  readonly maximum: number;
  readonly default: number;
  /** Smallest sensible change, for a slider or stepper. */
  readonly step: number;
}

/** Something that can be done to a subject, as a model declares it: its fields are the JSON schema of its amounts. */
export interface InterventionType {
  readonly name: string;
  readonly label: string;
  readonly code?: Coding;
  readonly fields: readonly InterventionField[];
  /** How it acts on the model, in one sentence with the equation's symbol. */
  readonly acts: string;
  /** True if it goes on for `durationMinutes` (a field of that name is required); false if it happens at once. */
  readonly lasting: boolean;
}

/** Something done, or proposed in a scenario: a dose, a meal, two more beds, a closed school. */
export interface Intervention {
  readonly type: string;
  readonly effectiveAt: Instant;
  readonly amounts: Readonly<Record<string, number>>;
}
