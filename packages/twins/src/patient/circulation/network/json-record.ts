import { TwinwardError } from '@twinward/contract';

/** An object read from JSON, and the place it stands in, for errors. Every reading throws `file.invalid` naming the place. */
export class JsonRecord {
  readonly where: string;
  readonly #fields: Readonly<Record<string, unknown>>;

  constructor(value: unknown, where: string) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw invalid(where, 'is not an object');
    }
    this.where = where;
    this.#fields = value as Readonly<Record<string, unknown>>;
  }

  has(name: string): boolean {
    return Object.hasOwn(this.#fields, name);
  }

  /** The names of the fields but for comments, which begin with `_`. */
  get names(): readonly string[] {
    return Object.keys(this.#fields).filter((name) => !name.startsWith('_'));
  }

  at(name: string): unknown {
    return this.has(name) ? this.#fields[name] : undefined;
  }

  record(name: string): JsonRecord {
    return new JsonRecord(this.at(name) ?? {}, `${this.where}.${name}`);
  }

  /** The objects of a list; none when the field is left out. */
  records(name: string): readonly JsonRecord[] {
    return this.list(name).map((entry, i) => new JsonRecord(entry, `${this.where}.${name}[${i}]`));
  }

  list(name: string): readonly unknown[] {
    const list = this.at(name) ?? [];
    if (!Array.isArray(list)) throw invalid(`${this.where}.${name}`, 'is not a list');
    return list;
  }

  text(name: string): string {
    const text = this.at(name);
    if (typeof text !== 'string' || text === '') throw invalid(`${this.where}.${name}`, 'is not a name');
    return text;
  }

  texts(name: string): readonly string[] {
    return this.list(name).map((entry, i) => {
      if (typeof entry !== 'string') throw invalid(`${this.where}.${name}[${i}]`, 'is not a name');
      return entry;
    });
  }

  number(name: string, otherwise?: number): number {
    const value = this.has(name) ? this.at(name) : otherwise;
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      throw invalid(`${this.where}.${name}`, 'is not a number');
    }
    return value;
  }

  numbers(name: string): readonly number[] {
    return this.list(name).map((value, i) => {
      if (typeof value === 'number' && Number.isFinite(value)) return value;
      throw invalid(`${this.where}.${name}[${i}]`, 'is not a number');
    });
  }

  flag(name: string, otherwise: boolean): boolean {
    const value = this.at(name) ?? otherwise;
    if (typeof value !== 'boolean') throw invalid(`${this.where}.${name}`, 'is neither true nor false');
    return value;
  }
}

function invalid(where: string, what: string): TwinwardError {
  return new TwinwardError('file.invalid', `${where} ${what}`, { field: where });
}
