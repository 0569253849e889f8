import type { Instant, Scenario, TwinId } from '@twinward/contract';

/** A scenario someone kept: the branch, who made it, and what it showed then. */
export interface KeptScenario {
  readonly id: string;
  readonly twin: TwinId;
  readonly name: string;
  readonly createdBy: string;
  readonly createdAt: Instant;
  readonly scenario: Scenario;
  /** The comparison as it was computed, as JSON; rerunning the scenario gives the same. */
  readonly result: unknown;
}

/** Kept scenarios. */
export interface ScenarioStore {
  keep(scenario: KeptScenario): Promise<void>;
  list(twin: TwinId): Promise<readonly KeptScenario[]>;
  byId(id: string): Promise<KeptScenario | null>;
}
