// Tells how far copying has come, a line every tenth of the way.
import type { Progress } from '../postgres/postgres-server.ts';

/** Counts copied files and reports each full tenth. */
export class CopyProgress {
  readonly #total: number;
  readonly #verb: string;
  readonly #report: Progress;
  #done = 0;

  constructor(total: number, verb: string, report: Progress) {
    this.#total = total;
    this.#verb = verb;
    this.#report = report;
  }

  step(): void {
    const tenths = (): number => Math.floor((this.#done * 10) / this.#total);
    const before = tenths();
    this.#done += 1;
    if (tenths() > before) this.#report(`${this.#verb} ${tenths() * 10} % of ${this.#total} files`);
  }
}
