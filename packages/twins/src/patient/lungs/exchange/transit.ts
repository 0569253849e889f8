/** Blood on its way from one place to another: what goes in first comes out first, unmixed, and what comes out is as much as goes in. */
export class Transit {
  readonly #volumes: Float64Array;
  readonly #oxygen: Float64Array;
  readonly #dioxide: Float64Array;
  #first = 0;
  #count = 1;
  /** mL/mL of what came out last. */
  O2: number;
  CO2: number;

  /** @param volume mL under way; @param parcels at most so many portions of it; all of it holds `O2` and `CO2` mL/mL at first. */
  constructor(volume: number, parcels: number, O2: number, CO2: number) {
    this.#volumes = new Float64Array(parcels);
    this.#oxygen = new Float64Array(parcels);
    this.#dioxide = new Float64Array(parcels);
    this.#volumes[0] = volume;
    this.#oxygen[0] = O2;
    this.#dioxide[0] = CO2;
    this.O2 = O2;
    this.CO2 = CO2;
  }

  /** Takes `volume` mL out at the far end and keeps what they held, on average, in `O2` and `CO2`. */
  draw(volume: number): void {
    if (volume <= 0) return;
    let [left, oxygen, dioxide] = [volume, 0, 0];
    const size = this.#volumes.length;
    while (left > 0 && this.#count > 0) {
      const at = this.#first;
      const part = Math.min(left, this.#volumes[at]!);
      oxygen += part * this.#oxygen[at]!;
      dioxide += part * this.#dioxide[at]!;
      left -= part;
      if (part < this.#volumes[at]!) {
        this.#volumes[at] = this.#volumes[at]! - part;
      } else {
        this.#first = (at + 1) % size;
        this.#count -= 1;
      }
    }
    this.O2 = oxygen / (volume - left);
    this.CO2 = dioxide / (volume - left);
  }

  /** Lets `volume` mL in at the near end; the newest portion is joined when there are too many. */
  fill(volume: number, O2: number, CO2: number): void {
    if (volume <= 0) return;
    const size = this.#volumes.length;
    if (this.#count === size) {
      const at = (this.#first + this.#count - 1) % size;
      const held = this.#volumes[at]!;
      this.#oxygen[at] = (held * this.#oxygen[at]! + volume * O2) / (held + volume);
      this.#dioxide[at] = (held * this.#dioxide[at]! + volume * CO2) / (held + volume);
      this.#volumes[at] = held + volume;
      return;
    }
    const at = (this.#first + this.#count) % size;
    this.#volumes[at] = volume;
    this.#oxygen[at] = O2;
    this.#dioxide[at] = CO2;
    this.#count += 1;
  }

  /** mL of a gas (STPD) under way. */
  held(gas: 'O2' | 'CO2'): number {
    const contents = gas === 'O2' ? this.#oxygen : this.#dioxide;
    let sum = 0;
    for (let i = 0; i < this.#count; i++) {
      const at = (this.#first + i) % this.#volumes.length;
      sum += this.#volumes[at]! * contents[at]!;
    }
    return sum;
  }
}
