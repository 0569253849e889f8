import { type RandomSource, TwinwardError } from '@twinward/contract';
import { OM2_EVENTS } from './om2-events.ts';
import { checkOm2Person, type Om2Person } from './om2-person.ts';
import { Om2Year } from './om2-year.ts';

/** Lives as simulated, life by life. */
export interface Lives {
  readonly count: number;
  /** Years simulated at most; a life that is not over by then counts as that long. */
  readonly years: number;
  /** Year (from 0) in which each life ends; `years` where it does not. [count] */
  readonly ends: Int16Array;
  /** Year in which each complication first happens after the start; `years` where it does not. [count x 8], by `OM2_EVENTS`. */
  readonly first: Int16Array;
  /** Quality-adjusted years lived by each life; null without utilities. [count] */
  readonly quality: Float64Array | null;
}

/** What a year is worth, 0 to 1, and what each complication takes off it from the year it happens on, by `OM2_EVENTS`. */
export interface Utilities {
  readonly without: number;
  readonly takesOff: Readonly<Partial<Record<(typeof OM2_EVENTS)[number], number>>>;
  readonly source: string;
}

/** How lives are followed. */
export interface LivesRequest {
  /** Lives drawn; shared evenly among the people. */
  readonly count: number;
  /** Number of the first of them, where lives are followed in parts; default 0. */
  readonly from?: number;
  /** Years to look ahead; at most until the age of 120. */
  readonly years: number;
  readonly random: RandomSource;
  readonly utilities?: Utilities;
}

const EVENTS = OM2_EVENTS.length;
/** Ages beyond this are not simulated. */
const LAST_AGE = 120;
/** Orders in which eight equations can be run. */
const ORDERS = 40_320;

/**
 * Lives of one or several people with type 2 diabetes by UKPDS-OM2 (Hayes et al. 2013): year by year, complications in an order
 * drawn anew each year, each at once part of the history that those after it in the order see; then death, by the equation that
 * fits what happened before and in this year. A life that ends counts half of its last year. Several people share the lives in
 * turn: the heterogeneity of a cohort.
 *
 * The numbers drawn for a life and a year do not depend on what happens in it, so the same request for a changed person gives the
 * same lives but for the change. Throws what `checkOm2Person` throws, and `usage` for numbers of lives or years that cannot be.
 */
export function followLives(people: readonly Om2Person[], request: LivesRequest): Lives {
  const { count, random, utilities, from = 0 } = request;
  if (people.length === 0) throw new TwinwardError('usage', 'there is nobody to follow', { field: 'people' });
  if (!(Number.isInteger(count) && count >= 1 && count <= 1_000_000))
    throw new TwinwardError('usage', `${count} lives`, { field: 'count', remedy: 'give 1 to 1,000,000' });
  if (!(Number.isInteger(request.years) && request.years >= 1))
    throw new TwinwardError('usage', `${request.years} years`, { field: 'years', remedy: 'give 1 or more' });
  for (const person of people) checkOm2Person(person);
  const youngest = Math.min(...people.map(ageOf));
  const years = Math.min(request.years, Math.ceil(LAST_AGE - youngest));
  const ends = new Int16Array(count).fill(years);
  const first = new Int16Array(count * EVENTS).fill(years);
  const quality = utilities === undefined ? null : new Float64Array(count);
  const prepared = people.map((person) =>
    Array.from({ length: years }, (_, year) => new Om2Year(person, year)),
  );
  const loss = OM2_EVENTS.map((event) => utilities?.takesOff[event] ?? 0);
  const before = new Uint8Array(EVENTS);
  const now = new Uint8Array(EVENTS);
  const chances = new Float64Array(EVENTS + 1);
  for (let life = 0; life < count; life++) {
    const who = (from + life) % people.length;
    const history = people[who]!.history;
    for (let i = 0; i < EVENTS; i++) now[i] = history?.[OM2_EVENTS[i]!] ?? 0;
    for (let year = 0; year < years; year++) {
      const equations = prepared[who]![year]!;
      const draws = random.draws(from + life, 0, year);
      const order = Math.floor(draws.uniform() * ORDERS);
      for (let i = 0; i <= EVENTS; i++) chances[i] = draws.uniform();
      before.set(now);
      happen(equations, now, chances, order);
      for (let i = 0; i < EVENTS; i++) {
        const at = life * EVENTS + i;
        if (now[i]! > before[i]! && first[at] === years) first[at] = year;
      }
      const dies = chances[EVENTS]! < equations.death(before, now);
      if (quality !== null) {
        const worth = now.reduce((sum, times, i) => (times > 0 ? sum - loss[i]! : sum), utilities!.without);
        quality[life] = quality[life]! + (dies ? worth / 2 : worth);
      }
      if (dies) {
        ends[life] = year;
        break;
      }
    }
  }
  return { count, years, ends, first, quality };
}

/** Lives followed in parts, in order, as one. Throws `usage` where there are none. */
export function joinLives(parts: readonly Lives[]): Lives {
  const [first] = parts;
  if (first === undefined) throw new TwinwardError('usage', 'there are no lives', { field: 'count' });
  const joined: Lives = {
    count: parts.reduce((sum, { count }) => sum + count, 0),
    years: first.years,
    ends: Int16Array.from(parts.flatMap(({ ends }) => [...ends])),
    first: Int16Array.from(parts.flatMap((part) => [...part.first])),
    quality: first.quality === null ? null : Float64Array.from(parts.flatMap(({ quality }) => [...quality!])),
  };
  return joined;
}

/** Runs the equations of complications in the order-th of all orders. */
function happen(equations: Om2Year, now: Uint8Array, chances: Float64Array, order: number): void {
  let left = 0b1111_1111;
  let rest = order;
  for (let n = EVENTS; n > 0; n--) {
    let skip = rest % n;
    rest = (rest - skip) / n;
    let place = 0;
    while ((left & (1 << place)) === 0 || skip-- > 0) place++;
    left &= ~(1 << place);
    if (chances[place]! < equations.complication(place, now)) now[place] = now[place]! + 1;
  }
}

function ageOf({ ageAtDiagnosis, yearsSinceDiagnosis }: Om2Person): number {
  return ageAtDiagnosis + yearsSinceDiagnosis;
}
