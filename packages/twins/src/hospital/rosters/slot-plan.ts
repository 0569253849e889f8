import {
  type IntegerProgram,
  type IntegerSolver,
  type ProgramRow,
  type SolverLimits,
  TwinwardError,
} from '@twinward/contract';

/** Visits of one kind to be placed in a day. */
export interface SlotPlanVisit {
  readonly name: string;
  /** How many of them. */
  readonly count: number;
  /** Nursing load in each slot of the visit; its length is the visit's. */
  readonly load: readonly number[];
  /** First and last slot in which one may start; by default any that lets it end in the day. */
  readonly earliest?: number;
  readonly latest?: number;
}

/** A day of equal slots, its chairs and nurses, and the visits to place. */
export interface SlotPlanProblem {
  readonly slots: number;
  /** Chairs (or rooms) in every slot; a visit holds one from its start to its end. */
  readonly chairs: number;
  /** Nursing load that can be borne in each slot. */
  readonly nursing: readonly number[];
  readonly visits: readonly SlotPlanVisit[];
  /** What a unit of load beyond it costs in a slot. */
  readonly overCost: number;
  /** What each slot that a visit starts later costs; default 0. */
  readonly delayCost?: number;
}

/** How many visits of each kind start in each slot. */
export interface SlotPlan {
  readonly starts: readonly { readonly visit: string; readonly slot: number; readonly count: number }[];
  /** Nursing load and chairs held in each slot. */
  readonly load: readonly number[];
  readonly held: readonly number[];
  /** Load beyond the nursing of each slot. */
  readonly over: readonly number[];
  readonly cost: number;
  readonly bound: number;
  readonly gap: number;
}

interface Start {
  readonly visit: SlotPlanVisit;
  readonly slot: number;
}

/**
 * The cheapest plan of a day's visits: when each kind starts so that chairs suffice and nurses carry no more than they can, or as
 * little more as possible; a mixed-integer program with one whole number for each kind and slot.
 *
 * Throws `usage` for a problem that is none, naming the field; `solver.failed` when the chairs do not suffice for the visits.
 *
 * @example
 * const visits = [{ name: 'infusion', count: 2, load: [2, 1, 1] }];
 * const program = slotPlanProgram({ slots: 4, chairs: 1, nursing: [2, 2, 2, 2], visits, overCost: 1 });
 * program.columns.length; // 6: two slots to start in, four loads beyond
 */
export async function slotPlan(
  problem: SlotPlanProblem,
  solve: IntegerSolver,
  limits: SolverLimits = {},
): Promise<SlotPlan> {
  check(problem);
  const starts = startsOf(problem);
  const { status, x, objective, bound, gap } = await solve(slotPlanProgram(problem), limits);
  if (status === 'infeasible' || status === 'none-found') {
    throw new TwinwardError('solver.failed', `the visits cannot be placed (${status})`, {
      field: 'chairs',
      remedy:
        status === 'infeasible'
          ? 'add chairs or slots, or widen when visits may start'
          : 'allow more seconds',
    });
  }
  const slots = Array.from({ length: problem.slots }, (_, slot) => slot);
  const sum = (of: (start: Start, slot: number) => number) =>
    slots.map((slot) => starts.reduce((total, start, j) => total + x[j]! * of(start, slot), 0));
  return {
    starts: starts
      .map(({ visit, slot }, j) => ({ visit: visit.name, slot, count: x[j]! }))
      .filter(({ count }) => count > 0),
    load: sum(loadIn),
    held: sum((start, slot) => (holds(start, slot) ? 1 : 0)),
    over: slots.map((slot) => x[starts.length + slot]!),
    cost: objective,
    bound,
    gap,
  };
}

