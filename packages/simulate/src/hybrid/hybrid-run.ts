import { type AbortSignalLike, TwinwardError } from '@twinward/contract';
import type { RoutineCode } from '../graph/routine.ts';
import type { DenseStep } from '../ode/dense-step.ts';
import { makeStepper } from '../ode/make-stepper.ts';
import type { OdeSystem } from '../ode/ode-system.ts';
import { settleAlgebra } from '../ode/settle-algebra.ts';
import type { StepCounts, Stepper } from '../ode/stepper.ts';
import type { CompiledHybrid } from './compile-hybrid.ts';
import { Delays } from './delays.ts';
import { EventCrowding } from './event-crowding.ts';
import { EventQueue } from './event-queue.ts';
import { type EventPlace, eventWorld } from './event-world.ts';
import { evenLooks, firstChange } from './first-change.ts';
import { KeyedDraws } from './keyed-draws.ts';
import { settleFast } from './settle-fast.ts';
import type { EventRecord, HybridRequest } from './simulate-hybrid.ts';

/** Places inside a step at which conditions are looked at, so that one that changes twice is not missed. */
const LOOKS = 5;
const DEFAULT_SEED = '0000000000000000';

/** One simulation of a hybrid model on its way. */
export class HybridRun {
  readonly events: EventRecord[] = [];
  readonly violated: EventRecord[] = [];
  readonly #compiled: CompiledHybrid;
  readonly #system: OdeSystem;
  readonly #stepper: Stepper;
  readonly #parameters: Float64Array;
  readonly #inputs: Float64Array;
  readonly #y: Float64Array;
  readonly #draws: KeyedDraws;
  readonly #queue: EventQueue;
  readonly #delays: Delays | null;
  readonly #algebraic: boolean;
  #t: number;
  #truth: Float64Array;
  readonly #look: Float64Array;
  readonly #scratch: Float64Array;
  readonly #broken = new Set<string>();
  readonly #crowding = new EventCrowding();

