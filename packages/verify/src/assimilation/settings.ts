import { Unsupported } from './unsupported.ts';

/** The words of a `settings` text, such as `infl=1.02 rot loc_rad=4`, each of which must be asked for. */
export class Settings {
  readonly #words = new Map<string, string | true>();

  constructor(text: string) {
    for (const word of text.split(/[\s,;]+/)) {
      if (word === '') continue;
      const at = word.indexOf('=');
      this.#words.set(at < 0 ? word : word.slice(0, at), at < 0 ? true : word.slice(at + 1));
    }
  }

  /** The number a word gives; the default, if there is one, when the word is not there. */
  number(name: string, otherwise?: number): number {
    const text = this.#words.get(name);
    this.#words.delete(name);
    if (text === undefined && otherwise !== undefined) return otherwise;
    const value = typeof text === 'string' ? Number(text) : Number.NaN;
    if (Number.isFinite(value)) return value;
    throw new Unsupported(text === undefined ? `${name} is not given` : `${name} is not a number: ${text}`);
  }

  /** Whether a word is there by itself or as true; false for `name=False`, `name=0`. */
  flag(name: string): boolean {
    const text = this.#words.get(name);
    this.#words.delete(name);
    if (text === undefined) return false;
    if (text === true || /^(true|1)$/i.test(text)) return true;
    if (/^(false|0|none)$/i.test(text)) return false;
    throw new Unsupported(`${name} is neither on nor off: ${text}`);
  }

  /** What a word says; the default when it is not there. */
  word(name: string, otherwise: string): string {
    const text = this.#words.get(name);
    this.#words.delete(name);
    return typeof text === 'string' ? text : otherwise;
  }

  /** Refuses words that no one asked for. */
  finish(): void {
    const left = [...this.#words.keys()];
    if (left.length > 0) throw new Unsupported(`unknown setting ${left.join(', ')}`);
  }
}
