import { LevelTable } from './level-table.ts';
import type { ProcessProgram } from './process-program.ts';
import { type Tally, TallyTable } from './tally-table.ts';

/** How a resource was used; means are over time. */
export interface ResourceStatistics {
  /** Units held per unit there was. */
  readonly utilisation: number;
  readonly busy: number;
  readonly capacity: number;
  readonly queue: number;
  readonly longestQueue: number;
  /** Waits that ended as units of this resource came free: for atomic requests, the last that was missing. */
  readonly waits: Tally;
}

/** What became of the entities of a source. */
export interface SourceStatistics {
  readonly arrived: number;
  /** Mean number inside. */
  readonly inside: number;
  /** Times in the system of those that left, by outcome. */
  readonly left: Readonly<Record<string, Tally>>;
  /** Waits of those that were served, by the name of the step; a name is that of the resources unless one was given. */
  readonly waits: Readonly<Record<string, Tally>>;
}

/** What a run came to, from the end of its warm-up on. */
export interface ProcessSummary {
  readonly from: number;
  readonly to: number;
  readonly resources: Readonly<Record<string, ResourceStatistics>>;
  readonly sources: Readonly<Record<string, SourceStatistics>>;
  readonly tallies: Readonly<Record<string, Tally>>;
}

/** Levels of a resource, by their place. */
export const ResourceLevel = {
  /** Units held. */
  busy: 0,
  /** Units there are. */
  capacity: 1,
  /** Entities waiting. */
  queue: 2,
} as const;
/** Levels of a resource. */
export const RESOURCE_LEVELS = 3;

/** The accumulators of a run. */
export class ProcessStatistics {
  readonly #program: ProcessProgram;
  /** Of every resource its levels, and then of every source the entities inside. */
  readonly levels: LevelTable;
  /** The first source among the levels. */
  readonly insideFrom: number;
  /** By source. */
  readonly arrived: Float64Array;
  /** By source and outcome. */
  readonly left: TallyTable;
  /** By request. */
  readonly waits: TallyTable;
  readonly tallies: TallyTable;
  /** By resource. */
  readonly ended: TallyTable;
  /** When counting began. */
  readonly from: Float64Array = new Float64Array(1);

  /** The first number of the clock is the time. */
  constructor(program: ProcessProgram, clock: Float64Array) {
    const { resources, sources, requests, outcomes, tallies } = program;
    this.#program = program;
    this.insideFrom = resources.length * RESOURCE_LEVELS;
    this.levels = new LevelTable(this.insideFrom + sources.length, clock);
    this.arrived = new Float64Array(sources.length);
    this.left = new TallyTable(sources.length * outcomes.length);
    this.waits = new TallyTable(requests.names.length);
    this.tallies = new TallyTable(tallies.length);
    this.ended = new TallyTable(resources.length);
  }

  columns(): readonly Float64Array[] {
    const tables = [this.levels, this.left, this.waits, this.tallies, this.ended];
    return [this.arrived, this.from, ...tables.map(({ numbers }) => numbers)];
  }

  /** Forgets what was before a time, the end of the warm-up. */
  clear(time: number): void {
    this.levels.clear();
    for (const tallies of [this.left, this.waits, this.tallies, this.ended]) tallies.clear();
    this.arrived.fill(0);
    this.from[0] = time;
  }

  summary(time: number): ProcessSummary {
    const { resources, sources, requests, outcomes, tallies } = this.#program;
    const { levels } = this;
    levels.bringToNow();
    const from = this.from[0]!;
    const mean = (index: number): number => levels.area(index) / (time - from);
    return {
      from,
      to: time,
      resources: named(resources, (resource) => {
        const [busy, capacity, queue] = Object.values(ResourceLevel).map(
          (level) => resource * RESOURCE_LEVELS + level,
        );
        return {
          utilisation: levels.area(busy!) / levels.area(capacity!),
          busy: mean(busy!),
          capacity: mean(capacity!),
          queue: mean(queue!),
          longestQueue: levels.greatest(queue!),
          waits: this.ended.of(resource),
        };
      }),
      sources: named(sources, (source) => ({
        arrived: this.arrived[source]!,
        inside: mean(this.insideFrom + source),
        left: Object.fromEntries(
          outcomes
            .map((outcome, i) => [outcome, this.left.of(source * outcomes.length + i)] as const)
            .filter(([, { count }]) => count > 0),
        ),
        waits: Object.fromEntries(
          requests.names
            .map(
              (name, i) =>
                [name, this.waits.of(i), requests.source[i] === source && requests.asks[i] === 1] as const,
            )
            .filter(([, , own]) => own)
            .map(([name, tally]) => [name, tally]),
        ),
      })),
      tallies: named(
        tallies.map((name) => ({ name })),
        (index) => this.tallies.of(index),
      ),
    };
  }
}

function named<Value>(
  things: readonly { readonly name: string }[],
  of: (index: number) => Value,
): Readonly<Record<string, Value>> {
  return Object.fromEntries(things.map(({ name }, index) => [name, of(index)]));
}
