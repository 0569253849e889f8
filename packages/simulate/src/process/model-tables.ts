import { seedFrom } from '../random/seed-from.ts';
import { checkVariate } from './check-variate.ts';
import {
  type AlternativeCode,
  type ChoiceCode,
  type ConditionCode,
  type GatheringCode,
  QuantityKind,
  type QuantityTable,
  type RequestTable,
  type ShortestCode,
  type SplitCode,
  type WorseningCode,
} from './process-program.ts';
import type { Quantity, Variate } from './quantity.ts';
import { refuseModel } from './refuse-model.ts';
import type { Step } from './step.ts';

interface QuantityRow {
  readonly kind: number;
  readonly a?: number;
  readonly b?: number;
  readonly attribute?: number;
  readonly stream?: number;
  readonly again?: number;
  readonly variate?: Variate;
  readonly terms?: readonly number[];
}

/** Those that split off somewhere, whose steps are still to be compiled. */
interface Offspring {
  readonly name: string;
  readonly steps: readonly Step[];
  readonly split: number;
}

/** A request while it is compiled. */
export interface RequestRow {
  readonly name: string;
  readonly source: number;
  readonly asks: boolean;
  readonly resources: readonly number[];
  readonly units: readonly number[];
  readonly priority: number;
  readonly patience: number;
  /** By resource, -1 where units are a constant. */
  readonly attributes: readonly number[];
  reneged: number;
  refused: number;
  evicted: number;
  worsens: readonly WorseningCode[];
  alternatives: readonly AlternativeCode[] | null;
  chosen: number;
}

/** What the instructions of a model point to, as it grows while the model is compiled. */
export class ModelTables {
  readonly #quantities: QuantityRow[] = [];
  readonly requests: RequestRow[] = [];
  readonly conditions: ConditionCode[] = [];
  readonly choices: ChoiceCode[] = [];
  readonly gatherings: GatheringCode[] = [];
  readonly splits: SplitCode[] = [];
  readonly offspring: Offspring[] = [];
  readonly shortest: ShortestCode[] = [];
  readonly gates: ConditionCode[] = [];
  readonly signals: Map<string, number> = new Map();
  readonly attributes: Map<string, number> = new Map();
  readonly outcomes: Map<string, number> = new Map();
  readonly tallies: Map<string, number> = new Map();
  readonly resourceNames: readonly string[];
  readonly #streams = new Map<number, string>();
  readonly #assigned = new Set<string>();
  readonly #read = new Map<string, string>();

  constructor(resourceNames: readonly string[]) {
    this.resourceNames = resourceNames;
  }

  /** The number of a name in one of the maps, a new one when it is new. */
  numbered(map: Map<string, number>, name: string): number {
    const known = map.get(name);
    if (known !== undefined) return known;
    map.set(name, map.size);
    return map.size - 1;
  }

  resource(name: string, place: string): number {
    const index = this.resourceNames.indexOf(name);
    if (index < 0) refuseModel(place, `uses "${name}", which is no resource of the model`, 'declare it');
    return index;
  }

  /** An attribute that is set here. */
  assigns(name: string): number {
    this.#assigned.add(name);
    return this.numbered(this.attributes, name);
  }

