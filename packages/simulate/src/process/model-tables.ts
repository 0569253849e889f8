import { seedFrom } from '../random/seed-from.ts';
import { checkVariate } from './check-variate.ts';
import type {
  ChoiceCode,
  ConditionCode,
  GatheringCode,
  QuantityCode,
  RequestCode,
} from './process-program.ts';
import type { Quantity } from './quantity.ts';
import { refuseModel } from './refuse-model.ts';

/** What the instructions of a model point to, as it grows while the model is compiled. */
export class ModelTables {
  readonly quantities: QuantityCode[] = [];
  readonly requests: RequestCode[] = [];
  readonly conditions: ConditionCode[] = [];
  readonly choices: ChoiceCode[] = [];
  readonly gatherings: GatheringCode[] = [];
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
    return this.quantities.push(this.#quantityCode(given, source, purpose, place)) - 1;
  }

  /** Throws for attributes that are read but never set. */
  finish(): void {
    for (const [name, place] of this.#read) {
      if (!this.#assigned.has(name))
        refuseModel(place, `reads the attribute "${name}", which nothing sets`, 'assign it first');
    }
  }

  #quantityCode(given: Quantity, source: string, purpose: string, place: string): QuantityCode {
    const plain = { a: 0, b: 0, attribute: -1, variate: null, stream: 0, again: 0 };
    if (typeof given === 'number') return { ...plain, kind: 'constant', a: given };
    if ('since' in given) {
      const attribute = given.since === 0 ? -1 : this.reads(given.since, place);
      return { ...plain, kind: 'since', attribute };
    }
    if ('attribute' in given) {
      const attribute = this.reads(given.attribute, place);
      return { ...plain, kind: 'attribute', a: given.times ?? 1, b: given.plus ?? 0, attribute };
    }
    if (given.kind === 'fixed') return { ...plain, kind: 'constant', a: given.value };
    checkVariate(given, place);
    const drawn = {
      ...plain,
      variate: given,
      stream: this.stream(source, purpose, place),
      again: this.stream(source, `${purpose}, again`, place),
    };
    if (given.kind === 'exponential') return { ...drawn, kind: 'exponential', a: given.mean };
    if (given.kind === 'uniform')
      return { ...drawn, kind: 'uniform', a: given.low, b: given.high - given.low };
    return { ...drawn, kind: 'variate' };
  }
}
