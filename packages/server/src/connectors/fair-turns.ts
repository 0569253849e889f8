/**
 * Lets so much work run at once and no more; what waits is begun sender by sender in turn, each sender's in its own order. Whoever sends much at once
 * waits for himself, and whoever sends one message after the other is not made to wait for him.
 */
export class FairTurns {
  readonly #most: number;
  readonly #waiting = new Map<unknown, (() => void)[]>();
  #running = 0;

  constructor(most: number) {
    this.#most = most;
  }

  /** Runs work when its sender's turn has come. */
  async run<T>(sender: unknown, work: () => Promise<T>): Promise<T> {
    if (this.#running < this.#most) this.#running += 1;
    else await this.#turn(sender);
    try {
      return await work();
    } finally {
      this.#next();
    }
  }

  #turn(sender: unknown): Promise<void> {
    return new Promise((begin) => {
      const queue = this.#waiting.get(sender);
      if (queue === undefined) this.#waiting.set(sender, [begin]);
      else queue.push(begin);
    });
  }

  /** Hands the place on; the sender who gets it stands last among those who wait. */
  #next(): void {
    const [first] = this.#waiting;
    if (first === undefined) {
      this.#running -= 1;
      return;
    }
    const [sender, queue] = first;
    const begin = queue.shift()!;
    this.#waiting.delete(sender);
    if (queue.length > 0) this.#waiting.set(sender, queue);
    begin();
  }
}
