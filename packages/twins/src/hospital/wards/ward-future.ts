import type { RandomSource } from '@twinward/contract';
import { drawExponential, EventCalendar, type EventHandle } from '@twinward/simulate';
import { actsAt, endOf } from '../beds/bed-change.ts';
import { type BedSources, CLEANING, type PresentPatient } from '../beds/bed-sources.ts';
import { type ComingPatient, paced } from '../beds/coming-patients.ts';
import { specialtyOf } from '../beds/specialty-of.ts';
import type { Ward } from './ward.ts';
import type { WardChange } from './ward-change.ts';
import type { WardMoves } from './ward-flows.ts';

const HOUR = 3_600_000;
/** Waits above this count as breaches: milliseconds. */
const BREACH = 4 * HOUR;
/** Streams of a patient's stay, of which ward they would lie in, and, from the last on, of each of their moves. */
const STREAM = { stay: 4, order: 5, move: 7 } as const;
const [LEAVE, READY, COME, MOVE, BEGIN, END, WAITED] = [1, 2, 3, 4, 5, 6, 7];
const NOWHERE = -1;
const NEVER: EventHandle = -1;

/** Where patients lie and move, by specialty: the weight of each ward, and how they move on from each. */
export interface WardPlan {
  readonly places: ReadonlyMap<string, number>;
  readonly weights: ReadonlyMap<string, Float64Array>;
  readonly moves: ReadonlyMap<string, readonly (WardMoves | null)[]>;
}

/** From when on, by which draws, and under what a future goes. */
export interface WardFutureOptions {
  readonly at: number;
  readonly random: RandomSource;
  readonly member: number;
  /** What multiplies hazards of leaving. */
  readonly pace: number;
  readonly changes: readonly WardChange[];
}

/** A patient of a future. */
interface Patient {
  /** Of their draws. */
  readonly key: number;
  readonly specialty: string;
  leaves: number;
  leaving: EventHandle;
  /** The ward in whose bed they lie. */
  ward: number;
  /** The ward whose bed they were to have first of all. */
  home: number;
  /** Since when they lie in the ward, or wait. */
  since: number;
  moves: number;
  moving: EventHandle;
  /** Ranks of the wards, once they looked for a bed: smaller is sooner. */
  ranks: Float64Array | null;
  /** Whether they are to lie elsewhere than they do. */
  seeks: boolean;
}

/** One future. What a patient draws depends on the member and the patient alone, so that futures under changes are paired with those without. */
export class WardFuture {
  readonly lying: Int32Array;
  readonly needed: Int32Array;
  /** Patients without a bed. */
  waiting = 0;
  elsewhere = 0;
  breached = 0;
  readonly #plan: WardPlan;
  readonly #options: WardFutureOptions;
  /** Beds that are ready and empty; below 0 where fewer are staffed than are taken. */
  readonly #free: Float64Array;
  /** How many changes keep a ward closed. */
  readonly #closed: Int32Array;
  readonly #calendar = new EventCalendar();
  readonly #patients: Patient[] = [];
  /** Those who look for a bed, in the order in which they began. */
  readonly #seeking: number[] = [];

  constructor(plan: WardPlan, wards: readonly Ward[], options: WardFutureOptions) {
    this.#plan = plan;
    this.#options = options;
    this.lying = new Int32Array(wards.length);
    this.needed = new Int32Array(wards.length);
    this.#closed = new Int32Array(wards.length);
    this.#free = Float64Array.from(wards, ({ open }) => open);
    const { at, changes } = options;
    for (const [w, { readyAt }] of wards.entries())
      for (const time of readyAt) this.#calendar.schedule(Math.max(at, time), 0, 0, READY, w);
    for (const [k, change] of changes.entries()) {
      this.#calendar.schedule(Math.max(at, change.from), 0, 0, BEGIN, k);
      this.#calendar.schedule(endOf(change), 0, 0, END, k);
    }
  }

  begin({ lying, waiting }: BedSources): void {
    const { at } = this.#options;
    for (const [key, patient] of lying.entries()) {
      const ward = this.#plan.places.get(patient.visit.place?.unit ?? '');
      if (ward === undefined) continue;
      const one = this.#add(key, specialtyOf(patient.visit), this.#leavesAt(patient, key));
      const own = this.#patients[one]!;
      own.since = patient.visit.placedAt;
      own.home = ward;
      this.needed[ward]! += 1;
      this.#schedule(one, at);
      this.#layDown(one, ward, at);
    }
    for (const [k, patient] of waiting.entries()) {
      const key = lying.length + k;
      const one = this.#add(key, specialtyOf(patient.visit), this.#leavesAt(patient, key));
      this.#come(one, at, Math.min(at, patient.visit.placedAt));
    }
  }

