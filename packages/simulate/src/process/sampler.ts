import type { RandomSource } from '@twinward/contract';
import { exp } from '../elementary/exp.ts';
import { log } from '../elementary/log.ts';
import { philox } from '../random/philox.ts';
import { DrawChunks } from './draw-chunks.ts';
import { drawVariate } from './draw-variate.ts';
import { WHOLES as ENTITY_WHOLES, EntityWhole } from './entity-table.ts';
import { QuantityKind } from './process-program.ts';
import type { ProcessState } from './process-state.ts';

// constants of this module, which engines can fold; imported ones are read anew each time
const WHOLES = ENTITY_WHOLES;
const { ordinal: ORDINAL, pass: PASS, attempts: ATTEMPTS } = EntityWhole;
const {
  constant: CONSTANT,
  attribute: ATTRIBUTE,
  since: SINCE,
  exponential: EXPONENTIAL,
  uniform: UNIFORM,
  sum: SUM,
  normal: NORMAL,
  logNormal: LOG_NORMAL,
} = QuantityKind;

/**
 * The numbers of a run. A draw depends on the seed, the source, the step, the entity's number in its source and how often it
 * has gone round: on nothing that others do. So two scenarios of one seed share the draws of what they have in common.
 */
export class Sampler {
  /** What was asked for last. */
  value = 0;
  readonly #state: ProcessState;
  #random: RandomSource;
  readonly #chunks: DrawChunks;
  /** Of the chunks, the slot of the first choice and of the first source; before them are those of the quantities. */
  readonly #choices: number;
  readonly #sources: number;

  constructor(state: ProcessState, seed: string) {
    const { quantities, choices, sources } = state.program;
    this.#state = state;
    this.#random = philox(seed);
    this.#choices = quantities.kind.length;
    this.#sources = this.#choices + choices.length;
    this.#chunks = new DrawChunks(seed, this.#sources + sources.length);
  }

  /** Draws from another seed from here on, from the first entities again. */
  begin(seed: string): void {
    this.#random = philox(seed);
    this.#chunks.begin(seed);
  }

  /** Finds a quantity for an entity. */
  read(index: number, row: number): void {
    const { entities, program, now } = this.#state;
    const { kind, a, b, attribute } = program.quantities;
    switch (kind[index]) {
      case CONSTANT:
        this.value = a[index]!;
        return;
      case ATTRIBUTE:
        this.value =
          a[index]! * entities.attributes[row * entities.attributeCount + attribute[index]!]! + b[index]!;
        return;
      case SINCE: {
        const from = attribute[index]!;
        this.value = from < 0 ? now : now - entities.attributes[row * entities.attributeCount + from]!;
        return;
      }
      case SUM: {
        let sum = 0;
        for (const term of program.quantities.terms[index]!) {
          this.read(term, row);
          sum += this.value;
        }
        this.value = Math.max(sum, a[index]!);
        return;
      }
      default:
        this.#draw(index, entities.wholes[row * WHOLES + ORDINAL]!, entities.wholes[row * WHOLES + PASS]!);
    }
  }

  /** Draws a quantity for the n-th arrivals of a source. */
  readFor(index: number, n: number): void {
    const { kind, a } = this.#state.program.quantities;
    if (kind[index] === CONSTANT) this.value = a[index]!;
    else this.#draw(index, n, 0);
  }

  /** Draws a delay anew after pre-emption, other numbers each time. */
  readAgain(index: number, row: number): void {
    const { entities, program } = this.#state;
    const { again, variates } = program.quantities;
    const variate = variates[index]!;
    if (variate === null) this.read(index, row);
    else {
      const draws = this.#random.draws(
        entities.wholes[row * WHOLES + ORDINAL]!,
        again[index]!,
        entities.wholes[row * WHOLES + ATTEMPTS]!,
      );
      entities.wholes[row * WHOLES + ATTEMPTS]! += 1;
      this.value = drawVariate(draws, variate);
    }
  }

  /** Uniform on (0, 1) for an entity at a choice. */
  choose(choice: number, row: number): void {
    const { wholes } = this.#state.entities;
    const { stream } = this.#state.program.choices[choice]!;
    this.#first(
      this.#choices + choice,
      'uniform',
      stream,
      wholes[row * WHOLES + ORDINAL]!,
      wholes[row * WHOLES + PASS]!,
    );
  }

  /** Exponential with mean 1 for the n-th arrivals of a source. */
  work(source: number, n: number): void {
    const { stream } = this.#state.program.sources[source]!;
    this.#first(this.#sources + source, 'exponential', stream, n, 0);
  }

  #draw(index: number, member: number, step: number): void {
    const { kind, a, b, stream, variates } = this.#state.program.quantities;
    const drawn = kind[index];
    if (drawn === UNIFORM) {
      this.#first(index, 'uniform', stream[index]!, member, step);
      this.value = a[index]! + b[index]! * this.value;
      return;
    }
    const form = drawn === EXPONENTIAL ? 'exponential' : 'normal';
    const chunked = step === 0 && (drawn === EXPONENTIAL || drawn === NORMAL || drawn === LOG_NORMAL);
    const place = chunked ? this.#chunks.place(index, form, stream[index]!, member) : -1;
    if (place >= 0) {
      const standard = this.#chunks.values[place]!;
      if (drawn === EXPONENTIAL) this.value = standard * a[index]!;
      else if (drawn === LOG_NORMAL) this.value = a[index]! * exp(b[index]! * standard);
      else this.value = a[index]! + b[index]! * standard;
      const variate = variates[index]!;
      if (drawn !== NORMAL || variate.kind !== 'truncated') return;
      if (this.value >= (variate.low ?? -Infinity) && this.value <= (variate.high ?? Infinity)) return;
    }
    this.value = drawVariate(this.#random.draws(member, stream[index]!, step), variates[index]!);
  }

  /** The first uniform of the draws of a member, or what becomes of it as an exponential. */
  #first(slot: number, kind: 'uniform' | 'exponential', stream: number, member: number, step: number): void {
    const place = step === 0 ? this.#chunks.place(slot, kind, stream, member) : -1;
    if (place >= 0) {
      this.value = this.#chunks.values[place]!;
      return;
    }
    const uniform = this.#random.draws(member, stream, step).uniform();
    this.value = kind === 'uniform' ? uniform : -log(uniform);
  }
}
