// Kept scenarios in memory.
import type { KeptScenario, ScenarioAbout, ScenarioStore } from '../ports/scenario-store.ts';

/** Scenarios of one process. */
export class MemoryScenarioStore implements ScenarioStore {
  readonly #kept = new Map<string, string>();

  async keep(scenario: KeptScenario): Promise<void> {
    this.#kept.set(scenario.id, JSON.stringify({ ...scenario, result: scenario.result ?? null }));
  }

  async list(about: ScenarioAbout): Promise<readonly KeptScenario[]> {
    return [...this.#kept.values()]
      .map((text) => JSON.parse(text) as KeptScenario)
      .filter((kept) => kept.twin === about)
      .sort((a, b) => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1));
  }

  async byId(id: string): Promise<KeptScenario | null> {
    const text = this.#kept.get(id);
    return text === undefined ? null : (JSON.parse(text) as KeptScenario);
  }
}
