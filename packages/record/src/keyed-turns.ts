/** Lets work under the same name run one after the other; work under other names goes on beside it. */
export class KeyedTurns {
  readonly #last = new Map<string, Promise<unknown>>();

  /** Runs the work when everything begun before under any of the names has ended. */
  run<T>(names: readonly string[], work: () => Promise<T>): Promise<T> {
    const before = names.map((name) => this.#last.get(name) ?? Promise.resolve());
    const turn = Promise.all(before).then(work);
    const ended = turn.then(
      () => undefined,
      () => undefined,
    );
    for (const name of names) {
      this.#last.set(name, ended);
      void ended.then(() => {
        if (this.#last.get(name) === ended) this.#last.delete(name);
      });
    }
    return turn;
  }
}
