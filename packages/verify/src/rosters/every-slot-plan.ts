import type { SlotPlanProblem } from '@twinward/twins/hospital';

/** The least cost of all plans of a small day, by placing every visit in every slot in turn; null if the chairs never suffice. */
export function leastCostOfEveryPlan(problem: SlotPlanProblem): number | null {
  const visits = problem.visits.flatMap((visit) => Array.from({ length: visit.count }, () => visit));
  const held = new Array<number>(problem.slots).fill(0);
  const load = new Array<number>(problem.slots).fill(0);
  let least = Number.POSITIVE_INFINITY;
  const place = (n: number, delay: number): void => {
    const visit = visits[n];
    if (visit === undefined) {
      const over = load.reduce((sum, value, slot) => sum + Math.max(0, value - problem.nursing[slot]!), 0);
      least = Math.min(least, delay + over * problem.overCost);
      return;
    }
    for (let slot = visit.earliest ?? 0; slot + visit.load.length <= problem.slots; slot++) {
      if (slot > (visit.latest ?? problem.slots)) break;
      const fits = visit.load.every((_, k) => held[slot + k]! < problem.chairs);
      if (!fits) continue;
      for (const [k, each] of visit.load.entries()) {
        held[slot + k]! += 1;
        load[slot + k]! += each;
      }
      place(n + 1, delay + (problem.delayCost ?? 0) * slot);
      for (const [k, each] of visit.load.entries()) {
        held[slot + k]! -= 1;
        load[slot + k]! -= each;
      }
    }
  };
  place(0, 0);
  return Number.isFinite(least) ? least : null;
}
