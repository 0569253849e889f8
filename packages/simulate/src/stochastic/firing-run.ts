import { type AbortSignalLike, TwinwardError } from '@twinward/contract';
import type { RoutineCode } from '../graph/routine.ts';
import { EventQueue } from '../hybrid/event-queue.ts';
import { type EventPlace, eventWorld } from '../hybrid/event-world.ts';
import { KeyedDraws } from '../hybrid/keyed-draws.ts';
import type { EventRecord } from '../hybrid/simulate-hybrid.ts';
import type { BulkDraws } from '../random/wasm/bulk-draws.ts';
import { Clocks } from './clocks.ts';
import type { JumpingCode } from './compile-stochastic.ts';
import { DirectMethod } from './direct-method.ts';
import { FiringDraws } from './firing-draws.ts';
import type { FiringMethod } from './firing-method.ts';
import { Firings } from './firings.ts';
import { NextReactionMethod } from './next-reaction-method.ts';
import type { StochasticMethod } from './stochastic-method.ts';
import { TauLeaping } from './tau-leaping.ts';

/** Firings between two looks at whether the run is still wanted. */
const PATIENCE = 4096;

/** Who runs, by which method. */
export interface FiringRunOptions {
  readonly seed: string;
  readonly member: number;
  /** Of the seed: draws the same numbers faster. */
  readonly bulk: BulkDraws | null;
  readonly method: StochasticMethod;
  readonly epsilon: number;
  readonly start: number;
  readonly values: Readonly<Record<string, number>>;
}

/** One run of a network between whose firings nothing moves but clocks. */
export class FiringRun {
  readonly events: EventRecord[] = [];
  readonly violated: EventRecord[] = [];
  readonly #code: JumpingCode;
  readonly #y: Float64Array;
  readonly #parameters: Float64Array;
  readonly #inputs: Float64Array;
  readonly #draws: KeyedDraws;
  readonly #firings: Firings;
  readonly #clocks: Clocks;
  readonly #method: FiringMethod;
  readonly #queue: EventQueue | null;
  readonly #truth: Float64Array;
  readonly #look: Float64Array;
  readonly #holds: Float64Array;
  readonly #broken = new Set<string>();
  #t: number;

  constructor(code: JumpingCode, { seed, member, bulk, method, epsilon, start, values }: FiringRunOptions) {
    const { events, constraints } = code.network.rest;
    this.#code = code;
    this.#t = start;
    this.#draws = new KeyedDraws(seed, member);
    const initial = code.initial(start, values, this.#draws);
    this.#y = initial.states;
    this.#parameters = initial.parameters;
    this.#inputs = new Float64Array(code.inputCount);
    this.#firings = new Firings(code, this.#y, this.#parameters, this.#inputs);
    this.#clocks = new Clocks(code, this.#y, this.#parameters, this.#inputs);
    const draws = new FiringDraws(seed, member, bulk);
    this.#method =
      method === 'direct'
        ? new DirectMethod(this.#firings, draws)
        : method === 'next reaction'
          ? new NextReactionMethod(this.#firings, draws)
          : new TauLeaping(this.#firings, draws, epsilon);
    this.#truth = new Float64Array(events.length);
    this.#look = new Float64Array(events.length);
    this.#holds = new Float64Array(constraints.length);
    const world = eventWorld(code.network.rest, code.events, this.#place());
    this.#queue = events.length === 0 ? null : new EventQueue(events, world, seed, member);
    this.#happen();
  }

  get firings(): number {
    return this.#firings.count;
  }

  /** Goes on to `until`, through every firing and event up to and at it. */
  advance(until: number, signal?: AbortSignalLike): void {
    const most = this.#holds.length > 0 ? 1 : PATIENCE;
    for (let due = this.#nextInstant(until); ; ) {
      if (signal?.aborted === true) throw new TwinwardError('run.cancelled', 'the run was cancelled');
      if (this.#t < due) {
        this.#t = this.#method.run(this.#t, due, most);
        if (this.#method.felt) {
          this.#feel();
          due = this.#nextInstant(until);
        }
        if (this.#holds.length > 0) this.#checkConstraints();
      } else if (this.#arrived() || due < until) due = this.#nextInstant(until);
      else return;
    }
  }

  /** Writes the outputs as they are. */
  observe(out: Float64Array, offset: number): void {
    this.#clocks.flowTo(this.#t);
    this.#code.outputs(this.#t, this.#y, 0, this.#parameters, 0, this.#inputs, 0, out, offset);
  }

  /** The next time at which an event is due, or a trigger changes by itself; at most `until`. */
  #nextInstant(until: number): number {
    if (this.#queue === null) return until;
    const due = Math.min(until, this.#queue.nextDue());
    return due <= this.#t ? this.#t : Math.min(due, this.#clocks.nextChange(this.#t, due, this.#truth));
  }

  /** After a firing that triggers or rates depend on. */
  #feel(): void {
    this.#clocks.flowTo(this.#t);
    this.#clocks.restart(this.#t);
    if (this.#queue !== null && this.#changed()) this.#happen();
  }

  /** Carries out what is due at this instant; false if nothing is. */
  #arrived(): boolean {
    if (this.#queue === null) return false;
    this.#clocks.flowTo(this.#t);
    if (this.#queue.nextDue() > this.#t && !this.#changed()) return false;
    this.#happen();
    return true;
  }

  #changed(): boolean {
    this.#clocks.triggersAt(this.#t, this.#look);
    for (let i = 0; i < this.#look.length; i++) {
      if ((this.#look[i] !== 0) !== (this.#truth[i] !== 0)) return true;
    }
    return false;
  }

  /** Events at this instant, and everything that follows from the state after them. */
  #happen(): void {
    if (this.#queue !== null) {
      for (const name of this.#queue.settle(this.#t)) this.events.push({ name, at: this.#t });
      this.#run(this.#code.triggers, this.#truth);
    }
    this.#clocks.restart(this.#t);
    this.#method.renew(this.#t);
  }

  #checkConstraints(): void {
    const { constraints } = this.#code.network.rest;
    if (constraints.length === this.#broken.size) return;
    this.#clocks.flowTo(this.#t);
    this.#run(this.#code.constraints, this.#holds);
    constraints.forEach(({ name }, i) => {
      if (this.#holds[i] !== 0 || this.#broken.has(name)) return;
      this.#broken.add(name);
      this.violated.push({ name, at: this.#t });
    });
  }

  #run(code: RoutineCode, out: Float64Array): void {
    code(this.#t, this.#y, 0, this.#parameters, 0, this.#inputs, 0, out, 0);
  }

  #place(): EventPlace {
    return {
      y: this.#y,
      parameters: this.#parameters,
      inputs: this.#inputs,
      draws: this.#draws,
      triggers: () => {
        this.#run(this.#code.triggers, this.#look);
        return Array.from(this.#look, (truth) => truth !== 0);
      },
      run: (code, out) => this.#run(code, out),
      assigned: () => undefined,
    };
  }
}
