/** Seconds of the wall clock that what is shown lags behind what came, so that it moves evenly over an uneven network. */
const LAG = 0.35;
/** Beyond so many seconds off, the playhead jumps; below, it is drawn towards its place by this share with each arrival. */
const JUMP = 1.5;
const PULL = 0.08;

/** Where a trace has been drawn up to, moving as evenly as the wall clock while samples arrive in pieces. */
export class Playhead {
  #played = 0;
  #wall = 0;
  #speed = 0;
  #arrived = 0;
  #started = false;

  /** The last second that has arrived. */
  get arrived(): number {
    return this.#arrived;
  }

  /** Samples up to a second have come, at a wall-clock time in seconds, played at so many times life's speed. */
  arrive(second: number, wall: number, speed: number): void {
    const target = second - LAG * speed;
    const here = this.at(wall);
    const off = target - here;
    this.#arrived = second;
    this.#played = !this.#started || Math.abs(off) > JUMP * Math.max(1, speed) ? target : here + PULL * off;
    this.#wall = wall;
    this.#speed = speed;
    this.#started = true;
  }

  /** From here on at another speed; 0 holds it. */
  setSpeed(speed: number, wall: number): void {
    this.#played = this.at(wall);
    this.#wall = wall;
    this.#speed = speed;
  }

  /** The second to draw up to at a wall-clock time; never beyond what has arrived. */
  at(wall: number): number {
    return Math.min(this.#arrived, this.#played + (wall - this.#wall) * this.#speed);
  }
}
