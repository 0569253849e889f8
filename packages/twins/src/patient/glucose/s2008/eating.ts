/** A meal: grams of carbohydrate, announced at the start of a whole minute. */
export interface Meal {
  readonly minute: number;
  readonly carbohydrate: number;
}

/** Grams of carbohydrate eaten per minute. */
const PACE = 5;

/**
 * Carbohydrate eaten in each of the first `minutes` minutes, mg/min: meals are eaten at 5 g/min from their minute on, the
 * last minute taking what is left. A meal announced while another is eaten waits its turn and prolongs it. Meals outside
 * the minutes asked for are left out.
 *
 * @example
 * carbohydratePerMinute([{ minute: 1, carbohydrate: 12 }], 5); // 0, 5000, 5000, 2000, 0
 */
export function carbohydratePerMinute(meals: readonly Meal[], minutes: number): Float64Array {
  const announced = new Float64Array(minutes);
  for (const { minute, carbohydrate } of meals) {
    if (minute >= 0 && minute < minutes) announced[minute] = announced[minute]! + carbohydrate;
  }
  const eaten = new Float64Array(minutes);
  let waiting = 0;
  for (let minute = 0; minute < minutes; minute++) {
    waiting += announced[minute]!;
    const now = Math.min(PACE, waiting);
    waiting = Math.max(0, waiting - now);
    eaten[minute] = now * 1000;
  }
  return eaten;
}
