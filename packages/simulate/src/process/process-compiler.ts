import type { ModelTables } from './model-tables.ts';
import { INSTRUCTION, Operation } from './operation.ts';
import type { ConditionCode } from './process-program.ts';
import type { Quantity } from './quantity.ts';
import { refuseModel } from './refuse-model.ts';
import type { Condition, SeizeOptions, Step, Units } from './step.ts';

/** Appends the instructions of one source's process to the code of a model. */
export class ProcessCompiler {
  readonly #tables: ModelTables;
  readonly #source: string;
  readonly #sourceIndex: number;
  readonly #code: number[];
  readonly #stepNames: string[];
  readonly #labels = new Map<string, number>();
  readonly #goes: { at: number; label: string; place: string }[] = [];
  readonly #names = new Set<string>();
  readonly #counts = new Map<string, number>();
  /** Ways out of seizes, written behind the process so that those who are served pass none of them. */
  readonly #asides: (() => void)[] = [];

  constructor(tables: ModelTables, source: string, sourceIndex: number, code: number[], stepNames: string[]) {
    this.#tables = tables;
    this.#source = source;
    this.#sourceIndex = sourceIndex;
    this.#code = code;
    this.#stepNames = stepNames;
  }

  /** Gives the first instruction. */
  compile(steps: readonly Step[]): number {
    const start = this.#here();
    this.#steps(steps);
    this.#emit('end', Operation.leave, this.#tables.numbered(this.#tables.outcomes, 'done'));
    for (let aside = this.#asides.shift(); aside !== undefined; aside = this.#asides.shift()) aside();
    for (const { at, label, place } of this.#goes) {
      const target = this.#labels.get(label);
      if (target === undefined) refuseModel(place, `goes to "${label}", which is no label`, 'add the label');
      this.#land(at, 1, target);
    }
    return start;
  }

  #steps(steps: readonly Step[]): void {
    for (const step of steps) this.#step(step, this.#nameOf(step));
  }

