/** Whole numbers that change in steps over time, such as the length of a queue, and their integrals. */
export class LevelTable {
  readonly level: Float64Array;
  readonly area: Float64Array;
  readonly greatest: Float64Array;
  readonly #changed: Float64Array;

  constructor(levels: number) {
    this.level = new Float64Array(levels);
    this.area = new Float64Array(levels);
    this.greatest = new Float64Array(levels);
    this.#changed = new Float64Array(levels);
  }

  /** Changes a level at a time. */
  change(index: number, by: number, time: number): void {
    const level = this.level[index]!;
    this.area[index] = this.area[index]! + level * (time - this.#changed[index]!);
    this.#changed[index] = time;
    const changed = level + by;
    this.level[index] = changed;
    if (changed > this.greatest[index]!) this.greatest[index] = changed;
  }

  /** Brings all integrals up to a time. */
  bringTo(time: number): void {
    for (let i = 0; i < this.level.length; i++) this.change(i, 0, time);
  }

  /** Forgets what was before a time. */
  clear(time: number): void {
    this.area.fill(0);
    this.#changed.fill(time);
    this.greatest.set(this.level);
  }

  columns(): readonly Float64Array[] {
    return [this.level, this.area, this.greatest, this.#changed];
  }
}
