import type { RandomSource } from '@twinward/contract';
import { log } from '../elementary/log.ts';
import { philox } from '../random/philox.ts';
import { drawVariate } from './draw-variate.ts';
import type { ProcessState } from './process-state.ts';

/**
 * The numbers of a run. A draw depends on the seed, the source, the step, the entity's number in its source and how often it
 * has gone round: on nothing that others do. So two scenarios of one seed share the draws of what they have in common.
 */
export class Sampler {
  /** What was asked for last. */
  value = 0;
  readonly #state: ProcessState;
  readonly #random: RandomSource;

  constructor(state: ProcessState, seed: string) {
    this.#state = state;
    this.#random = philox(seed);
  }

  /** Finds a quantity for an entity. */
  read(index: number, row: number): void {
    const { entities, program, now } = this.#state;
    const { kind, a, b, attribute, stream } = program.quantities[index]!;
    const at = row * entities.attributeCount + attribute;
    if (kind === 'constant') this.value = a;
    else if (kind === 'attribute') this.value = a * entities.attributes[at]! + b;
    else if (kind === 'since') this.value = attribute < 0 ? now : now - entities.attributes[at]!;
    else this.#draw(index, entities.ordinal[row]!, stream, entities.pass[row]!);
  }

  /** Draws a quantity for the n-th arrivals of a source. */
  readFor(index: number, n: number): void {
    const { kind, a, stream } = this.#state.program.quantities[index]!;
    if (kind === 'constant') this.value = a;
    else this.#draw(index, n, stream, 0);
  }

  /** Draws a delay anew after pre-emption, other numbers each time. */
  readAgain(index: number, row: number): void {
    const { entities, program } = this.#state;
    const { kind, again } = program.quantities[index]!;
    if (kind === 'constant' || kind === 'attribute' || kind === 'since') this.read(index, row);
    else this.#draw(index, entities.ordinal[row]!, again, entities.attempts[row]!++);
  }

  /** Uniform on (0, 1) for an entity. */
  uniform(stream: number, row: number): void {
    const { ordinal, pass } = this.#state.entities;
    this.value = this.#random.draws(ordinal[row]!, stream, pass[row]!).uniform();
  }

  /** Exponential with mean 1 for the n-th arrivals of a source. */
  exponential(stream: number, n: number): void {
    this.value = -log(this.#random.draws(n, stream, 0).uniform());
  }

  #draw(index: number, member: number, stream: number, step: number): void {
    const { variate } = this.#state.program.quantities[index]!;
    this.value = drawVariate(this.#random.draws(member, stream, step), variate!);
  }
}
