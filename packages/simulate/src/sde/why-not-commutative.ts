import { differentiate } from '../graph/differentiate.ts';
import type { StochasticEquations } from './stochastic-equations.ts';

/**
 * Why the noise needs double integrals of two processes, which no number drawn for one of them can give (Kloeden and Platen 1992,
 * section 10.3), in words; null where it does not: one process drives everything, or each drives one state and its diffusion does not
 * depend on states that others drive.
 */
export function whyNotCommutative({ drift, processes, diffusion }: StochasticEquations): string | null {
  const driven = new Set<number>();
  for (const { state } of diffusion) {
    if (driven.has(state)) return `${drift.states[state]} is driven by more than one process`;
    driven.add(state);
  }
  if (processes.length <= 1) return null;
  const drives = new Map<number, number>();
  for (const { state, process } of diffusion) {
    const other = drives.get(process);
    if (other !== undefined) {
      return `${processes[process]} drives both ${drift.states[other]} and ${drift.states[state]}, beside other processes`;
    }
    drives.set(process, state);
  }
  for (const { state, is } of diffusion) {
    for (const other of driven) {
      if (other === state) continue;
      if (differentiate(drift.graph, is, drift.graph.named(drift.states[other]!)!) !== null) {
        return `the diffusion of ${drift.states[state]} depends on ${drift.states[other]}, which another process drives`;
      }
    }
  }
  return null;
}