  #step(step: Step, name: string): void {
    const place = `${this.#source}: ${name}`;
    const tables = this.#tables;
    const quantity = (given: Quantity, purpose = name): number =>
      tables.quantity(given, this.#source, purpose, place);
    switch (step.do) {
      case 'seize':
        this.#seize(step, name, place);
        return;
      case 'delay':
        this.#emit(name, Operation.delay, quantity(step.time));
        return;
      case 'release':
        if (step.units === 'all') this.#emit(name, Operation.releaseAll);
        else if (isHeld(step.units)) {
          const units = Object.fromEntries(step.units.held.map((resource) => [resource, 1]));
          this.#emit(name, Operation.releaseHeld, this.#request(units, name, place));
        } else this.#emit(name, Operation.release, this.#request(step.units, name, place));
        return;
      case 'seizeAny':
        this.#seizeAny(step, name, place);
        return;
      case 'assign':
        for (const [attribute, value] of Object.entries(step.attributes)) {
          const code = quantity(value, `${name} ${attribute}`);
          this.#emit(name, Operation.assign, tables.assigns(attribute), code);
        }
        return;
      case 'choose': {
        const targets = new Int32Array(step.ways.length);
        const sums = new Float64Array(step.ways.length);
        let sum = 0;
        for (const [i, { probability }] of step.ways.entries()) {
          sum += probability;
          sums[i] = sum;
          if (!(probability >= 0 && sum <= 1 + 1e-12))
            refuseModel(place, `has the probability ${probability}`, 'let probabilities add up to 1 at most');
        }
        const stream = tables.stream(this.#source, name, place);
        this.#emit(name, Operation.choose, tables.choices.push({ sums, targets, stream }) - 1);
        this.#ways(step.ways, targets, name, [this.#emit(name, Operation.jump)]);
        return;
      }
      case 'when': {
        const condition = tables.conditions.push(this.#condition(step.condition, place)) - 1;
        const test = this.#emit(name, Operation.test, condition);
        this.#steps(step.steps);
        if (step.otherwise.length === 0) this.#land(test, 2, this.#here());
        else {
          const end = this.#emit(name, Operation.jump);
          this.#land(test, 2, this.#here());
          this.#steps(step.otherwise);
          this.#land(end, 1, this.#here());
        }
        return;
      }
      case 'repeat': {
        const counter = tables.assigns(`${this.#source}: ${name}`);
        this.#emit(name, Operation.assign, counter, quantity(step.times));
        const head = this.#emit(name, Operation.count, counter);
        this.#steps(step.steps);
        this.#emit(name, Operation.jump, head, 1);
        this.#land(head, 2, this.#here());
        return;
      }
      case 'label':
        if (this.#labels.has(step.label)) refuseModel(place, `"${step.label}" is there twice`, 'rename one');
        this.#labels.set(step.label, this.#here());
        return;
      case 'go':
        this.#goes.push({
          at: this.#emit(name, Operation.jump, 0, step.onward ? 0 : 1),
          label: step.label,
          place,
        });
        return;
      case 'shortest': {
        const targets = new Int32Array(step.ways.length);
        if (targets.length === 0) refuseModel(place, 'has no ways', 'give at least one');
        for (const { service } of step.ways)
          if (!(service > 0)) refuseModel(place, `has a mean service of ${service}`, 'write a time above 0');
        const index = tables.shortest.push({
          resources: step.ways.map(({ resource }) => tables.resource(resource, place)),
          services: step.ways.map(({ service }) => service),
          targets,
        });
        this.#emit(name, Operation.shortest, index - 1);
        this.#ways(step.ways, targets, name, []);
        return;
      }
      case 'split': {
        const takes = (step.takes ?? []).map((resource) => tables.resource(resource, place));
        const split =
          tables.splits.push({
            source: -1,
            takes,
            ifHeld: step.ifHeld ?? false,
            apart: step.apart ?? false,
          }) - 1;
        tables.offspring.push({ name: `${this.#source}: ${step.name}`, steps: step.steps, split });
        this.#emit(name, Operation.split, split);
        return;
      }
      case 'join':
        this.#emit(name, Operation.join);
        return;
      case 'await':
        this.#emit(name, Operation.await, tables.gates.push(this.#condition(step.condition, place)) - 1);
        return;
      case 'signal':
        this.#emit(
          name,
          Operation.signal,
          tables.numbered(tables.signals, step.signal),
          quantity(step.value, `${name} ${step.signal}`),
        );
        return;
      case 'capacity':
        if (!Number.isInteger(step.by)) refuseModel(place, `adds ${step.by} units`, 'write a whole number');
        this.#emit(name, Operation.capacity, tables.resource(step.resource, place), step.by);
        return;
      case 'begin':
        this.#emit(name, Operation.begin);
        return;
      case 'batch': {
        if (!(Number.isInteger(step.size) && step.size >= 1))
          refuseModel(place, `gathers ${step.size} entities`, 'write a whole number from 1 on');
        const within = step.within === undefined ? -1 : quantity(step.within);
        const gathering = tables.gatherings.push({ size: step.size, within }) - 1;
        this.#emit(name, Operation.batch, gathering);
        return;
      }
      case 'separate':
        this.#emit(name, Operation.separate);
        return;
      case 'record':
        this.#emit(
          name,
          Operation.record,
          tables.numbered(tables.tallies, step.name),
          quantity(step.value, `${name} ${step.name}`),
        );
        return;
      case 'leave':
        this.#emit(name, Operation.leave, tables.numbered(tables.outcomes, step.outcome));
        return;
      default:
        refuseModel(place, `is a step "${(step as { do: string }).do}"`, 'use the steps of a process');
    }
  }

  #seize(step: Step & { readonly do: 'seize' }, name: string, place: string): void {
    const request = this.#request(step.units, name, place, step);
    this.#emit(name, Operation.seize, request);
    this.#asidesOf(step, request, name, place);
  }

  /** A request of everything in any alternative, and one of each alternative. */
  #seizeAny(step: Step & { readonly do: 'seizeAny' }, name: string, place: string): void {
    if (step.alternatives.length === 0) refuseModel(place, 'has no alternatives', 'give at least one');
    const all: Record<string, Units[string]> = {};
    for (const { units } of step.alternatives) Object.assign(all, units);
    const alternatives = step.alternatives.map(({ units, when = [] }) => ({
      request: this.#request(units, name, place),
      when: when.map((condition) => this.#condition(condition, place)),
    }));
    const request = this.#request(all, name, place, step);
    const row = this.#tables.requests[request]!;
    row.alternatives = alternatives;
    if (step.chosen !== undefined) row.chosen = this.#tables.assigns(step.chosen);
    this.#emit(name, Operation.seize, request);
    this.#asidesOf(step, request, name, place);
  }

  /** What else may become of one that asks, written behind all other steps */
  #asidesOf(step: SeizeOptions, request: number, name: string, place: string): void {
    const back = this.#here();
    const tables = this.#tables;
    const aside = (steps: readonly Step[], land: (target: number) => void): void => {
      this.#asides.push(() => {
        land(this.#here());
        this.#steps(steps);
        this.#emit(name, Operation.jump, back);
      });
    };
    const leave = (outcome: string): readonly Step[] => [{ do: 'leave', outcome }];
    const row = tables.requests[request]!;
    aside(step.refused?.steps ?? leave('refused'), (target) => {
      row.refused = target;
    });
    if (step.patience !== undefined)
      aside(step.reneged?.steps ?? leave('reneged'), (target) => {
        row.reneged = target;
      });
    aside(step.evicted?.steps ?? leave('evicted'), (target) => {
      row.evicted = target;
    });
    row.worsens = (step.worsens ?? []).map((stage, i) => {
      const code = {
        after: tables.quantity(stage.after, this.#source, `${name} worsens ${i + 1}`, place),
        priority: stage.priority ?? null,
        set: Object.entries(stage.set ?? {}).map(([key, value]) => [tables.assigns(key), value] as const),
        target: -1,
      };
      if (stage.leaves !== undefined)
        aside(stage.leaves.steps, (target) => {
          code.target = target;
        });
      return code;
    });
  }

  #ways(
    ways: readonly { readonly steps: readonly Step[] }[],
    targets: Int32Array,
    name: string,
    ends: number[],
  ): void {
    for (const [i, way] of ways.entries()) {
      targets[i] = this.#here();
      this.#steps(way.steps);
      ends.push(this.#emit(name, Operation.jump));
    }
    for (const end of ends) this.#land(end, 1, this.#here());
  }

  #request(units: Units, name: string, place: string, options?: SeizeOptions): number {
    const asks = options !== undefined;
    const tables = this.#tables;
    const entries = Object.entries(units);
    if (entries.length === 0) refuseModel(place, 'names no resource', 'say how many units of what');
    for (const [resource, count] of entries) {
      if (typeof count === 'number' && !(Number.isInteger(count) && count >= 1))
        refuseModel(place, `is about ${count} units of "${resource}"`, 'write a whole number from 1 on');
    }
    const optional = (value: Quantity | undefined, purpose: string): number =>
      value === undefined ? -1 : tables.quantity(value, this.#source, `${name} ${purpose}`, place);
    const request = {
      name,
      source: this.#sourceIndex,
      asks,
      resources: entries.map(([resource]) => tables.resource(resource, place)),
      units: entries.map(([, count]) => (typeof count === 'number' ? count : 0)),
      attributes: entries.map(([, count]) =>
        typeof count === 'number' ? -1 : tables.reads(count.attribute, place),
      ),
      priority: optional(options?.priority, 'priority'),
      patience: optional(options?.patience, 'patience'),
      reneged: -1,
      refused: -1,
      evicted: -1,
      worsens: [],
      alternatives: null,
      chosen: -1,
    };
    return tables.requests.push(request) - 1;
  }

  #condition(given: Condition, place: string): ConditionCode {
    const tables = this.#tables;
    const test = 'below' in given ? 'below' : 'equals' in given ? 'equals' : 'atLeast';
    const bound = 'below' in given ? given.below : 'equals' in given ? given.equals : given.atLeast;
    const common = { test, value: bound, service: 0 } as const;
    if ('attribute' in given)
      return { ...common, on: 'attribute', index: tables.reads(given.attribute, place) };
    if ('signal' in given)
      return { ...common, on: 'signal', index: tables.numbered(tables.signals, given.signal) };
    if ('queue' in given) return { ...common, on: 'queue', index: tables.resource(given.queue, place) };
    if ('free' in given) return { ...common, on: 'free', index: tables.resource(given.free, place) };
    const index = tables.resource(given.expectedWait, place);
    return { ...common, on: 'expectedWait', index, service: given.service };
  }

  /** The name given, or what the step is about, or the kind of step and a number, so that each is told from the others. */
  #nameOf(step: Step): string {
    const given = 'name' in step && step.do !== 'record' ? step.name : undefined;
    if (given === undefined) {
      const kind = step.do === 'seize' ? Object.keys(step.units).join('+') : step.do;
      const count = (this.#counts.get(kind) ?? 0) + 1;
      this.#counts.set(kind, count);
      return count === 1 && step.do === 'seize' ? kind : `${kind} ${count}`;
    }
    const purpose = `${step.do} ${given}`;
    if (this.#names.has(purpose))
      refuseModel(
        `${this.#source}: ${given}`,
        'is the name of two steps',
        'name them apart: names choose their draws',
      );
    this.#names.add(purpose);
    return given;
  }

  #here(): number {
    return this.#stepNames.length;
  }

  #emit(name: string, operation: number, a = 0, b = 0): number {
    this.#code.push(operation, a, b);
    return this.#stepNames.push(`${this.#source}: ${name}`) - 1;
  }

  /** Writes an operand of an instruction that was not known when it was emitted. */
  #land(instruction: number, operand: number, value: number): void {
    this.#code[instruction * INSTRUCTION + operand] = value;
  }
}

function isHeld(
  units: Units | { readonly held: readonly string[] },
): units is { readonly held: readonly string[] } {
  return Array.isArray(units.held);
}
