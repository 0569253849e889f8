import type { Draws, RandomSource } from '@twinward/contract';
import { drawExponential, EventCalendar } from '@twinward/simulate';
import { type BedSources, CLEANING, type PresentPatient } from '../beds/bed-sources.ts';
import { comingPatients, paced } from '../beds/coming-patients.ts';
import type { SlowParameters } from '../beds/slow-parameters.ts';
import { specialtyOf } from '../beds/specialty-of.ts';
import type { Ward } from './ward.ts';
import type { WardMoves } from './ward-flows.ts';

const HOUR = 3_600_000;
/** The stream of a member's stays, choices and moves. */
const WARDS = 4;
const [LEAVE, READY, COME, MOVE] = [1, 2, 3, 4];
const NOWHERE = -1;

/** How many patients lie in each ward, and how many need one of its beds, in each member at each hour: [ward][hour x size + member]. */
export interface WardPaths {
  readonly hours: number;
  readonly size: number;
  /** In its beds: never more than are staffed and clean. */
  readonly lying: readonly Uint16Array[];
  /** Its own: those who lie in it and whoever was to lie there first of all, but waits or lies elsewhere because it was full. */
  readonly needed: readonly Uint16Array[];
}

/** What futures of wards are drawn with. */
export interface WardFuturesOptions {
  readonly hours: number;
  readonly size: number;
  readonly random: RandomSource;
  /** The multipliers of a member. */
  readonly slow: (member: number) => SlowParameters;
}

/**
 * Futures of a hospital ward by ward, by events: patients present leave after what is left of their stays, others come and take the first
 * ward of their order of preference that has a bed (Plackett 1975: an order drawn by weights), or wait; patients move as they were seen to
 * move while there is where to go; a bed that was left is cleaned for an hour.
 */
export function wardFutures(
  sources: BedSources,
  wards: readonly Ward[],
  at: number,
  { hours, size, random, slow }: WardFuturesOptions,
): WardPaths {
  const paths = {
    hours,
    size,
    lying: wards.map(() => new Uint16Array(hours * size)),
    needed: wards.map(() => new Uint16Array(hours * size)),
  };
  const plan = planOf(sources, wards);
  for (let member = 0; member < size; member++) {
    const parameters = slow(member);
    const coming = comingPatients(parameters, sources, at, at + hours * HOUR, [], random, member);
    const future = new WardFuture(plan, wards, at, random.draws(member, WARDS, 0), parameters.pace);
    future.begin(sources);
    for (const patient of coming) future.expect(patient);
    for (let hour = 0; hour < hours; hour++) {
      future.runTo(at + (hour + 1) * HOUR);
      for (let w = 0; w < wards.length; w++) {
        paths.lying[w]![hour * size + member] = future.lying[w]!;
        paths.needed[w]![hour * size + member] = future.needed[w]!;
      }
    }
  }
  return paths;
}

interface Plan {
  readonly places: ReadonlyMap<string, number>;
  readonly weights: ReadonlyMap<string, Float64Array>;
  /** By specialty, then by ward. */
  readonly moves: ReadonlyMap<string, readonly (WardMoves | null)[]>;
}

function planOf({ state, lying, waiting, mix }: BedSources, wards: readonly Ward[]): Plan {
  const names = wards.map(({ unit }) => unit);
  const specialties = new Set([
    ...[...lying, ...waiting].map(({ visit }) => specialtyOf(visit)),
    ...mix.map(([name]) => name),
  ]);
  return {
    places: new Map(names.map((name, w) => [name, w])),
    weights: new Map([...specialties].map((name) => [name, state.flows.weights(name, names)])),
    moves: new Map(
      [...specialties].map((name) => [name, names.map((ward) => state.flows.moves(name, ward, names))]),
    ),
  };
}

/** One future. Patients are numbered as they come up. */
class WardFuture {
  readonly lying: Int32Array;
  readonly needed: Int32Array;
  readonly #plan: Plan;
  readonly #free: Float64Array;
  readonly #draws: Draws;
  readonly #pace: number;
  readonly #at: number;
  readonly #calendar = new EventCalendar();
  readonly #specialties: string[] = [];
  readonly #leaves: number[] = [];
  readonly #ward: number[] = [];
  readonly #home: number[] = [];
  /** Since when each lies in the ward. */
  readonly #since: number[] = [];
  /** Ranks of wards of those who have no bed: smaller is sooner. */
  readonly #ranks: (Float64Array | null)[] = [];
  readonly #waiting: number[] = [];

  constructor(plan: Plan, wards: readonly Ward[], at: number, draws: Draws, pace: number) {
    this.#plan = plan;
    this.#draws = draws;
    this.#pace = pace;
    this.#at = at;
    this.lying = new Int32Array(wards.length);
    this.needed = new Int32Array(wards.length);
    this.#free = Float64Array.from(wards, ({ open }) => open);
    for (const [w, { readyAt }] of wards.entries())
      for (const time of readyAt) this.#calendar.schedule(Math.max(at, time), 0, 0, READY, w);
  }

