// Phenytoin, whose metabolism saturates and wanders: levels after a month, and what 13 % more does to the same people.
import {
  compileStochasticEquations,
  defineEquations,
  stochasticEquations,
  stochasticPaths,
} from '@twinward/simulate';

const phenytoin = defineEquations(
  {
    time: 'd',
    states: { A: 'mg', z: '1' },
    parameters: { Vmax: 'mg/d', Km: 'mg/L', V: 'L', tau: 'd', sd: '1' },
    inputs: { dose: 'mg/d' },
  },
  ({ A, z, Vmax, Km, V, tau, dose }, is) => {
    const C = is`${A} / ${V}`;
    return {
      derivatives: { A: is`${dose} - ${Vmax} * exp(${z}) * ${C} / (${Km} + ${C})`, z: is`-${z} / ${tau}` },
      outputs: { C: { unit: 'mg/L', is: C } },
    };
  },
);
const system = compileStochasticEquations(stochasticEquations(phenytoin, { z: 'sd * sqrt(2 / tau)' }));

const members = 1000;
const people = { members, y: Float64Array.of(400, 0), yStride: 0, p: Float64Array.of(440, 4, 45, 5, 0.05) };
const options = { times: [0, 30], step: 0.125, seed: '00000000000000ff', method: 'sri', pStride: 0 } as const;
const levels = (dose: number): readonly number[] => {
  const { rows } = stochasticPaths(system, { ...people, ...options, u: Float64Array.of(dose), uStride: 0 });
  return Array.from({ length: members }, (_, member) => rows[2 * member + 1]!);
};
const range = (values: readonly number[]): string => {
  const sorted = values.toSorted((a, b) => a - b);
  return [0.05, 0.5, 0.95].map((share) => sorted[share * members]!.toFixed(1)).join(', ');
};
const [usual, more] = [levels(300), levels(340)];
console.log(`300 mg a day: ${range(usual)} mg/L (5, 50, 95 % of people)`);
console.log(`340 mg a day: ${range(more)} mg/L`);
console.log(`the same person: times ${range(more.map((level, member) => level / usual[member]!))}`);
