import type { IndexEntry } from '@twinward/contract';
import { arrayText, textArrayText } from './array-text.ts';

/** Index entries on their way into the three tables, column by column, in the order of the statement that writes them. */
export class IndexColumns {
  readonly #tokens = { number: [] as number[], param: [] as number[], group: [] as number[] };
  readonly #systems: string[] = [];
  readonly #codes: string[] = [];
  readonly #strings = { number: [] as number[], param: [] as number[], group: [] as number[] };
  readonly #plain: string[] = [];
  readonly #texts: string[] = [];
  readonly #ranges = { number: [] as number[], param: [] as number[], group: [] as number[] };
  readonly #lows: number[] = [];
  readonly #highs: number[] = [];
  readonly #units: string[] = [];

  /** Takes an entry of the resource of a number. */
  add(number: number, entry: IndexEntry): void {
    const { number: numbers, param, group } = this.#columnsOf(entry.kind);
    numbers.push(number);
    param.push(entry.param);
    group.push(entry.group);
    switch (entry.kind) {
      case 'token':
        this.#systems.push(entry.system);
        this.#codes.push(entry.code);
        return;
      case 'string':
        this.#plain.push(entry.plain);
        this.#texts.push(entry.text);
        return;
      case 'range':
        this.#lows.push(entry.low);
        this.#highs.push(entry.high);
        this.#units.push(entry.unit);
    }
  }

  /** Five columns of tokens, five of strings, six of ranges, as arrays in text. */
  values(): readonly string[] {
    const [tokens, strings, ranges] = [this.#tokens, this.#strings, this.#ranges];
    return [
      arrayText(tokens.number),
      arrayText(tokens.param),
      arrayText(tokens.group),
      textArrayText(this.#systems),
      textArrayText(this.#codes),
      arrayText(strings.number),
      arrayText(strings.param),
      arrayText(strings.group),
      textArrayText(this.#plain),
      textArrayText(this.#texts),
      arrayText(ranges.number),
      arrayText(this.#lows),
      arrayText(this.#highs),
      arrayText(ranges.param),
      arrayText(ranges.group),
      textArrayText(this.#units),
    ];
  }

  #columnsOf(kind: IndexEntry['kind']): {
    readonly number: number[];
    readonly param: number[];
    readonly group: number[];
  } {
    return { token: this.#tokens, string: this.#strings, range: this.#ranges }[kind];
  }
}
