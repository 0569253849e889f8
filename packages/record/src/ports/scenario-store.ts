import type { Instant, Scenario, SubjectRef, SubjectScenario, TwinId } from '@twinward/contract';

/** What a kept scenario is about: one twin, or a subject with all of its twins. */
export type ScenarioAbout = TwinId | SubjectRef;

/** A scenario someone kept: the branch, who made it, and what it showed then. */
export interface KeptScenario {
  readonly id: string;
  /** Of one twin, or of a subject as a whole. */
  readonly twin: ScenarioAbout;
  readonly name: string;
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly scenario: Scenario | SubjectScenario;
  /** The comparison as it was computed, as JSON; rerunning the scenario gives the same. */
  readonly result: unknown;
}

/** Kept scenarios. */
export interface ScenarioStore {
  keep(scenario: KeptScenario): Promise<void>;
  list(about: ScenarioAbout): Promise<readonly KeptScenario[]>;
  byId(id: string): Promise<KeptScenario | null>;
}
