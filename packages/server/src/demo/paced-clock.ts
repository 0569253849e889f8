// The time of the demo: the wall clock's, or some times faster, and never behind what it was before a restart.
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Instant, instant } from '@twinward/contract';
import type { Clock } from '@twinward/record';

/** How far ahead the kept time runs, milliseconds of the wall clock, and how often it is kept. */
const AHEAD = 15_000;
const KEPT_EVERY = 10_000;

/**
 * A clock that runs `speed` times as fast as life. What is ahead of the wall clock stays ahead: the time reached is kept in the data
 * folder, a little early, so that after a crash no event is recorded before its predecessors. At speed 1 in a folder that never
 * ran faster it is the wall clock.
 */
export class PacedClock implements Clock {
  readonly speed: number;
  readonly #path: string;
  readonly #wallStart: number = Date.now();
  readonly #start: number;
  readonly #timer: NodeJS.Timeout | null;

  constructor(folder: string, speed: number) {
    this.speed = speed;
    this.#path = join(folder, 'clock');
    this.#start = Math.max(this.#wallStart, keptTime(this.#path));
    const paced = speed !== 1 || this.#start > this.#wallStart;
    if (paced) this.#keep(AHEAD);
    this.#timer = paced ? setInterval(() => this.#keep(AHEAD), KEPT_EVERY).unref() : null;
  }

  now(): Instant {
    return instant(Math.floor(this.#start + (Date.now() - this.#wallStart) * this.speed));
  }

  /** Keeps the time exactly and stops keeping it. */
  close(): void {
    if (this.#timer === null) return;
    clearInterval(this.#timer);
    this.#keep(0);
  }

  #keep(ahead: number): void {
    writeFileSync(`${this.#path}.new`, `${this.now() + Math.ceil(ahead * this.speed)}\n`, { mode: 0o600 });
    renameSync(`${this.#path}.new`, this.#path);
  }
}

function keptTime(path: string): number {
  try {
    const time = Number(readFileSync(path, 'utf8'));
    return Number.isFinite(time) ? time : 0;
  } catch {
    return 0;
  }
}
