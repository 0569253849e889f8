import { type Draws, type RandomSource, TwinwardError } from '@twinward/contract';
import { drawHeldtParameters, sizeHeldtParameters } from '@twinward/twins/patient';
import { runSteadyScenario, type SteadyScenario, type SteadyState } from '../circulation/steady-scenario.ts';

/**
 * Kilograms of the people of Heldt's table, who are of one size: their blood, 5150 mL within 4 %, at 70 mL/kg (Guyton and Hall, Medical
 * Physiology).
 */
const TABLE_WEIGHT = 74;
/**
 * Weight of adults, half of them men: mean and standard deviation of the logarithm of pounds in the United States (Brainard and Burmaster 1992,
 * Risk Anal. 12:267-275).
 */
const MEN = { mean: 5.13, sd: 0.17 } as const;
const WOMEN = { mean: 4.96, sd: 0.2 } as const;
const POUND = 0.45359237;
/** Surface of the body goes with weight to this power (Livingston and Lee 2001, Am. J. Physiol. 281:E586-E591), and the circulation with surface. */
const SURFACE = 0.6466;

/** People outside are drawn again: mmHg, and L/min for someone of the table's size. */
const PLAUSIBLE = { MAP: [55, 130], CO: [2.5, 9], RAP: [-2, 12] } as const;
const TRIES = 20;

/**
 * Adults: of the published population, each of a size of their own and in one of the conditions of the file. Draws that could not live are drawn
 * again.
 */
export function virtualPerson(
  scenarios: readonly SteadyScenario[],
  person: number,
  random: RandomSource,
): SteadyState {
  const scenario = scenarios[person % scenarios.length]!;
  const sizes = random.derive('size');
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const size = adultSize(sizes.draws(person, 0, attempt));
    const theta = drawHeldtParameters(random.draws(person, 0, attempt));
    const state = stateOf(scenario, sizeHeldtParameters(theta, size));
    if (state !== null && plausible(state, size)) return state;
  }
  throw new TwinwardError('solver.failed', `no plausible person was drawn for ${scenario.name}`, {
    field: 'scenario',
    row: scenario.row,
  });
}

/** Surface of an adult's body against that of the people of the table. */
function adultSize(draws: Draws): number {
  const { mean, sd } = draws.uniform() < 0.5 ? MEN : WOMEN;
  const weight = POUND * Math.exp(mean + sd * draws.normal());
  return (weight / TABLE_WEIGHT) ** SURFACE;
}

function stateOf(scenario: SteadyScenario, theta: Float64Array): SteadyState | null {
  try {
    return runSteadyScenario(scenario, theta).state;
  } catch (error) {
    if (error instanceof TwinwardError && error.code === 'model.invalid') return null;
    throw error;
  }
}

function plausible(state: SteadyState, size: number): boolean {
  const within = (value: number, [low, high]: readonly [number, number]): boolean =>
    value >= low && value <= high;
  return (
    within(state.MAP, PLAUSIBLE.MAP) &&
    within(state.RAP, PLAUSIBLE.RAP) &&
    within(state.CO / size, PLAUSIBLE.CO)
  );
}
