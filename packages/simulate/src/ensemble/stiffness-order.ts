import type { EnsembleArrays } from './ensemble-arrays.ts';
import type { PairIntegrator } from './pair-integrator.ts';

/**
 * Members ordered by how fast the fastest direction of their equations moves at the start, so that the two of a pair want
 * steps of like length. Members that move alike keep their order.
 */
export function stiffnessOrder(integrator: PairIntegrator, arrays: EnsembleArrays, t: number): Int32Array {
  const rates = new Float64Array(arrays.members);
  integrator.begin([]);
  for (let a = 0; a < arrays.members; a += 2) {
    const b = Math.min(a + 1, arrays.members - 1);
    integrator.load(0, a, arrays);
    integrator.load(1, b, arrays);
    integrator.fastestRates(t, rates, a, b);
  }
  return Int32Array.from(rates.keys()).sort((a, b) => rates[b]! - rates[a]! || a - b);
}
