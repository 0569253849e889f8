// What is done to the simulated patient in hospital, by the clock of their admission. Drawn from a seed, the same whenever asked for.
import { philox, seedFrom } from '@twinward/simulate';
import type { GivenDose } from './virtual-drug-course.ts';

/** Blood volume given or lost. */
export interface VolumeChange {
  readonly type: 'fluid' | 'bleed';
  readonly minute: number;
  /** mL, above 0. */
  readonly volume: number;
  readonly over: number;
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** The plan of a stay. */
export class HospitalStay {
  /** Minute since 1970 of admission. */
  readonly admission: number;
  readonly #seed: string;

  constructor(seed: string, admission: number) {
    this.#seed = seedFrom(seed, 'stay');
    this.admission = admission;
  }

  /** Vancomycin: a first dose of 1500 mg over 90 min, then 1000 mg over an hour every 12 hours, some minutes early or late. */
  dosesBy(minute: number): readonly GivenDose[] {
    const doses: GivenDose[] = [];
    for (let k = 0; ; k++) {
      const at = this.admission + HOUR + 12 * HOUR * k + this.#late(1, k, 12);
      if (at > minute) return doses;
      doses.push(k === 0 ? { minute: at, amount: 1500, over: 90 } : { minute: at, amount: 1000, over: 60 });
    }
  }

  /** Minutes at which blood is drawn for a level: three and a half hours into treatment, then before every second dose. */
  samplesBy(minute: number): readonly number[] {
    const first = this.admission + 4 * HOUR + 30 + this.#late(2, 0, 10);
    const samples = [first];
    for (let k = 2; ; k += 2) {
      const at = this.admission + HOUR + 12 * HOUR * k - 40 + this.#late(2, k, 10);
      if (at > minute) return samples.filter((sample) => sample <= minute);
      samples.push(at);
    }
  }

  /** Fluid at five hours; a bleed at 45 and fluid for it; then some fluid every day. */
  volumesBy(minute: number): readonly VolumeChange[] {
    const at = (hour: number, stream: number) => this.admission + hour * HOUR + this.#late(3, stream, 30);
    const changes: VolumeChange[] = [
      { type: 'fluid', minute: at(5, 0), volume: 500, over: 30 },
      { type: 'bleed', minute: at(45, 1), volume: 450, over: 45 },
      { type: 'fluid', minute: at(47, 2), volume: 500, over: 30 },
    ];
    for (let day = 3; this.admission + day * DAY <= minute; day++) {
      changes.push({ type: 'fluid', minute: at(24 * day + 5, day + 1), volume: 250, over: 20 });
    }
    return changes.filter((change) => change.minute <= minute);
  }

  /** mL of blood volume gained, or below 0 lost, by a minute. */
  gainedBy(minute: number): number {
    return this.volumesBy(minute).reduce((sum, { type, minute: from, volume, over }) => {
      const share = Math.min(1, (minute - from) / over);
      return sum + (type === 'fluid' ? 1 : -1) * volume * share;
    }, 0);
  }

  /** Whether the patient is away for imaging, where no vital sign is written down. */
  isAway(minute: number): boolean {
    const hour = ((minute - this.admission) / HOUR) % 72;
    return hour >= 43.2 && hour < 44.2;
  }

  #late(stream: number, k: number, spread: number): number {
    return Math.round(spread * (2 * philox(this.#seed).draws(0, stream, k).uniform() - 1));
  }
}
