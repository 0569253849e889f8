/** One thing that happened in a playback, as it is sent. */
export interface WaveEntry {
  /** Counts from 1 without a gap. */
  readonly seq: number;
  readonly name: 'samples' | 'vitals' | 'playback';
  readonly text: string;
}

/** What is kept at most for readers that come late or fall behind. */
const MOST_BYTES = 2 * 1024 * 1024;
const MOST_ENTRIES = 1200;

/** The latest entries of a playback. All readers share them: one that is slow costs nothing, it only finds that some are gone. */
export class WaveRing {
  #entries: WaveEntry[] = [];
  #from = 0;
  #bytes = 0;
  #head = 0;

  /** The last sequence given out; 0 before the first. */
  get head(): number {
    return this.#head;
  }

  /** The oldest sequence still kept; head + 1 when none is. */
  get oldest(): number {
    return this.#entries[this.#from]?.seq ?? this.#head + 1;
  }

  push(name: WaveEntry['name'], text: string): void {
    this.#head += 1;
    this.#entries.push({ seq: this.#head, name, text });
    this.#bytes += text.length;
    while (this.#bytes > MOST_BYTES || this.#entries.length - this.#from > MOST_ENTRIES) {
      this.#bytes -= this.#entries[this.#from]!.text.length;
      this.#from += 1;
    }
    if (this.#from > MOST_ENTRIES) {
      this.#entries = this.#entries.slice(this.#from);
      this.#from = 0;
    }
  }

  /** The entries after a sequence that are still kept, up to so many bytes but at least one. */
  after(seq: number, bytes: number): readonly WaveEntry[] {
    const start = this.#from + Math.max(0, seq + 1 - this.oldest);
    let end = start;
    for (let sum = 0; end < this.#entries.length && (end === start || sum < bytes); end++)
      sum += this.#entries[end]!.text.length;
    return this.#entries.slice(start, end);
  }
}
