// a level is four doubles
const LEVEL = 0;
const AREA = 1;
const CHANGED = 2;
const GREATEST = 3;
const WIDTH = 4;

/** Whole numbers that change in steps over time, such as the length of a queue, and their integrals. */
export class LevelTable {
  /** The state of all levels, for snapshots. */
  readonly numbers: Float64Array;

  readonly #clock: Float64Array;

  /** The first number of the clock is the time. */
  constructor(levels: number, clock: Float64Array) {
    this.#clock = clock;
    this.numbers = new Float64Array(levels * WIDTH);
  }

  level(index: number): number {
    return this.numbers[index * WIDTH + LEVEL]!;
  }

  area(index: number): number {
    return this.numbers[index * WIDTH + AREA]!;
  }

  greatest(index: number): number {
    return this.numbers[index * WIDTH + GREATEST]!;
  }

  /** Changes a level now. */
  change(index: number, by: number): void {
    const { numbers } = this;
    const time = this.#clock[0]!;
    const at = index * WIDTH;
    const level = numbers[at + LEVEL]!;
    numbers[at + AREA] = numbers[at + AREA]! + level * (time - numbers[at + CHANGED]!);
    numbers[at + CHANGED] = time;
    const changed = level + by;
    numbers[at + LEVEL] = changed;
    if (changed > numbers[at + GREATEST]!) numbers[at + GREATEST] = changed;
  }

  /** Brings all integrals up to now. */
  bringToNow(): void {
    for (let index = 0; index * WIDTH < this.numbers.length; index++) this.change(index, 0);
  }

  /** Forgets what was before now. */
  clear(): void {
    const { numbers } = this;
    const time = this.#clock[0]!;
    for (let at = 0; at < numbers.length; at += WIDTH) {
      numbers[at + AREA] = 0;
      numbers[at + CHANGED] = time;
      numbers[at + GREATEST] = numbers[at + LEVEL]!;
    }
  }
}
