import { type RandomSource, TwinwardError } from '@twinward/contract';
import { drawHeldtParameters } from '@twinward/twins/patient';
import { runSteadyScenario, type SteadyScenario, type SteadyState } from '../circulation/steady-scenario.ts';

/** People outside are drawn again: mmHg, L/min. */
const PLAUSIBLE = { MAP: [55, 130], CO: [2.5, 9], RAP: [-2, 12] } as const;
const TRIES = 20;

/** People drawn from the published population, each in one of the conditions of the file; draws that could not live are drawn again. */
export function virtualPerson(
  scenarios: readonly SteadyScenario[],
  person: number,
  random: RandomSource,
): SteadyState {
  const scenario = scenarios[person % scenarios.length]!;
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const theta = drawHeldtParameters(random.draws(person, 0, attempt));
    const state = stateOf(scenario, theta);
    if (state !== null && plausible(state)) return state;
  }
  throw new TwinwardError('solver.failed', `no plausible person was drawn for ${scenario.name}`, {
    field: 'scenario',
    row: scenario.row,
  });
}

function stateOf(scenario: SteadyScenario, theta: Float64Array): SteadyState | null {
  try {
    return runSteadyScenario(scenario, theta).state;
  } catch (error) {
    if (error instanceof TwinwardError && error.code === 'model.invalid') return null;
    throw error;
  }
}

function plausible(state: SteadyState): boolean {
  return (['MAP', 'CO', 'RAP'] as const).every((name) => {
    const [low, high] = PLAUSIBLE[name];
    return state[name] >= low && state[name] <= high;
  });
}
