// How a simulated person lives: when they eat, how well they count, when they take insulin. Drawn from a seed, day by day.
import { philox } from '@twinward/simulate';

/** One meal of a day and the insulin for it. */
export interface PlannedMeal {
  /** Minute of the local day. */
  readonly minute: number;
  /** Carbohydrate really eaten, g. */
  readonly grams: number;
  /** Carbohydrate as they count it: what is logged and dosed for, g. */
  readonly counted: number;
  /** Minute of the local day of the bolus. */
  readonly bolusMinute: number;
}

const MEALS = [
  { minute: 450, spread: 30, grams: 50, probability: 0.95 },
  { minute: 615, spread: 25, grams: 18, probability: 0.4 },
  { minute: 755, spread: 30, grams: 65, probability: 0.97 },
  { minute: 960, spread: 35, grams: 20, probability: 0.5 },
  { minute: 1130, spread: 35, grams: 75, probability: 1 },
  { minute: 1290, spread: 20, grams: 15, probability: 0.25 },
] as const;

/** Carbohydrate is counted within 15 % (1 sd) and written down to 5 g; one bolus in twenty-five comes an hour late. */
const COUNTING_SD = 0.15;
const FORGOTTEN = 0.04;

/** The meals of one local day (days since 1970), the same whenever they are asked for; `appetite` scales them. */
export function mealsOfDay(seed: string, day: number, appetite: number): readonly PlannedMeal[] {
  const draws = philox(seed).draws(0, 1, day);
  const meals: PlannedMeal[] = [];
  for (const meal of MEALS) {
    const [comes, when, size, counting, early, forgets] = [
      draws.uniform(),
      draws.normal(),
      draws.normal(),
      draws.normal(),
      draws.uniform(),
      draws.uniform(),
    ];
    if (comes > meal.probability) continue;
    const minute = Math.round(Math.min(1410, Math.max(30, meal.minute + meal.spread * when)));
    const grams = Math.round(Math.min(140, Math.max(8, meal.grams * appetite * Math.exp(0.22 * size))));
    const counted = Math.max(5, Math.round((grams * (1 + COUNTING_SD * counting)) / 5) * 5);
    const offset = forgets < FORGOTTEN ? 60 : Math.round(-12 + 24 * early);
    meals.push({ minute, grams, counted, bolusMinute: Math.min(1439, minute + offset) });
  }
  return meals;
}
