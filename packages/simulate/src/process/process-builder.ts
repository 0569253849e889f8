import type { Quantity } from './quantity.ts';
import type { Condition, SeizeOptions, Step } from './step.ts';

type UnitsOf<Resource extends string> = Readonly<Record<Resource, number>>;

/**
 * What an entity does from its arrival on, as an immutable list of steps: plain data, so that it goes to a worker, a file or
 * a drawing as it is. Every method gives a new process with one more step. `Resources` are the names it uses; a model that
 * does not declare them does not compile.
 *
 * An entity that comes to the end leaves as `done`. Where the order of two things at one instant matters: changes of capacity
 * come first, then ends of delays, then reneging, then arrivals; of the same kind, what was scheduled first.
 */
export class Process<Resources extends string = never> {
  declare readonly uses?: Resources;
  readonly steps: readonly Step[];

  constructor(steps: readonly Step[]) {
    this.steps = steps;
  }

  /** Waits for all of the units at once and takes them together, or none: nobody holds a part while waiting for the rest. */
  seize<R extends string>(units: UnitsOf<R>, options: SeizeOptions = {}): Process<Resources | R> {
    return this.#with({ do: 'seize', units, ...options });
  }

  /** Time passes. A negative or non-finite time stops the run with an error that names the step. */
  delay(time: Quantity, name?: string): Process<Resources> {
    return this.#with({ do: 'delay', time, ...(name === undefined ? {} : { name }) });
  }

  /** Gives units back; all that it holds unless said. */
  release<R extends string = never>(units: UnitsOf<R> | 'all' = 'all'): Process<Resources | R> {
    return this.#with({ do: 'release', units });
  }

  /** Sets attributes, in the order written. */
  assign(attributes: Readonly<Record<string, Quantity>>, name?: string): Process<Resources> {
    return this.#with({ do: 'assign', attributes, ...(name === undefined ? {} : { name }) });
  }

  /** Takes one of several ways with the given probabilities, or, with the rest of 1, goes straight on. */
  choose<R extends string = never>(
    ways: readonly (readonly [probability: number, way: Process<R>])[],
    name?: string,
  ): Process<Resources | R> {
    return this.#with({
      do: 'choose',
      ways: ways.map(([probability, { steps }]) => ({ probability, steps })),
      ...(name === undefined ? {} : { name }),
    });
  }

  /** Takes one way when the condition holds, and otherwise the other, if there is one. */
  when<R extends string = never, S extends string = never>(
    condition: Condition,
    way: Process<R>,
    otherwise?: Process<S>,
  ): Process<Resources | R | S> {
    return this.#with({ do: 'when', condition, steps: way.steps, otherwise: otherwise?.steps ?? [] });
  }

  /** Turns away, as `balked`, when so many or more wait for a resource. */
  balk<R extends string>(resource: R, atLeast: number): Process<Resources | R> {
    return this.when({ queue: resource, atLeast }, new Process<R>([{ do: 'leave', outcome: 'balked' }]));
  }

  /** Takes the way a number of times; the number is drawn once and rounded down. */
  repeat<R extends string>(times: Quantity, way: Process<R>, name?: string): Process<Resources | R> {
    return this.#with({ do: 'repeat', times, steps: way.steps, ...(name === undefined ? {} : { name }) });
  }

  /** A place to `go` to; names hold within the whole process of a source. */
  label(label: string): Process<Resources> {
    return this.#with({ do: 'label', label });
  }

  go(label: string): Process<Resources> {
    return this.#with({ do: 'go', label });
  }

  /**
   * Waits until `size` entities have gathered here, or the time `within` has passed since the first came; then they go on as
   * one, led by the first, until they separate or leave.
   */
  batch(
    size: number,
    options: { readonly within?: Quantity; readonly name?: string } = {},
  ): Process<Resources> {
    return this.#with({ do: 'batch', size, ...options });
  }

  /** Those who gathered in the last batch go on by themselves from here. */
  separate(): Process<Resources> {
    return this.#with({ do: 'separate' });
  }

  /** Adds a number to a tally of the model's statistics. */
  record(name: string, value: Quantity): Process<Resources> {
    return this.#with({ do: 'record', name, value });
  }

  /** Leaves the system, giving back what it holds; statistics count leavers by outcome. */
  leave(outcome = 'done'): Process<Resources> {
    return this.#with({ do: 'leave', outcome });
  }

  #with<R extends string>(step: Step): Process<R> {
    return new Process<R>([...this.steps, step]);
  }
}

/**
 * An empty process, to be built step by step.
 *
 * @example
 * const visit = process().seize({ nurse: 1 }).delay(12, 'triage').release();
 * visit.steps.length; // 3
 */
export function process(): Process {
  return new Process<never>([]);
}
