import { PivotedMatrix } from '../ode/pivoted-matrix.ts';
import type { EnsembleProgram } from './ensemble-program.ts';

/** Elimination with pivoting for the matrices of a pair, when straight-line elimination has lost its accuracy. */
export class PivotedPair {
  /** Matrices eliminated so since it was made. */
  count = 0;
  readonly #program: EnsembleProgram;
  readonly #numbers: () => Float64Array;
  readonly #matrices: readonly PivotedMatrix[];
  readonly #jacobian: Float64Array;
  readonly #right: Float64Array;
  readonly #x: Float64Array;
  readonly #singular = [false, false];

  /** @param numbers the memory of the integrator, as doubles */
  constructor(program: EnsembleProgram, numbers: () => Float64Array) {
    const { pattern, states } = program;
    this.#program = program;
    this.#numbers = numbers;
    this.#matrices = pattern === null ? [] : [0, 1].map(() => new PivotedMatrix(pattern, undefined));
    this.#jacobian = new Float64Array(pattern?.column.length ?? 0);
    this.#right = new Float64Array(states.length);
    this.#x = new Float64Array(states.length);
  }

  /** What the module imports. */
  get imports(): Readonly<Record<string, (...values: number[]) => number>> {
    return {
      factor: () => this.#factor(),
      solve: (address) => this.#solve(address!),
    };
  }

  #factor(): number {
    const { step, jacobian } = this.#program.layout;
    const numbers = this.#numbers();
    this.count += 1;
    this.#matrices.forEach((matrix, lane) => {
      this.#read(numbers, jacobian, lane, this.#jacobian);
      this.#singular[lane] = matrix.factor(numbers[step / 8 + lane]!, this.#jacobian) >= 0;
    });
    return 0;
  }

  #solve(address: number): number {
    const numbers = this.#numbers();
    this.#matrices.forEach((matrix, lane) => {
      this.#read(numbers, this.#program.layout.right, lane, this.#right);
      if (this.#singular[lane]) this.#x.fill(NaN);
      else matrix.solve(this.#right, this.#x);
      for (let i = 0; i < this.#x.length; i++) numbers[address / 8 + 2 * i + lane] = this.#x[i]!;
    });
    return 0;
  }

  #read(numbers: Float64Array, address: number, lane: number, to: Float64Array): void {
    for (let i = 0; i < to.length; i++) to[i] = numbers[address / 8 + 2 * i + lane]!;
  }
}
