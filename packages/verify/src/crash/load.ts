import { setTimeout as wait } from 'node:timers/promises';
import { callApi } from './api.ts';

/** What the clients of the crash suite sent and what they were promised. */
export class Load {
  /** Numbers of the readings acknowledged. */
  readonly acknowledged: Set<number> = new Set();
  readonly #dataFolder: string;
  readonly #subjects: readonly string[];
  /** The first reading's instant, ms since 1970. */
  readonly start: number;
  #next = 0;
  #going = true;
  #paused = false;
  #clients: readonly Promise<void>[] = [];

  constructor(dataFolder: string, subjects: readonly string[], start: number) {
    this.#dataFolder = dataFolder;
    this.#subjects = subjects;
    this.start = start;
  }

  /** Readings begun, acknowledged or not. */
  get sent(): number {
    return this.#next;
  }

  /** An instant not before the latest reading's, ms since 1970. */
  get latest(): number {
    return this.start + (5 * this.#next * 60_000) / this.#subjects.length + 3_600_000;
  }

  /** Several clients send readings one after another; whoever gets no acknowledgement sends the same reading again. */
  begin(clients: number): void {
    this.#clients = Array.from({ length: clients }, () => this.#client());
  }

  /** Nothing new is begun until `resume`, so that what was promised can be counted. */
  pause(): void {
    this.#paused = true;
  }

  resume(): void {
    this.#paused = false;
  }

  async end(): Promise<void> {
    this.#going = false;
    this.#paused = false;
    await Promise.all(this.#clients);
  }

  async #client(): Promise<void> {
    while (this.#going) {
      if (this.#paused) {
        await wait(25);
        continue;
      }
      const number = this.#next++;
      while (!(await this.#send(number)) && this.#going) await wait(25);
    }
  }

  async #send(number: number): Promise<boolean> {
    const subject = this.#subjects[number % this.#subjects.length]!;
    const turn = Math.floor(number / this.#subjects.length);
    // Every seventh reading is late: it is effective before the one sent ahead of it.
    const minutes = 5 * (turn % 7 === 6 ? turn - 3 : turn) + (turn % 7 === 6 ? 2 : 0);
    const reply = await callApi(this.#dataFolder, 'POST', '/observations', {
      subject,
      code: { system: 'http://loinc.org', code: '99504-3' },
      effectiveAt: new Date(this.start + minutes * 60_000).toISOString(),
      value: { kind: 'quantity', value: 110 + ((number * 7919) % 41), unit: 'mg/dL' },
      source: { system: 'crash-suite', id: String(number) },
    });
    if (reply === null) return false;
    this.acknowledged.add(number);
    return true;
  }
}
