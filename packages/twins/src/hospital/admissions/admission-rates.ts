import { TwinwardError } from '@twinward/contract';
import type { CountDistribution } from '../stays/count-distribution.ts';
import { countForecast } from './count-forecast.ts';

/** What was counted in the parts of one day. */
export interface DayCounts {
  /** 0 for Monday to 6 for Sunday. */
  readonly weekday: number;
  /** As many counts as the day has parts. */
  readonly counts: readonly number[];
}

const WEEKDAYS = 7;
/** A day's weight after one more day, so that rates follow slow change: half after two years. */
const DISCOUNT = 0.999;
/** Days of one weekday that the mean of all weekdays counts for when they do not differ beyond chance. */
const MOST_SHRUNK = 10_000;

/**
 * Rates of admission by weekday and part of the day, learnt from a stream of counts. Counts are Poisson; a weekday's rate for a
 * part of the day is Gamma distributed about that of all weekdays, as widely as the weekdays are seen to differ (empirical
 * Bayes; Gelman et al. 2013, Bayesian Data Analysis, section 2.6), and old days count for less.
 *
 * @example
 * const rates = new AdmissionRates(1);
 * for (let day = 0; day < 70; day++) rates.learn({ weekday: day % 7, counts: [40] });
 * rates.forecast(0, 0).mean; // 40
 */
export class AdmissionRates {
  readonly #parts: number;
  /** Discounted counts by weekday and part, and days by weekday. */
  readonly #sums: Float64Array;
  readonly #days: Float64Array = new Float64Array(WEEKDAYS);
  /** Of every part the mean of all weekdays; and the days it counts for. Made anew after learning. */
  #prior: { readonly means: readonly number[]; readonly days: number } | null = null;

  /** `parts`: into how many parts a day is divided, at least one. */
  constructor(parts: number) {
    if (!(Number.isInteger(parts) && parts >= 1)) refuse('parts', `a day of ${parts} parts`);
    this.#parts = parts;
    this.#sums = new Float64Array(WEEKDAYS * parts);
  }

  /** Takes in one more day. Throws `observation.invalid` for a weekday that is none or counts that are no whole numbers from 0 on. */
  learn({ weekday, counts }: DayCounts): void {
    checkWeekday(weekday);
    if (counts.length !== this.#parts)
      refuse('counts', `${counts.length} counts for ${this.#parts} parts of a day`);
    for (const count of counts)
      if (!(Number.isInteger(count) && count >= 0)) refuse('counts', `${count} admissions`);
    for (const index of this.#sums.keys()) this.#sums[index] = this.#sums[index]! * DISCOUNT;
    for (const index of this.#days.keys()) this.#days[index] = this.#days[index]! * DISCOUNT;
    for (const [part, count] of counts.entries()) this.#sums[weekday * this.#parts + part]! += count;
    this.#days[weekday]! += 1;
    this.#prior = null;
  }

  /** What will be counted in a part of a day. Throws `observation.invalid` before anything was learnt. */
  forecast(weekday: number, part: number): CountDistribution {
    checkWeekday(weekday);
    this.#prior ??= this.#learnPrior();
    const { means, days } = this.#prior;
    const shape = days * means[part]! + this.#sums[weekday * this.#parts + part]!;
    return countForecast(shape, days + this.#days[weekday]!);
  }

  #learnPrior(): { readonly means: readonly number[]; readonly days: number } {
    const total = this.#days.reduce((sum, days) => sum + days, 0);
    if (total === 0) refuse('counts', 'no day was taken in yet');
    let [between, level] = [0, 0];
    const means = Array.from({ length: this.#parts }, (_, part) => {
      let sum = 0;
      for (let day = 0; day < WEEKDAYS; day++) sum += this.#sums[day * this.#parts + part]!;
      const mean = sum / total;
      for (let day = 0; day < WEEKDAYS; day++) {
        const days = this.#days[day]!;
        if (days > 0) between += (this.#sums[day * this.#parts + part]! / days - mean) ** 2 - mean / days;
      }
      level += WEEKDAYS * mean;
      return mean;
    });
    const days = between > 0 ? Math.min(level / between, MOST_SHRUNK) : MOST_SHRUNK;
    return { means, days };
  }
}

function checkWeekday(weekday: number): void {
  if (!(Number.isInteger(weekday) && weekday >= 0 && weekday < WEEKDAYS))
    refuse('weekday', `weekday ${weekday}`);
}

function refuse(field: string, what: string): never {
  throw new TwinwardError('observation.invalid', `admissions cannot be learnt from ${what}`, { field });
}
