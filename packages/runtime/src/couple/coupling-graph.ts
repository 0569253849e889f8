import type { Coupling } from '@twinward/contract';

/** The couplings that hold now: a directed graph in which each input has one source. */
export class CouplingGraph {
  readonly #byTarget = new Map<string, Coupling>();
  #bySource = new Map<string, readonly Coupling[]>();

  get all(): readonly Coupling[] {
    return [...this.#byTarget.values()];
  }

  /** What feeds a twin. */
  into(twin: string): readonly Coupling[] {
    return this.all.filter(({ to }) => to.twin === twin);
  }

  /** What a twin feeds. */
  outOf(twin: string): readonly Coupling[] {
    return this.#bySource.get(twin) ?? [];
  }

  add(coupling: Coupling): void {
    this.#byTarget.set(targetOf(coupling), coupling);
    this.#index();
  }

  remove(coupling: Coupling): void {
    this.#byTarget.delete(targetOf(coupling));
    this.#index();
  }

  #index(): void {
    this.#bySource = new Map();
    for (const coupling of this.all) {
      const { twin } = coupling.from;
      this.#bySource.set(twin, [...this.outOf(twin), coupling]);
    }
  }

  /** The coupling that feeds the same input, if there is one. */
  rival(coupling: Coupling): Coupling | null {
    return this.#byTarget.get(targetOf(coupling)) ?? null;
  }

  /** Whether a coupling would close a circle: its source is fed, directly or not, by its target. */
  wouldClose({ from, to }: Coupling): boolean {
    const reached = new Set<string>();
    const toVisit: string[] = [to.twin];
    for (let twin = toVisit.pop(); twin !== undefined; twin = toVisit.pop()) {
      if (twin === from.twin) return true;
      if (reached.has(twin)) continue;
      reached.add(twin);
      toVisit.push(...this.outOf(twin).map((coupling) => coupling.to.twin));
    }
    return false;
  }
}

function targetOf({ to }: Coupling): string {
  return JSON.stringify([to.twin, to.input]);
}
