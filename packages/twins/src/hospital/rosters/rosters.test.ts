import type { IntegerProgram } from '@twinward/contract';
import { describe, expect, it } from 'vitest';
import { roster, rosterProgram } from './roster.ts';
import type { RosterProblem } from './roster-problem.ts';
import { type SlotPlanProblem, slotPlan, slotPlanProgram } from './slot-plan.ts';

const SHIFTS = [
  { name: 'day', start: 420, minutes: 720 },
  { name: 'night', start: 1_140, minutes: 720 },
];
const need = (day: number, shift: string, people = 1) => ({
  day,
  shift,
  skill: 'nurse',
  people,
  shortCost: 10,
});

function problem(more: Partial<RosterProblem> = {}): RosterProblem {
  const people = ['A', 'B'].map((name) => ({ name, skills: ['nurse'], maximumShifts: 2 }));
  const demand = [need(0, 'day'), need(0, 'night'), need(1, 'day'), need(1, 'night')];
  return { days: 2, shifts: SHIFTS, people, demand, ...more };
}

/** Tries every choice of zeros and ones: what stands in for a solver where only the program is judged. */
async function everyChoice(program: IntegerProgram) {
  const { columns, rows } = program;
  let best = { objective: Number.POSITIVE_INFINITY, x: [] as number[] };
  for (let code = 0; code < 2 ** columns.length; code++) {
    const x = columns.map((_, j) => (code >> j) & 1);
    const sums = rows.map((row) => row.columns.reduce((sum, j, n) => sum + row.weights[n]! * x[j]!, 0));
    const legal = rows.every((row, i) => sums[i]! >= row.lower && sums[i]! <= row.upper);
    const objective = columns.reduce((sum, { cost }, j) => sum + cost * x[j]!, 0);
    if (legal && objective < best.objective) best = { objective, x };
  }
  const status = best.x.length > 0 ? ('optimal' as const) : ('infeasible' as const);
  return { status, ...best, bound: best.objective, gap: 0 };
}

describe('rosters', () => {
  it('covers every shift and lets nobody start before the rest is over', async () => {
    const { duties, short, cost } = await roster(problem(), everyChoice);
    expect(short).toEqual([]);
    expect(cost).toBe(0);
    const nights = duties.filter(({ day, shift }) => day === 0 && shift === 'night');
    const after = duties.filter(({ day, shift }) => day === 1 && shift === 'day');
    expect(nights).toHaveLength(1);
    expect(after[0]!.person).not.toBe(nights[0]!.person);
  });

  it('says what is short instead of breaking a rule', async () => {
    const [only] = problem().people;
    const { duties, short, cost } = await roster(problem({ people: [only!] }), everyChoice);
    expect(duties).toHaveLength(2);
    expect(short).toHaveLength(2);
    expect(cost).toBe(20);
  });

  it('keeps a wish where that costs less than being short', async () => {
    const [a, b] = problem().people;
    const wish = { ...a!, wishes: [{ day: 0, cost: 3 }] };
    const { duties, cost } = await roster(problem({ people: [wish, b!] }), everyChoice);
    expect(cost).toBe(3);
    expect(duties.filter(({ person, day }) => person === 'A' && day === 0)).toHaveLength(1);
  });

  it('lets nobody who came off a night begin the day, and puts no one where they are away', () => {
    const [a, b] = problem().people;
    const people = [
      { ...a!, before: 'night' },
      { ...b!, away: [1] },
    ];
    const { columns } = rosterProgram(problem({ people }));
    // A: night of day 0 and both of day 1; B: both of day 0; then four for what is short.
    expect(columns).toHaveLength(3 + 2 + 4);
  });

  it('refuses to roster a person who must work and cannot', async () => {
    const people = problem().people.map((person) => ({ ...person, skills: ['porter'], minimumShifts: 1 }));
    await expect(roster(problem({ people }), everyChoice)).rejects.toMatchObject({ code: 'solver.failed' });
  });

  it.each([
    [{ days: 0 }, 'days'],
    [{ people: [] }, 'people'],
    [{ shifts: [{ name: 'day', start: 1_500, minutes: 60 }] }, 'shifts/0/start'],
    [{ demand: [need(2, 'day')] }, 'demand/0/day'],
    [{ demand: [need(0, 'noon')] }, 'demand/0/shift'],
    [{ demand: [need(0, 'day'), need(0, 'day')] }, 'demand/1'],
    [
      { people: [{ name: 'A', skills: ['nurse'], maximumShifts: 2, minimumShifts: 3 }] },
      'people/0/minimumShifts',
    ],
  ])('refuses %j, naming the field', async (more, field) => {
    await expect(roster(problem(more as Partial<RosterProblem>), everyChoice)).rejects.toMatchObject({
      code: 'usage',
      place: { field },
    });
  });
});

describe('plans of slots', () => {
  const day: SlotPlanProblem = {
    slots: 4,
    chairs: 1,
    nursing: [1, 1, 1, 1],
    visits: [{ name: 'infusion', count: 2, load: [1, 1] }],
    overCost: 5,
  };

  it('places visits one after the other when there is one chair', async () => {
    const { starts, held, over, cost } = await slotPlan(day, wholeStarts);
    expect(starts.map(({ slot }) => slot)).toEqual([0, 2]);
    expect(held).toEqual([1, 1, 1, 1]);
    expect(over).toEqual([0, 0, 0, 0]);
    expect(cost).toBe(0);
  });

  it('says so when the chairs do not suffice', async () => {
    const crowded = { ...day, visits: [{ name: 'infusion', count: 3, load: [1, 1] }] };
    await expect(slotPlan(crowded, wholeStarts)).rejects.toMatchObject({ place: { field: 'chairs' } });
  });

  it('has no start that would end after the day', () => {
    expect(slotPlanProgram(day).columns).toHaveLength(3 + 4);
  });

  it('refuses nursing that does not fit the slots', async () => {
    await expect(slotPlan({ ...day, nursing: [1] }, wholeStarts)).rejects.toMatchObject({
      place: { field: 'nursing' },
    });
  });
});

/** Tries none or one visit at each start, none beyond the nursing; enough where the days are so small. */
async function wholeStarts(program: IntegerProgram) {
  return everyChoice({
    ...program,
    columns: program.columns.map((column) => ({ ...column, upper: column.whole ? 1 : 0 })),
  });
}
