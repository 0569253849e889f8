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

  constructor(levels: number) {
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

  /** Changes a level at a time. */
  change(index: number, by: number, time: number): void {
    const { numbers } = this;
    const at = index * WIDTH;
    const level = numbers[at + LEVEL]!;
    numbers[at + AREA] = numbers[at + AREA]! + level * (time - numbers[at + CHANGED]!);
    numbers[at + CHANGED] = time;
    const changed = level + by;
    numbers[at + LEVEL] = changed;
    if (changed > numbers[at + GREATEST]!) numbers[at + GREATEST] = changed;
  }

  /** Brings all integrals up to a time. */
  bringTo(time: number): void {
    for (let index = 0; index * WIDTH < this.numbers.length; index++) this.change(index, 0, time);
  }

  /** Forgets what was before a time. */
  clear(time: number): void {
    const { numbers } = this;
    for (let at = 0; at < numbers.length; at += WIDTH) {
      numbers[at + AREA] = 0;
      numbers[at + CHANGED] = time;
      numbers[at + GREATEST] = numbers[at + LEVEL]!;
    }
  }
}
