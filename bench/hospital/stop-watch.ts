/** Measures one thing several times: the least seconds by the clock, and of the processor, which other programs do not lengthen as much. */
export class StopWatch {
  seconds: number = Number.POSITIVE_INFINITY;
  busy: number = Number.POSITIVE_INFINITY;

  time<Result>(work: () => Result): Result {
    const [started, began] = [performance.now(), process.cpuUsage()];
    const result = work();
    const { user, system } = process.cpuUsage(began);
    this.seconds = Math.min(this.seconds, (performance.now() - started) / 1e3);
    this.busy = Math.min(this.busy, (user + system) / 1e6);
    return result;
  }

  words(): string {
    return `${this.seconds.toFixed(2)} (${this.busy.toFixed(2)})`;
  }
}
