import type {
  IntegerProgram,
  IntegerSolver,
  ProgramColumn,
  ProgramRow,
  SolverLimits,
} from '@twinward/contract';
import { TwinwardError } from '@twinward/contract';
import {
  checkRosterProblem,
  type RosterPerson,
  type RosterProblem,
  type RosterShift,
} from './roster-problem.ts';

/** One shift of one person. */
export interface RosterDuty {
  readonly person: string;
  readonly day: number;
  readonly shift: string;
  readonly skill: string;
}

/** Who works when, what is short, and how far from the best it may be. */
export interface Roster {
  readonly duties: readonly RosterDuty[];
  readonly short: readonly {
    readonly day: number;
    readonly shift: string;
    readonly skill: string;
    readonly people: number;
  }[];
  readonly cost: number;
  /** Nothing costs less than this. */
  readonly bound: number;
  /** 0: proven best. */
  readonly gap: number;
}

const DAY = 1_440;

interface Place extends RosterDuty {
  readonly who: number;
}

/**
 * The cheapest roster: shifts covered by skill, one shift a day, rest between shifts, days in a row, shifts at most and at least, and
 * wishes, as a mixed-integer program with one unknown for each person, day, shift and skill. Who has several skills stands in where
 * it helps. What cannot be covered is short at its cost, never silently.
 *
 * Throws `usage` for a problem that is none, naming the field; `solver.failed` when the rules leave no roster at all or none was
 * found in time.
 *
 * @example
 * const shifts = [{ name: 'day', start: 420, minutes: 720 }, { name: 'night', start: 1140, minutes: 720 }];
 * const need = (shift) => ({ day: 0, shift, skill: 'nurse', people: 1, shortCost: 10 });
 * const people = [{ name: 'A', skills: ['nurse'], maximumShifts: 1 }];
 * const problem = { days: 1, shifts, people, demand: [need('day'), need('night')] };
 * checkRosterProblem(problem);
 * rosterProgram(problem).rows.length; // 4
 */
export async function roster(
  problem: RosterProblem,
  solve: IntegerSolver,
  limits: SolverLimits = {},
): Promise<Roster> {
  checkRosterProblem(problem);
  const places = placesOf(problem);
  const { status, x, objective, bound, gap } = await solve(rosterProgram(problem), limits);
  if (status === 'infeasible' || status === 'none-found') {
    throw new TwinwardError('solver.failed', `no roster keeps the rules (${status})`, {
      field: 'people',
      remedy:
        status === 'infeasible'
          ? 'lower the least shifts of people, or loosen rest and days in a row'
          : 'allow more seconds',
    });
  }
  return {
    duties: places
      .filter((_, j) => x[j] === 1)
      .map(({ person, day, shift, skill }) => ({ person, day, shift, skill })),
    short: problem.demand
      .map(({ day, shift, skill }, n) => ({ day, shift, skill, people: x[places.length + n]! }))
      .filter(({ people }) => people > 0),
    cost: objective,
    bound,
    gap,
  };
}

/** The problem as a program: an unknown for each duty that may be, then one for what each demand is short of. */
export function rosterProgram(problem: RosterProblem): IntegerProgram {
  const places = placesOf(problem);
  const columns: ProgramColumn[] = [
    ...places.map((place) => ({
      cost: costOf(problem.people[place.who]!, place),
      lower: 0,
      upper: 1,
      whole: true,
    })),
    ...problem.demand.map(({ people, shortCost }) => ({
      cost: shortCost,
      lower: 0,
      upper: people,
      whole: true,
    })),
  ];
  const covers = problem.demand.map((one, n): ProgramRow => {
    const filled = among(
      places,
      ({ day, shift, skill }) => day === one.day && shift === one.shift && skill === one.skill,
    );
    return row([...filled, places.length + n], one.people, one.people);
  });
  const rules = problem.people.flatMap((person, who) =>
    rulesOf(problem, person, (holds) => among(places, (place) => place.who === who && holds(place))),
  );
  return { columns, rows: [...covers, ...rules] };
}

type Own = (holds: (place: Place) => boolean) => readonly number[];

function rulesOf(problem: RosterProblem, person: RosterPerson, own: Own): readonly ProgramRow[] {
  const { days, daysInRow = 6 } = problem;
  const { minimumShifts = 0, maximumShifts, maximumInWeek = 7 } = person;
  const rows = [
    row(
      own(() => true),
      minimumShifts,
      maximumShifts,
    ),
  ];
  const within = (from: number, to: number, most: number) => {
    if (most < to - from)
      rows.push(
        row(
          own(({ day }) => day >= from && day < to),
          0,
          most,
        ),
      );
  };
  for (let day = 0; day < days; day++) {
    rows.push(
      row(
        own((place) => place.day === day),
        0,
        1,
      ),
    );
    if (day + 7 <= days || day === 0) within(day, Math.min(days, day + 7), maximumInWeek);
    if (day + daysInRow < days) within(day, day + daysInRow + 1, daysInRow);
    if (day + 1 < days) rows.push(...restAfter(problem, day, own));
  }
  return rows.filter(({ columns, lower }) => columns.length > 0 || lower > 0);
}

/** After each shift, none that starts before the rest is over. */
function restAfter({ shifts, rest = 660 }: RosterProblem, day: number, own: Own): readonly ProgramRow[] {
  return shifts.flatMap((shift) => {
    const barred = new Set(shifts.filter((next) => tooSoon(shift, next, rest)).map(({ name }) => name));
    if (barred.size === 0) return [];
    const first = own((place) => place.day === day && place.shift === shift.name);
    const next = own((place) => place.day === day + 1 && barred.has(place.shift));
    return first.length === 0 || next.length === 0 ? [] : [row([...first, ...next], 0, 1)];
  });
}

function tooSoon(shift: RosterShift, next: RosterShift, rest: number): boolean {
  return DAY + next.start - (shift.start + shift.minutes) < rest;
}

/** Every duty that may be: the person has the skill and is there, the shift needs it, and yesterday's shift allows it. */
function placesOf({ people, demand, shifts, rest = 660 }: RosterProblem): readonly Place[] {
  return people.flatMap(({ name, skills, away = [], before }, who) => {
    const last = shifts.find((shift) => shift.name === before);
    const barred = shifts.filter((next) => last !== undefined && tooSoon(last, next, rest));
    return demand
      .filter(({ day, shift, skill, people: wanted }) => {
        const tired = day === 0 && barred.some((one) => one.name === shift);
        return wanted > 0 && skills.includes(skill) && !away.includes(day) && !tired;
      })
      .map(({ day, shift, skill }) => ({ who, person: name, day, shift, skill }));
  });
}

function costOf({ costPerShift = 0, wishes = [] }: RosterPerson, { day, shift }: Place): number {
  return wishes
    .filter((wish) => wish.day === day && (wish.shift === undefined || wish.shift === shift))
    .reduce((sum, wish) => sum + wish.cost, costPerShift);
}

function among(places: readonly Place[], holds: (place: Place) => boolean): readonly number[] {
  return places.flatMap((place, j) => (holds(place) ? [j] : []));
}

function row(columns: readonly number[], lower: number, upper: number): ProgramRow {
  return { columns, weights: columns.map(() => 1), lower, upper };
}