  /** An attribute that is read here; it must be set somewhere. */
  reads(name: string, place: string): number {
    if (!this.#read.has(name)) this.#read.set(name, place);
    return this.numbered(this.attributes, name);
  }

  /** The stream of draws for one purpose of one source: 32 bits of its name, so that other models share it. */
  stream(source: string, purpose: string, place: string): number {
    const stream = Number.parseInt(seedFrom('process stream', source, purpose).slice(0, 8), 16);
    const other = this.#streams.get(stream);
    if (other !== undefined)
      refuseModel(
        place,
        `draws from the same numbers as ${other} for "${purpose}"`,
        'give one of them another name',
      );
    this.#streams.set(stream, place);
    return stream;
  }

  quantity(given: Quantity, source: string, purpose: string, place: string): number {
    return this.#quantities.push(this.#quantityRow(given, source, purpose, place)) - 1;
  }

  /** Throws for attributes that are read but never set. */
  finish(): void {
    for (const [name, place] of this.#read) {
      if (!this.#assigned.has(name))
        refuseModel(place, `reads the attribute "${name}", which nothing sets`, 'assign it first');
    }
  }

  quantityTable(): QuantityTable {
    const rows = this.#quantities;
    return {
      kind: Int32Array.from(rows, ({ kind }) => kind),
      a: Float64Array.from(rows, ({ a = 0 }) => a),
      b: Float64Array.from(rows, ({ b = 0 }) => b),
      attribute: Int32Array.from(rows, ({ attribute = -1 }) => attribute),
      stream: Float64Array.from(rows, ({ stream = 0 }) => stream),
      again: Float64Array.from(rows, ({ again = 0 }) => again),
      variates: rows.map(({ variate = null }) => variate),
      terms: rows.map(({ terms = [] }) => terms),
    };
  }

  requestTable(): RequestTable {
    const rows = this.requests;
    const from = new Int32Array(rows.length + 1);
    for (const [i, { resources }] of rows.entries()) from[i + 1] = from[i]! + resources.length;
    return {
      names: rows.map(({ name }) => name),
      source: Int32Array.from(rows, ({ source }) => source),
      asks: Int32Array.from(rows, ({ asks }) => (asks ? 1 : 0)),
      from,
      resources: Int32Array.from(rows.flatMap(({ resources }) => resources)),
      units: Int32Array.from(rows.flatMap(({ units }) => units)),
      priority: Int32Array.from(rows, ({ priority }) => priority),
      patience: Int32Array.from(rows, ({ patience }) => patience),
      attribute: Int32Array.from(rows.flatMap(({ attributes }) => attributes)),
      reneged: Int32Array.from(rows, ({ reneged }) => reneged),
      refused: Int32Array.from(rows, ({ refused }) => refused),
      evicted: Int32Array.from(rows, ({ evicted }) => evicted),
      worsens: rows.map(({ worsens }) => worsens),
      alternatives: rows.map(({ alternatives }) => alternatives),
      chosen: Int32Array.from(rows, ({ chosen }) => chosen),
    };
  }

  #quantityRow(given: Quantity, source: string, purpose: string, place: string): QuantityRow {
    if (typeof given === 'number') return { kind: QuantityKind.constant, a: given };
    if ('sum' in given) {
      const terms = given.sum.map((term, i) => this.quantity(term, source, `${purpose}, ${i + 1}`, place));
      return { kind: QuantityKind.sum, a: given.least ?? Number.NEGATIVE_INFINITY, terms };
    }
    if ('since' in given) {
      if (given.since === 0) return { kind: QuantityKind.since };
      return { kind: QuantityKind.since, attribute: this.reads(given.since, place) };
    }
    if ('attribute' in given) {
      const attribute = this.reads(given.attribute, place);
      return { kind: QuantityKind.attribute, a: given.times ?? 1, b: given.plus ?? 0, attribute };
    }
    checkVariate(given, place);
    if (given.kind === 'fixed') return { kind: QuantityKind.constant, a: given.value };
    const drawn = {
      variate: given,
      stream: this.stream(source, purpose, place),
      again: this.stream(source, `${purpose}, again`, place),
    };
    if (given.kind === 'exponential') return { ...drawn, kind: QuantityKind.exponential, a: given.mean };
    if (given.kind === 'uniform')
      return { ...drawn, kind: QuantityKind.uniform, a: given.low, b: given.high - given.low };
    if (given.kind === 'logNormal')
      return { ...drawn, kind: QuantityKind.logNormal, a: given.median, b: given.logSd };
    const whole = given.kind === 'truncated' ? given.of : given;
    if (whole.kind === 'normal') return { ...drawn, kind: QuantityKind.normal, a: whole.mean, b: whole.sd };
    return { ...drawn, kind: QuantityKind.variate };
  }
}