  begin({ lying, waiting }: BedSources): void {
    for (const patient of lying) {
      const ward = this.#plan.places.get(patient.visit.place?.unit ?? '');
      if (ward === undefined) continue;
      const one = this.#add(specialtyOf(patient.visit), this.#leavesAt(patient));
      this.#ward[one] = ward;
      this.#home[one] = ward;
      this.#since[one] = patient.visit.placedAt;
      this.lying[ward]! += 1;
      this.needed[ward]! += 1;
      this.#calendar.schedule(this.#leaves[one]!, 0, 0, LEAVE, one);
      this.#moveLater(one, this.#at);
    }
    for (const patient of waiting)
      this.#come(this.#add(specialtyOf(patient.visit), this.#leavesAt(patient)), this.#at);
  }

  expect(patient: { readonly since: number; readonly stay: number; readonly specialty: string }): void {
    const one = this.#add(patient.specialty, patient.since + patient.stay);
    this.#calendar.schedule(patient.since, 0, 0, COME, one);
  }

  runTo(until: number): void {
    const calendar = this.#calendar;
    while (calendar.nextTime() <= until) {
      calendar.take();
      const { time, kind, subject } = calendar;
      if (kind === COME) this.#come(subject, time);
      else if (kind === LEAVE) this.#leave(subject, time);
      else if (kind === READY) this.#ready(subject, time);
      else this.#move(subject, time);
    }
  }

  #leavesAt({ stay, age }: PresentPatient): number {
    return this.#at + stay.remaining(age, paced(this.#draws.uniform(), this.#pace)) * HOUR;
  }

  #add(specialty: string, leaves: number): number {
    this.#ward.push(NOWHERE);
    this.#since.push(this.#at);
    this.#home.push(NOWHERE);
    this.#leaves.push(leaves);
    this.#ranks.push(null);
    return this.#specialties.push(specialty) - 1;
  }

  /** Draws an order of preference and takes the first ward with a free bed, or waits for it. */
  #come(one: number, time: number): void {
    const weights = this.#plan.weights.get(this.#specialties[one]!)!;
    const ranks = weights.map((weight) =>
      weight > 0 ? drawExponential(this.#draws, 1 / weight) : Number.POSITIVE_INFINITY,
    );
    this.#ranks[one] = ranks;
    let first = 0;
    for (let w = 1; w < ranks.length; w++) if (ranks[w]! < ranks[first]!) first = w;
    this.#home[one] = first;
    this.needed[first]! += 1;
    this.#calendar.schedule(Math.max(time, this.#leaves[one]!), 0, 0, LEAVE, one);
    if (!this.#lieDown(one, time)) this.#waiting.push(one);
  }

  #lieDown(one: number, time: number): boolean {
    const ranks = this.#ranks[one]!;
    let best = NOWHERE;
    for (let w = 0; w < ranks.length; w++)
      if (this.#free[w]! > 0 && ranks[w]! < (best === NOWHERE ? Number.POSITIVE_INFINITY : ranks[best]!))
        best = w;
    if (best === NOWHERE) return false;
    this.#free[best]! -= 1;
    this.#ward[one] = best;
    this.#since[one] = time;
    this.lying[best]! += 1;
    this.#moveLater(one, time);
    return true;
  }

  #leave(one: number, time: number): void {
    const ward = this.#ward[one]!;
    this.needed[this.#home[one]!]! -= 1;
    this.#leaves[one] = Number.NEGATIVE_INFINITY;
    if (ward === NOWHERE) this.#waiting.splice(this.#waiting.indexOf(one), 1);
    else this.#vacate(ward, time);
  }

  #vacate(ward: number, time: number): void {
    this.lying[ward]! -= 1;
    this.#calendar.schedule(time + CLEANING, 0, 0, READY, ward);
  }

  #ready(ward: number, time: number): void {
    this.#free[ward]! += 1;
    for (let k = 0; k < this.#waiting.length && this.#free[ward]! > 0; k++)
      if (this.#lieDown(this.#waiting[k]!, time)) this.#waiting.splice(k--, 1);
  }

  #moveLater(one: number, time: number): void {
    const moves = this.#plan.moves.get(this.#specialties[one]!)![this.#ward[one]!]!;
    if (moves === null) return;
    const lain = (time - this.#since[one]!) / HOUR;
    const at = time + moves.after.remaining(lain, this.#draws.uniform()) * HOUR;
    if (at < this.#leaves[one]!) this.#calendar.schedule(at, 0, 0, MOVE, one);
  }

  /** Moves where it was seen to go, if there is a bed. */
  #move(one: number, time: number): void {
    const from = this.#ward[one]!;
    const { shares } = this.#plan.moves.get(this.#specialties[one]!)![from]!;
    let [to, sum] = [0, shares[0]!];
    const share = this.#draws.uniform();
    while (sum < share && to < shares.length - 1) sum += shares[++to]!;
    if (to !== from && this.#free[to]! > 0) {
      this.needed[this.#home[one]!]! -= 1;
      this.needed[to]! += 1;
      this.#home[one] = to;
      this.#ward[one] = to;
      this.#since[one] = time;
      this.#free[to]! -= 1;
      this.lying[to]! += 1;
      this.#vacate(from, time);
    }
    this.#moveLater(one, time);
  }
}
