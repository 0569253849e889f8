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
        else this.#emit(name, Operation.release, this.#request(step.units, name, place));
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
        const ends = [this.#emit(name, Operation.jump)];
        for (const [i, way] of step.ways.entries()) {
          targets[i] = this.#here();
          this.#steps(way.steps);
          ends.push(this.#emit(name, Operation.jump));
        }
        for (const end of ends) this.#land(end, 1, this.#here());
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
        this.#goes.push({ at: this.#emit(name, Operation.jump, 0, 1), label: step.label, place });
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
    const back = this.#here();
    const aside = (steps: readonly Step[], which: 'reneged' | 'refused'): void => {
      this.#asides.push(() => {
        this.#tables.requests[request]![which] = this.#here();
        this.#steps(steps);
        this.#emit(name, Operation.jump, back);
      });
    };
    aside(step.refused?.steps ?? [{ do: 'leave', outcome: 'refused' }], 'refused');
    if (step.patience !== undefined)
      aside(step.reneged?.steps ?? [{ do: 'leave', outcome: 'reneged' }], 'reneged');
  }

  #request(units: Units, name: string, place: string, options?: SeizeOptions): number {
    const asks = options !== undefined;
    const tables = this.#tables;
    const entries = Object.entries(units);
    if (entries.length === 0) refuseModel(place, 'names no resource', 'say how many units of what');
    for (const [resource, count] of entries) {
      if (!(Number.isInteger(count) && count >= 1))
        refuseModel(place, `is about ${count} units of "${resource}"`, 'write a whole number from 1 on');
    }
    const optional = (value: Quantity | undefined, purpose: string): number =>
      value === undefined ? -1 : tables.quantity(value, this.#source, `${name} ${purpose}`, place);
    const request = {
      name,
      source: this.#sourceIndex,
      asks,
      resources: entries.map(([resource]) => tables.resource(resource, place)),
      units: entries.map(([, count]) => count),
      priority: optional(options?.priority, 'priority'),
      patience: optional(options?.patience, 'patience'),
      reneged: -1,
      refused: -1,
    };
    return tables.requests.push(request) - 1;
  }

  #condition(given: Condition, place: string): ConditionCode {
    if ('attribute' in given) {
      const index = this.#tables.reads(given.attribute, place);
      if ('below' in given) return { on: 'attribute', index, test: 'below', value: given.below };
      if ('equals' in given) return { on: 'attribute', index, test: 'equals', value: given.equals };
      return { on: 'attribute', index, test: 'atLeast', value: given.atLeast };
    }
    const on = 'queue' in given ? 'queue' : 'free';
    const name = 'queue' in given ? given.queue : given.free;
    return { on, index: this.#tables.resource(name, place), test: 'atLeast', value: given.atLeast };
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
