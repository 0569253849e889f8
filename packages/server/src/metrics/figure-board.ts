import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';

/** What is measured elsewhere and asked for when somebody reads the figures. */
export interface FigureSources {
  /** Rows waiting for a commit. */
  waiting(): number;
  /** Twins that have not folded all that is recorded. */
  lag(): number;
  /** Events folded since the start. */
  folded(): number;
  /** Twins held in memory. */
  hot(): number;
  /** Twins whose last turn failed. */
  failing(): number;
  /** Open event streams. */
  streams(): number;
}

/** The server's figures, for Prometheus. */
export class FigureBoard {
  readonly #registry = new Registry();
  readonly #ingested: Counter;
  readonly #refused: Counter<'code'>;

  constructor(sources: FigureSources) {
    const registers = [this.#registry];
    collectDefaultMetrics({ register: this.#registry, prefix: 'twinward_' });
    this.#ingested = new Counter({
      name: 'twinward_events_recorded_total',
      help: 'Events committed to the record by this process',
      registers,
    });
    this.#refused = new Counter({
      name: 'twinward_requests_refused_total',
      help: 'Requests answered with a problem, by its code',
      labelNames: ['code'],
      registers,
    });
    const gauge = (name: string, help: string, read: () => number) =>
      new Gauge({
        name: `twinward_${name}`,
        help,
        registers,
        collect() {
          this.set(read());
        },
      });
    gauge('append_waiting', 'Rows waiting for a commit', sources.waiting);
    gauge('twins_lagging', 'Twins that have not folded all that is recorded', sources.lag);
    gauge('events_folded', 'Events folded into beliefs since the start', sources.folded);
    gauge('twins_hot', 'Twins held in memory', sources.hot);
    gauge('twins_failing', 'Twins whose last turn failed', sources.failing);
    gauge('streams_open', 'Open event streams', sources.streams);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  recorded(count: number): void {
    this.#ingested.inc(count);
  }

  refused(code: string): void {
    this.#refused.inc({ code });
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }

  close(): void {
    this.#registry.clear();
  }
}