/** The problem as a program: how many start, by kind and slot, then the load beyond the nursing of each slot. */
export function slotPlanProgram(problem: SlotPlanProblem): IntegerProgram {
  const starts = startsOf(problem);
  const { slots, chairs, nursing, visits, overCost, delayCost = 0 } = problem;
  const rows: ProgramRow[] = visits.map((visit) =>
    weighed(starts, (start) => (start.visit === visit ? 1 : 0), visit.count, visit.count),
  );
  for (let slot = 0; slot < slots; slot++) {
    rows.push(weighed(starts, (start) => (holds(start, slot) ? 1 : 0), 0, chairs));
    const borne = weighed(starts, (start) => loadIn(start, slot), Number.NEGATIVE_INFINITY, nursing[slot]!);
    rows.push({
      ...borne,
      columns: [...borne.columns, starts.length + slot],
      weights: [...borne.weights, -1],
    });
  }
  const columns = [
    ...starts.map(({ visit, slot }) => ({
      cost: delayCost * slot,
      lower: 0,
      upper: visit.count,
      whole: true,
    })),
    ...nursing.map(() => ({ cost: overCost, lower: 0, upper: Number.POSITIVE_INFINITY, whole: false })),
  ];
  return { columns, rows: rows.filter((row) => row.columns.length > 0) };
}

function startsOf({ slots, visits }: SlotPlanProblem): readonly Start[] {
  return visits.flatMap((visit) => {
    const last = Math.min(visit.latest ?? slots, slots - visit.load.length);
    const all = Array.from({ length: slots }, (_, slot) => slot);
    return all
      .filter((slot) => slot >= (visit.earliest ?? 0) && slot <= last)
      .map((slot) => ({ visit, slot }));
  });
}

function holds(start: Start, slot: number): boolean {
  return slot >= start.slot && slot < start.slot + start.visit.load.length;
}

function loadIn(start: Start, slot: number): number {
  return start.visit.load[slot - start.slot] ?? 0;
}

function weighed(
  starts: readonly Start[],
  weight: (start: Start) => number,
  lower: number,
  upper: number,
): ProgramRow {
  const columns = starts.flatMap((start, j) => (weight(start) === 0 ? [] : [j]));
  return { columns, weights: columns.map((j) => weight(starts[j]!)), lower, upper };
}

function check({ slots, chairs, nursing, visits, overCost, delayCost = 0 }: SlotPlanProblem): void {
  if (!(Number.isInteger(slots) && slots >= 1 && slots <= 1_440))
    refuse('slots', `${slots} slots`, 'give 1 to 1,440');
  if (!(Number.isInteger(chairs) && chairs >= 1)) refuse('chairs', `${chairs} chairs`, 'give at least one');
  if (nursing.length !== slots || !nursing.every((load) => load >= 0 && Number.isFinite(load)))
    refuse('nursing', `${nursing.length} loads for ${slots} slots`, 'give one load from 0 on for each slot');
  if (!(overCost > 0 && Number.isFinite(overCost))) refuse('overCost', `${overCost}`, 'give a cost above 0');
  if (!(delayCost >= 0 && Number.isFinite(delayCost)))
    refuse('delayCost', `${delayCost}`, 'give a cost from 0 on');
  if (visits.length === 0) refuse('visits', 'nothing', 'give at least one kind of visit');
  for (const [n, visit] of visits.entries()) {
    const at = `visits/${n}`;
    if (!(Number.isInteger(visit.count) && visit.count >= 0))
      refuse(`${at}/count`, `${visit.count}`, 'give 0 or more');
    if (visit.load.length === 0 || !visit.load.every((load) => load >= 0 && Number.isFinite(load)))
      refuse(`${at}/load`, 'a load that is none', 'give a load from 0 on for each slot of the visit');
    if (visit.count > 0 && startsOf({ slots, chairs, nursing, visits: [visit], overCost }).length === 0)
      refuse(`${at}/earliest`, 'no slot to start in', 'let it start early enough to end in the day');
  }
}

function refuse(field: string, what: string, remedy: string): never {
  throw new TwinwardError('usage', `${what} is no part of a plan of slots`, { field, remedy });
}
