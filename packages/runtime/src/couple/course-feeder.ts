// What a twin whose outputs follow from what is done to it feeds into the twins coupled to it: a course, written ahead.
import type { Coupling, InputReceived, Instant } from '@twinward/contract';
import { philox, seedFrom } from '@twinward/simulate';
import type { TwinEntry } from '../actor/twin-entry.ts';
import { dedupeKey } from '../dedupe-key.ts';
import { advanceState } from '../fold/advance-state.ts';
import type { TwinState } from '../fold/twin-state.ts';
import type { RuntimeContext } from '../runtime-context.ts';
import { coupledValues } from './coupled-values.ts';

/** Values a member from an instant on. */
type Course = Map<Instant, readonly number[]>;

/** A change of any member below this share of the largest value of a course is not worth an event. */
const WORTH = 2e-3;

/**
 * Feeds coupled twins the course that follows from what is done: on the model's grid, from each deed until the model has forgotten it. What
 * was fed before and no longer holds, because a deed was changed, taken back or followed by another or because a reading taught
 * something, gets new words at the same instants.
 */
export class CourseFeeder {
  readonly #context: RuntimeContext;
  readonly #entry: TwinEntry;
  readonly #known: () => number;
  /** States that held one after the other since the last settlement, each until the next one's instant. */
  #states: TwinState[] = [];
  #told = new Set<string>();

  /** `known` gives the position of the record the upstream twin has considered. */
  constructor(context: RuntimeContext, entry: TwinEntry, known: () => number) {
    this.#context = context;
    this.#entry = entry;
    this.#known = known;
  }

  async rewound(base: TwinState): Promise<void> {
    this.#states = [base];
  }

  acted(state: TwinState): void {
    const last = this.#states.at(-1);
    if (last !== undefined && last.belief.at === state.belief.at) this.#states.pop();
    this.#states.push(state);
  }

  read(state: TwinState): void {
    this.acted(state);
  }

  /** Writes the course when all is folded. */
  async settle(state: TwinState, done: boolean): Promise<void> {
    if (!done) return;
    const { directory, record } = this.#context;
    const couplings = directory.couplings
      .outOf(this.#entry.opened.twin)
      .filter(({ to }) => directory.has(to.twin) && directory.get(to.twin).closed === null);
    const keys = couplings.map((coupling) => JSON.stringify(coupling));
    const isNew = keys.some((key) => !this.#told.has(key));
    const states = this.#states.length > 0 ? this.#states : isNew ? [state] : [];
    this.#states = [];
    this.#told = new Set(keys);
    if (states.length === 0) return;
    for (const coupling of couplings) {
      const events = await this.#course(coupling, states);
      const { ref } = directory.get(coupling.to.twin).opened.subject;
      if (events.length > 0) {
        await record.events.append(
          events.map((event) => ({ subject: ref, event, dedupe: dedupeKey(ref, event) })),
        );
      }
    }
  }

  async #course(coupling: Coupling, states: readonly TwinState[]): Promise<readonly InputReceived[]> {
    const from = states[0]!.belief.at;
    const fed = await this.#fedSince(coupling, from);
    const ticks = [...new Set([...this.#ticks(states.at(-1)!, from), ...fed.keys()])].sort((a, b) => a - b);
    const events: InputReceived[] = [];
    let largest = 0;
    let last: readonly number[] | null = null;
    let [standing, index] = [states[0]!, 0];
    for (const at of ticks) {
      while (states[index + 1] !== undefined && states[index + 1]!.belief.at <= at)
        standing = states[++index]!;
      standing = advanceState(this.#entry.model, standing, at);
      const values = this.#values(coupling, standing);
      largest = Math.max(largest, ...values.map(Math.abs));
      const before = fed.get(at);
      const differs = (other: readonly number[]): boolean =>
        values.some((value, m) => Math.abs(value - (other[m] ?? 0)) > WORTH * largest);
      if (before !== undefined ? differs(before) : last === null || differs(last)) {
        events.push(this.#event(coupling, at, values));
        last = values;
      } else if (before !== undefined) last = before;
      await this.#context.slices.breathe();
    }
    return events;
  }

  /** The instants of the grid at which something done still acts. */
  #ticks({ acting }: TwinState, from: Instant): readonly Instant[] {
    const { memory, horizon } = this.#entry.model;
    const step = horizon.step * 1000;
    const ticks = new Set<number>();
    for (const { intervention } of acting) {
      const begins = Math.max(from, Math.floor(intervention.effectiveAt / step) * step);
      for (let at = begins; at <= intervention.effectiveAt + memory * 1000; at += step) ticks.add(at);
    }
    return [...ticks] as Instant[];
  }

  #values(coupling: Coupling, { seed, belief }: TwinState): readonly number[] {
    const target = this.#context.directory.get(coupling.to.twin);
    // members keep their places along a course
    const random = philox(seedFrom(seed, 'course'));
    return coupledValues(coupling, this.#entry.model, target.model, belief, target.opened.members, random);
  }

  #event(coupling: Coupling, at: Instant, values: readonly number[]): InputReceived {
    return {
      kind: 'input',
      twin: coupling.to.twin,
      input: coupling.to.input,
      at: (at + coupling.delay * 1000) as Instant,
      values: [...values],
      from: { twin: coupling.from.twin, seq: this.#known() },
    };
  }

  /** What was last said of each instant. */
  async #fedSince({ delay, to, from: source }: Coupling, from: Instant): Promise<Course> {
    const { ref } = this.#context.directory.get(to.twin).opened.subject;
    const late = delay * 1000;
    const query = { from: (from + late) as Instant, kinds: ['input'] } as const;
    const events = await this.#context.record.events.readSubject(ref, query);
    const course: Course = new Map();
    for (const { event } of [...events].sort((a, b) => a.seq - b.seq)) {
      if (event.kind !== 'input' || event.twin !== to.twin || event.input !== to.input) continue;
      if (event.from.twin === source.twin) course.set((event.at - late) as Instant, event.values);
    }
    return course;
  }
}