  expect({ key, specialty, since, stay }: ComingPatient): void {
    this.#calendar.schedule(since, 0, 0, COME, this.#add(key, specialty, since + stay));
  }

  runTo(until: number): void {
    const calendar = this.#calendar;
    while (calendar.nextTime() <= until) {
      calendar.take();
      const { time, kind, subject } = calendar;
      if (kind === COME) this.#come(subject, time, time);
      else if (kind === LEAVE) this.#leave(subject, time);
      else if (kind === READY) this.#ready(subject, time);
      else if (kind === MOVE) this.#move(subject, time);
      else if (kind === WAITED) this.breached += this.#waits(subject) ? 1 : 0;
      else this.#change(this.#options.changes[subject]!, kind === BEGIN, time);
    }
  }

  #leavesAt({ stay, age }: PresentPatient, key: number): number {
    const { at, random, member, pace } = this.#options;
    const uniform = random.draws(member, STREAM.stay, key).uniform();
    return at + stay.remaining(age, paced(uniform, pace)) * HOUR;
  }

  #add(key: number, specialty: string, leaves: number): number {
    return (
      this.#patients.push({
        key,
        specialty,
        leaves,
        leaving: NEVER,
        ward: NOWHERE,
        home: NOWHERE,
        since: this.#options.at,
        moves: 0,
        moving: NEVER,
        ranks: null,
        seeks: false,
      }) - 1
    );
  }

  #waits(one: number): boolean {
    const { ward, seeks } = this.#patients[one]!;
    return seeks && ward === NOWHERE;
  }

  #schedule(one: number, time: number): void {
    const own = this.#patients[one]!;
    own.leaving = this.#calendar.schedule(Math.max(time, own.leaves), 0, 0, LEAVE, one);
  }

  /** Draws an order of preference and takes the first ward with a free bed, or waits for it. */
  #come(one: number, time: number, since: number): void {
    this.#choose(one);
    this.#schedule(one, time);
    if (this.#lieDown(one, time)) return;
    this.#patients[one]!.since = since;
    this.waiting += 1;
    this.#seek(one);
    if (since + BREACH > time) this.#calendar.schedule(since + BREACH, 0, 0, WAITED, one);
  }

  /** The order of preference of a patient; the first ward that is not closed is theirs. */
  #choose(one: number): void {
    const own = this.#patients[one]!;
    if (own.ranks === null) {
      const { random, member } = this.#options;
      const draws = random.draws(member, STREAM.order, own.key);
      own.ranks = this.#plan.weights
        .get(own.specialty)!
        .map((weight) => (weight > 0 ? drawExponential(draws, 1 / weight) : Number.POSITIVE_INFINITY));
    }
    const { ranks } = own;
    const isOpen = (w: number): boolean => this.#closed[w] === 0 && ranks[w]! < Number.POSITIVE_INFINITY;
    // who has no other ward than closed ones waits for the one that would be theirs
    const choice = ranks.some((_, w) => isOpen(w)) ? isOpen : () => true;
    let first = NOWHERE;
    for (let w = 0; w < ranks.length; w++)
      if (choice(w) && (first === NOWHERE || ranks[w]! < ranks[first]!)) first = w;
    if (own.home !== NOWHERE) {
      this.needed[own.home]! -= 1;
      if (own.ward !== NOWHERE && own.ward !== own.home) this.elsewhere -= 1;
    }
    own.home = first;
    this.needed[first]! += 1;
    if (own.ward !== NOWHERE && own.ward !== first) this.elsewhere += 1;
  }

  #seek(one: number): void {
    this.#patients[one]!.seeks = true;
    this.#seeking.push(one);
  }

  #lieDown(one: number, time: number): boolean {
    const { ranks, ward } = this.#patients[one]!;
    let best = NOWHERE;
    for (let w = 0; w < ranks!.length; w++)
      if (this.#takesIn(w) && ranks![w]! < (best === NOWHERE ? Number.POSITIVE_INFINITY : ranks![best]!))
        best = w;
    if (best === NOWHERE) return false;
    if (ward !== NOWHERE) this.#vacate(one, time);
    this.#free[best]! -= 1;
    this.#patients[one]!.since = time;
    this.#layDown(one, best, time);
    return true;
  }

  #takesIn(ward: number): boolean {
    return this.#free[ward]! > 0 && this.#closed[ward] === 0;
  }

  #layDown(one: number, ward: number, time: number): void {
    const own = this.#patients[one]!;
    own.ward = ward;
    this.lying[ward]! += 1;
    if (ward !== own.home) this.elsewhere += 1;
    for (const change of this.#options.changes)
      if (change.do === 'discharge-earlier' && time > change.from && actsAt(change, time))
        this.#leaveEarlier(one, change, time);
    this.#moveLater(one, time);
  }

  #leave(one: number, time: number): void {
    const own = this.#patients[one]!;
    this.needed[own.home]! -= 1;
    this.#calendar.cancel(own.moving);
    if (own.seeks) {
      own.seeks = false;
      this.#seeking.splice(this.#seeking.indexOf(one), 1);
    }
    if (own.ward === NOWHERE) this.waiting -= 1;
    else this.#vacate(one, time);
  }

  #vacate(one: number, time: number): void {
    const own = this.#patients[one]!;
    this.lying[own.ward]! -= 1;
    if (own.ward !== own.home) this.elsewhere -= 1;
    this.#calendar.schedule(time + CLEANING, 0, 0, READY, own.ward);
    own.ward = NOWHERE;
  }

  #ready(ward: number, time: number): void {
    this.#free[ward]! += 1;
    this.#fill(ward, time);
  }

  #fill(ward: number, time: number): void {
    for (let k = 0; k < this.#seeking.length && this.#takesIn(ward); k++) {
      const one = this.#seeking[k]!;
      const waited = this.#waits(one);
      if (!this.#lieDown(one, time)) continue;
      if (waited) this.waiting -= 1;
      this.#patients[one]!.seeks = false;
      this.#seeking.splice(k--, 1);
    }
  }

  #moveLater(one: number, time: number): void {
    const own = this.#patients[one]!;
    this.#calendar.cancel(own.moving);
    const moves = this.#plan.moves.get(own.specialty)![own.ward]!;
    if (moves === null) return;
    const lain = (time - own.since) / HOUR;
    const at = time + moves.after.remaining(lain, this.#moveDraws(own).uniform()) * HOUR;
    if (at < own.leaves) own.moving = this.#calendar.schedule(at, 0, 0, MOVE, one);
  }

  #moveDraws({ key, moves }: Patient) {
    const { random, member } = this.#options;
    return random.draws(member, STREAM.move + moves, key);
  }

  /** Moves where it was seen to go, if there is a bed. */
  #move(one: number, time: number): void {
    const own = this.#patients[one]!;
    const { shares } = this.#plan.moves.get(own.specialty)![own.ward]!;
    let [to, sum] = [0, shares[0]!];
    own.moves += 1;
    const share = this.#moveDraws(own).uniform();
    own.moves += 1;
    while (sum < share && to < shares.length - 1) sum += shares[++to]!;
    if (to !== own.ward && this.#takesIn(to) && !own.seeks) {
      this.#vacate(one, time);
      this.needed[own.home]! -= 1;
      this.needed[to]! += 1;
      own.home = to;
      own.since = time;
      this.#free[to]! -= 1;
      this.#layDown(one, to, time);
    } else this.#moveLater(one, time);
  }

  #change(change: WardChange, begins: boolean, time: number): void {
    if (change.do === 'surge') return;
    if (change.do === 'discharge-earlier') {
      if (begins)
        for (const [one, { ward }] of this.#patients.entries())
          if (ward !== NOWHERE) this.#leaveEarlier(one, change, time);
      return;
    }
    const ward = this.#plan.places.get(change.unit)!;
    if (change.do === 'beds') this.#free[ward]! += begins ? change.beds : -change.beds;
    else {
      this.#closed[ward]! += begins ? 1 : -1;
      if (begins) this.#close(ward, change.empty, time);
    }
    this.#fill(ward, time);
  }

  /** Who waits for the ward waits for another; who lies in it and is to go elsewhere does so where there is a bed. */
  #close(ward: number, empty: boolean, time: number): void {
    for (const [one, own] of this.#patients.entries()) {
      const goes = empty && own.ward === ward && !own.seeks;
      if (goes || (own.ward === NOWHERE && own.seeks && own.home === ward)) this.#choose(one);
      if (goes && !this.#lieDown(one, time)) this.#seek(one);
    }
  }

  #leaveEarlier(
    one: number,
    { from, unit, earlier }: WardChange & { readonly do: 'discharge-earlier' },
    time: number,
  ): void {
    const own = this.#patients[one]!;
    if (unit !== null && this.#plan.places.get(unit) !== own.ward) return;
    own.leaves = Math.max(Math.min(own.leaves, Math.max(from, time)), own.leaves - earlier * HOUR);
    this.#calendar.cancel(own.leaving);
    this.#schedule(one, time);
  }
}
