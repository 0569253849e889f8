import { TwinwardError } from '@twinward/contract';

/** A shift that is worked on any day. */
export interface RosterShift {
  readonly name: string;
  /** Minutes after midnight at which it starts, 0 to 1,439. */
  readonly start: number;
  /** Its length in minutes; it may end on the next day. */
  readonly minutes: number;
}

/** A person who may be rostered. */
export interface RosterPerson {
  readonly name: string;
  /** What the person may work as; one of them on each shift. */
  readonly skills: readonly string[];
  readonly minimumShifts?: number;
  readonly maximumShifts: number;
  /** Most shifts in any seven days running. */
  readonly maximumInWeek?: number;
  /** Days from 0 on which the person cannot work at all. */
  readonly away?: readonly number[];
  /** What it costs to give the person a shift they asked not to have. */
  readonly wishes?: readonly { readonly day: number; readonly shift?: string; readonly cost: number }[];
  /** What each shift of this person costs; default 0. */
  readonly costPerShift?: number;
  /** The shift worked on the day before day 0, for the rest after it. */
  readonly before?: string;
}

/** How many people of a skill a shift of a day needs. */
export interface RosterDemand {
  readonly day: number;
  readonly shift: string;
  readonly skill: string;
  readonly people: number;
  /** What each missing person costs. */
  readonly shortCost: number;
}

/** Who works when: people, shifts, what is needed, and the rules. */
export interface RosterProblem {
  readonly days: number;
  readonly shifts: readonly RosterShift[];
  readonly people: readonly RosterPerson[];
  readonly demand: readonly RosterDemand[];
  /** Rest in minutes between the end of a shift and the start of the next; default 660, the 11 hours of Directive 2003/88/EC, article 3. */
  readonly rest?: number;
  /** Most days worked in a row; default 6, as article 5 of the directive gives one day of rest a week. */
  readonly daysInRow?: number;
}

/** Refuses what cannot be rostered, naming the field. */
export function checkRosterProblem(problem: RosterProblem): void {
  const { days, shifts, people, demand, rest = 660, daysInRow = 6 } = problem;
  whole('days', days, 1, 366);
  whole('rest', rest, 0, 1_440);
  whole('daysInRow', daysInRow, 1, 366);
  some('shifts', shifts.length);
  some('people', people.length);
  some('demand', demand.length);
  distinct(
    'shifts',
    shifts.map(({ name }) => name),
  );
  distinct(
    'people',
    people.map(({ name }) => name),
  );
  const names = new Set(shifts.map(({ name }) => name));
  for (const [n, { start, minutes }] of shifts.entries()) {
    whole(`shifts/${n}/start`, start, 0, 1_439);
    whole(`shifts/${n}/minutes`, minutes, 1, 1_440);
  }
  for (const [n, person] of people.entries()) {
    const at = `people/${n}`;
    some(`${at}/skills`, person.skills.length);
    const { minimumShifts = 0, maximumShifts, maximumInWeek = 7, away = [], wishes = [] } = person;
    whole(`${at}/maximumShifts`, maximumShifts, 0, days);
    whole(`${at}/maximumInWeek`, maximumInWeek, 0, 7);
    for (const day of away) whole(`${at}/away`, day, 0, days - 1);
    const free = days - new Set(away).size;
    if (
      !(
        Number.isInteger(minimumShifts) &&
        minimumShifts >= 0 &&
        minimumShifts <= Math.min(free, maximumShifts)
      )
    )
      refuse(
        `${at}/minimumShifts`,
        `at least ${minimumShifts} shifts on ${free} days`,
        `give 0 to ${Math.min(free, maximumShifts)}`,
      );
    cost(`${at}/costPerShift`, person.costPerShift ?? 0);
    if (person.before !== undefined) known(`${at}/before`, person.before, names);
    for (const [w, wish] of wishes.entries()) {
      whole(`${at}/wishes/${w}/day`, wish.day, 0, days - 1);
      cost(`${at}/wishes/${w}/cost`, wish.cost);
      if (wish.shift !== undefined) known(`${at}/wishes/${w}/shift`, wish.shift, names);
    }
  }
  const asked = new Set<string>();
  for (const [n, one] of demand.entries()) {
    const at = `demand/${n}`;
    whole(`${at}/day`, one.day, 0, days - 1);
    known(`${at}/shift`, one.shift, names);
    whole(`${at}/people`, one.people, 0, 10_000);
    cost(`${at}/shortCost`, one.shortCost);
    const key = JSON.stringify([one.day, one.shift, one.skill]);
    if (asked.has(key)) refuse(at, 'the same day, shift and skill twice', 'add up what is needed');
    asked.add(key);
  }
}

function whole(field: string, value: number, low: number, high: number): void {
  if (!(Number.isInteger(value) && value >= low && value <= high))
    refuse(field, `${value}`, `give a whole number from ${low} to ${high}`);
}

function cost(field: string, value: number): void {
  if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
    refuse(field, `a cost of ${value}`, 'give a finite cost from 0 on');
}

function some(field: string, count: number): void {
  if (count === 0) refuse(field, 'nothing', 'give at least one');
}

function distinct(field: string, names: readonly string[]): void {
  if (new Set(names).size < names.length) refuse(field, 'a name given twice', 'give each its own name');
}

function known(field: string, name: string, names: ReadonlySet<string>): void {
  if (!names.has(name))
    refuse(field, 'a shift not named among the shifts', `give one of ${[...names].join(', ')}`);
}

function refuse(field: string, what: string, remedy: string): never {
  throw new TwinwardError('usage', `${what} is no part of a roster`, { field, remedy });
}
