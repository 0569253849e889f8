import type { RosterPerson, RosterProblem, RosterShift } from '@twinward/twins/hospital';

/** One day of one person: off, or a shift worked as something. */
type Day = { readonly shift: RosterShift; readonly skill: string } | null;

/**
 * The least cost of all rosters, by writing down each of them; null if the rules leave none. For problems so small that all people's
 * legal weeks can be combined. Written apart from the program: it walks the hours each person would work.
 */
export function leastCostOfEvery(problem: RosterProblem): number | null {
  const weeks = problem.people.map((person) => legalWeeks(problem, person));
  if (weeks.some((legal) => legal.length === 0)) return null;
  let least = Number.POSITIVE_INFINITY;
  const chosen: (readonly Day[])[] = [];
  const walk = (who: number, cost: number): void => {
    if (cost >= least) return;
    if (who === weeks.length) {
      least = Math.min(least, cost + shortage(problem, chosen));
      return;
    }
    for (const week of weeks[who]!) {
      chosen[who] = week.days;
      walk(who + 1, cost + week.cost);
    }
  };
  walk(0, 0);
  return least;
}

/** How many rosters there are to walk through. */
export function countRosters(problem: RosterProblem): number {
  return problem.people.reduce((product, person) => product * legalWeeks(problem, person).length, 1);
}

function legalWeeks(
  problem: RosterProblem,
  person: RosterPerson,
): readonly { readonly days: readonly Day[]; readonly cost: number }[] {
  let weeks: (readonly Day[])[] = [[]];
  for (let day = 0; day < problem.days; day++) {
    const options: Day[] = [null];
    if (!(person.away ?? []).includes(day)) {
      for (const shift of problem.shifts) for (const skill of person.skills) options.push({ shift, skill });
    }
    weeks = weeks.flatMap((week) => options.map((option) => [...week, option]));
  }
  return weeks
    .filter((week) => isLegal(problem, person, week))
    .map((days) => ({ days, cost: ownCost(person, days) }));
}

function isLegal(
  { rest = 660, daysInRow = 6, shifts }: RosterProblem,
  person: RosterPerson,
  days: readonly Day[],
): boolean {
  const worked = days.filter((day) => day !== null).length;
  if (worked > person.maximumShifts || worked < (person.minimumShifts ?? 0)) return false;
  let free = Number.NEGATIVE_INFINITY;
  const last = shifts.find(({ name }) => name === person.before);
  if (last !== undefined) free = -1_440 + last.start + last.minutes + rest;
  let row = 0;
  for (const [n, day] of days.entries()) {
    row = day === null ? 0 : row + 1;
    if (row > daysInRow) return false;
    const inWeek = days.slice(Math.max(0, n - 6), n + 1).filter((one) => one !== null).length;
    if (inWeek > (person.maximumInWeek ?? 7)) return false;
    if (day === null) continue;
    const start = n * 1_440 + day.shift.start;
    if (start < free) return false;
    free = start + day.shift.minutes + rest;
  }
  return true;
}

function ownCost(person: RosterPerson, days: readonly Day[]): number {
  let cost = 0;
  for (const [n, day] of days.entries()) {
    if (day === null) continue;
    cost += person.costPerShift ?? 0;
    for (const wish of person.wishes ?? [])
      if (wish.day === n && (wish.shift ?? day.shift.name) === day.shift.name) cost += wish.cost;
  }
  return cost;
}

/** Cost of what is short; infinite where more come than are needed, or where nobody is needed: such duties do not exist. */
function shortage({ demand }: RosterProblem, rosters: readonly (readonly Day[])[]): number {
  let duties = rosters.flat().filter((day) => day !== null).length;
  let cost = 0;
  for (const { day, shift, skill, people, shortCost } of demand) {
    const there = rosters.filter(
      (week) => week[day]?.shift.name === shift && week[day]?.skill === skill,
    ).length;
    if (there > people) return Number.POSITIVE_INFINITY;
    duties -= there;
    cost += (people - there) * shortCost;
  }
  return duties === 0 ? cost : Number.POSITIVE_INFINITY;
}
