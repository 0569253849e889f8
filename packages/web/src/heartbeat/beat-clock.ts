// The phase of the heart on the screen. It has no time of its own: one turn lasts as long as the twin says a beat does.

/** Told the phase, 0 to 1, whenever the picture must be drawn anew. */
export type PhaseListener = (phase: number) => void;

/** Turns wall time into the phase of a beat, for all pictures of a page together. */
export class BeatClock {
  readonly #listeners = new Set<PhaseListener>();
  readonly #turns = new Set<() => void>();
  #period: number;
  #phase = 0;
  #before: number | null = null;
  #frame: number | null = null;

  /** `period`: seconds of a beat. */
  constructor(period: number) {
    this.#period = period;
  }

  get phase(): number {
    return this.#phase;
  }

  get playing(): boolean {
    return this.#frame !== null;
  }

  /** Takes over a newly estimated period; the phase goes on from where it is. */
  setPeriod(seconds: number): void {
    if (seconds > 0 && Number.isFinite(seconds)) this.#period = seconds;
  }

  /** Calls at once, then at every change of phase; returns the way out. */
  listen(listener: PhaseListener): () => void {
    this.#listeners.add(listener);
    listener(this.#phase);
    return () => this.#listeners.delete(listener);
  }

  /** Called when it starts or stops. */
  readonly onTurn = (listener: () => void): (() => void) => {
    this.#turns.add(listener);
    return () => this.#turns.delete(listener);
  };

  play(): void {
    if (this.#frame !== null) return;
    this.#before = null;
    this.#frame = requestAnimationFrame(this.#step);
    for (const turn of this.#turns) turn();
  }

  pause(): void {
    if (this.#frame === null) return;
    cancelAnimationFrame(this.#frame);
    this.#frame = null;
    for (const turn of this.#turns) turn();
  }

  /** Goes to a phase. */
  seek(phase: number): void {
    this.#phase = phase - Math.floor(phase);
    this.#tell();
  }

  readonly #step = (now: number): void => {
    // a page in the background gets no frames: what was missed is not caught up with
    const passed = this.#before === null ? 0 : Math.min(0.1, (now - this.#before) / 1000);
    this.#before = now;
    this.#phase = (this.#phase + passed / this.#period) % 1;
    this.#frame = requestAnimationFrame(this.#step);
    this.#tell();
  };

  #tell(): void {
    for (const listener of this.#listeners) listener(this.#phase);
  }
}