  constructor(
    compiled: CompiledHybrid,
    { method, solver = {}, seed = DEFAULT_SEED, member = 0 }: HybridRequest,
    start: number,
    values: Readonly<Record<string, number>>,
  ) {
    const { model } = compiled;
    this.#compiled = compiled;
    this.#draws = new KeyedDraws(seed, member);
    const initial = compiled.initial(start, values, this.#draws);
    this.#parameters = initial.parameters;
    this.#inputs = new Float64Array(compiled.inputCount);
    this.#y = initial.states.slice();
    this.#scratch = new Float64Array(this.#y.length);
    this.#truth = new Float64Array(compiled.conditionCount);
    this.#look = new Float64Array(compiled.conditionCount);
    this.#t = start;
    this.#delays =
      model.delays.length === 0 ? null : new Delays(compiled.delays, start, this.#y, this.#parameters);
    this.#system = this.#delays === null ? compiled.system : this.#delayedSystem(this.#delays);
    this.#algebraic = compiled.system.algebraic !== undefined;
    const implicit = this.#algebraic || compiled.flow !== null;
    const way = method ?? (implicit ? 'stiff' : this.#delays === null ? 'auto' : 'explicit');
    this.#stepper = makeStepper(this.#system, this.#parameters, this.#inputs, way, solver);
    const world = eventWorld(model, compiled.events, this.#place());
    this.#queue = new EventQueue(model.events, world, seed, member);
    this.#delays?.begin(start, this.#y, this.#parameters);
    this.#settle();
    this.#happen();
    this.#restart();
  }

  get counts(): StepCounts {
    return this.#stepper.counts;
  }

  /** Goes on to `until`, through every event up to and at it. */
  advance(until: number, signal?: AbortSignalLike): void {
    while (this.#t < until) {
      if (signal?.aborted === true) throw new TwinwardError('run.cancelled', 'the run was cancelled');
      const limit = Math.min(until, this.#queue.nextDue());
      if (limit <= this.#t) {
        this.#happen();
        this.#restart();
        continue;
      }
      if (this.#y.length === 0) this.#jumpTo(limit);
      else this.#stepTo(limit);
    }
  }

  /** Writes the outputs as they are. */
  observe(out: Float64Array, offset: number): void {
    this.#refresh(this.#t, this.#y);
    this.#compiled.outputs(this.#t, this.#y, 0, this.#parameters, 0, this.#inputs, 0, out, offset);
  }

  /** One step of the solver, cut where a condition changes. */
  #stepTo(limit: number): void {
    const reach = this.#delays?.reach(this.#t, limit, this.#y, this.#parameters, this.#inputs) ?? limit;
    const step = this.#stepper.step(reach);
    const change = this.#firstChange(step.start, step.end, (t, y) => {
      for (let i = 0; i < y.length; i++) y[i] = step.value(i, t);
    });
    const end = change ?? step.end;
    this.#delays?.keep(step, end);
    this.#arrive(step, end);
    if (change !== null || end >= this.#queue.nextDue()) {
      this.#settle();
      this.#happen();
      this.#restart();
    }
    this.#checkConstraints();
  }

  /** A model without state: conditions can change with time alone. */
  #jumpTo(limit: number): void {
    const change = this.#firstChange(this.#t, limit, () => undefined);
    this.#t = change ?? limit;
    if (change !== null || this.#t >= this.#queue.nextDue()) {
      this.#happen();
      this.#restart();
    }
    this.#checkConstraints();
  }

  #arrive(step: DenseStep, end: number): void {
    if (end === step.end) this.#y.set(this.#stepper.y);
    else for (let i = 0; i < this.#y.length; i++) this.#y[i] = step.value(i, end);
    this.#t = end;
    this.#refresh(end, this.#y);
  }

  /** Where the first condition changes within (from, to]; null if none does. `state` writes the state at a time. */
  #firstChange(from: number, to: number, state: (t: number, y: Float64Array) => void): number | null {
    if (this.#look.length === 0) return null;
    return firstChange(from, evenLooks(from, to, LOOKS), (t) => this.#changedAt(t, state));
  }

  #changedAt(t: number, state: (t: number, y: Float64Array) => void): boolean {
    state(t, this.#scratch);
    this.#refresh(t, this.#scratch);
    this.#run(this.#compiled.conditions, t, this.#scratch, this.#look);
    for (let i = 0; i < this.#look.length; i++) if (this.#look[i] !== this.#truth[i]) return true;
    return false;
  }

  /** Events at this instant, and the truth of all conditions after them. */
  #happen(): void {
    for (const name of this.#queue.settle(this.#t)) {
      this.#crowding.note(name, this.#t);
      this.events.push({ name, at: this.#t });
    }
    this.#refresh(this.#t, this.#y);
    this.#run(this.#compiled.conditions, this.#t, this.#y, this.#truth);
  }

  #restart(): void {
    this.#delays?.begin(this.#t, this.#y, this.#parameters);
    if (this.#y.length > 0) this.#stepper.start(this.#t, this.#y);
  }

  /** Brings algebraic states to where their equations hold, and fast ones to rest. */
  #settle(): void {
    const { flow, fast } = this.#compiled;
    if (this.#algebraic) settleAlgebra(this.#system, this.#t, this.#y, this.#parameters, this.#inputs);
    if (flow !== null) settleFast(flow, fast, this.#t, this.#y, this.#parameters, this.#inputs);
  }

  #checkConstraints(): void {
    const { constraints } = this.#compiled.model;
    if (constraints.length === this.#broken.size) return;
    const holds = new Float64Array(constraints.length);
    this.#run(this.#compiled.constraints, this.#t, this.#y, holds);
    constraints.forEach(({ name }, i) => {
      if (holds[i] !== 0 || this.#broken.has(name)) return;
      this.#broken.add(name);
      this.violated.push({ name, at: this.#t });
    });
  }

  #run(code: RoutineCode, t: number, y: Float64Array, out: Float64Array): void {
    code(t, y, 0, this.#parameters, 0, this.#inputs, 0, out, 0);
  }

  #place(): EventPlace {
    const { model, conditions } = this.#compiled;
    return {
      y: this.#y,
      parameters: this.#parameters,
      inputs: this.#inputs,
      draws: this.#draws,
      triggers: () => {
        this.#refresh(this.#t, this.#y);
        this.#run(conditions, this.#t, this.#y, this.#look);
        return model.events.map((_, i) => this.#look[i] !== 0);
      },
      run: (code, out) => this.#run(code, this.#t, this.#y, out),
      assigned: () => this.#settle(),
    };
  }

  /** Brings the delayed values of an instant into the inputs. */
  #refresh(t: number, y: Float64Array): void {
    this.#delays?.refresh(t, y, this.#parameters, this.#inputs);
  }

  #delayedSystem(delays: Delays): OdeSystem {
    const { system } = this.#compiled;
    const seen = new Float64Array(this.#y.length);
    return {
      ...system,
      rhs: (t, y, yOffset, p, pOffset, u, uOffset, dydt, dOffset) => {
        seen.set(y.subarray(yOffset, yOffset + seen.length));
        delays.refresh(t, seen, p, u);
        system.rhs(t, y, yOffset, p, pOffset, u, uOffset, dydt, dOffset);
      },
    };
  }
}
