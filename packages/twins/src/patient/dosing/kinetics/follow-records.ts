import { TwinwardError } from '@twinward/contract';
import { checkRecords, type DosingRecord, givesDose } from './dosing-record.ts';
import type { Kinetics } from './kinetics.ts';

/** How doses into one compartment enter it. */
export interface Entry {
  /** Hours between giving and entering. */
  readonly lag: number;
  /** Share that enters. */
  readonly bioavailability: number;
  /** Amount per hour for rate -1, hours for rate -2; null where the model has none. */
  readonly rate: number | null;
  readonly duration: number | null;
}

/** What holds from one record back to the record before it, and for a dose given at it. */
export interface RecordKinetics {
  readonly kinetics: Kinetics;
  /** By compartment; one that is not listed takes doses at once and whole. */
  readonly entries: readonly (Entry | undefined)[];
}

/** Amounts after a record, and concentration times time (area under the curve, amount h / L) since the start. */
export type Visit = (index: number, amounts: Float64Array, exposure: number) => void;

const PLAIN: Entry = { lag: 0, bioavailability: 1, rate: null, duration: null };

/** A dose on its way: a bolus (`end` = `start`) or an infusion at `rate` until `end`. */
interface Dose {
  readonly place: number;
  readonly start: number;
  readonly end: number;
  readonly amount: number;
  readonly rate: number;
}

/**
 * Follows a course record by record, in closed form or by a solver between events, as NONMEM's PREDPP does. Kinetics may change from record to
 * record: those of a record hold from the one before it (covariates are carried backward). A dose due at the time of a record
 * is in before the record is read; infusions lengthen with bioavailability unless their duration is the model's; a reset
 * empties the compartments, ends infusions and cancels what is on its way, as does a steady state that replaces (ss 1).
 *
 * Throws what `checkRecords` throws, and `intervention.invalid` for a compartment that is not there, and for a steady state that is
 * to be added (ss 2) where courses do not add.
 */
export function followRecords(
  records: readonly DosingRecord[],
  kineticsOf: (index: number) => RecordKinetics,
  visit: Visit,
): void {
  checkRecords(records);
  if (records.length === 0) return;
  const course = new Course(kineticsOf(0).kinetics.size);
  for (const [index, record] of records.entries()) {
    const { kinetics, entries } = kineticsOf(index);
    course.advance(record.time, kinetics);
    if (record.evid >= 3) course.reset();
    if (givesDose(record)) course.give(record, index + 1, kinetics, entries);
    visit(index, course.amounts, course.exposure);
  }
}

class Course {
  readonly amounts: Float64Array;
  exposure = 0;
  #time = 0;
  readonly #inflow: Float64Array;
  #coming: Dose[] = [];
  #running: Dose[] = [];

  constructor(compartments: number) {
    this.amounts = new Float64Array(compartments);
    this.#inflow = new Float64Array(compartments);
  }

  reset(): void {
    this.amounts.fill(0);
    this.#coming = [];
    this.#running = [];
    this.#inflow.fill(0);
  }

  /** Moves to a later time, through every dose that begins or ends on the way or at its end. */
  advance(to: number, kinetics: Kinetics): void {
    for (;;) {
      let next = Number.POSITIVE_INFINITY;
      for (const { start } of this.#coming) if (start < next) next = start;
      for (const { end } of this.#running) if (end < next) next = end;
      this.#move(Math.min(next, to), kinetics);
      if (next > to) return;
      this.#running = this.#running.filter(({ end }) => end > this.#time);
      const due = this.#coming.filter(({ start }) => start <= this.#time);
      this.#coming = this.#coming.filter(({ start }) => start > this.#time);
      for (const dose of due) this.#begin(dose);
      this.#refill();
    }
  }

  give(record: DosingRecord, row: number, kinetics: Kinetics, entries: readonly (Entry | undefined)[]): void {
    const place = kinetics.place(record.cmt, row);
    const entry = entries[place] ?? PLAIN;
    const lag = checked(entry.lag, 'lag', row, (value) => value >= 0);
    const share = checked(entry.bioavailability, 'bioavailability', row, (value) => value >= 0);
    const { amt, ii } = record;
    if (record.ss === 2 && !kinetics.linear) {
      throw new TwinwardError(
        'intervention.invalid',
        'a steady state cannot be added where courses do not add',
        {
          field: 'ss',
          row,
          remedy: 'give 1, or the doses one by one',
        },
      );
    }
    if (record.ss > 0 && amt === 0) {
      if (record.ss !== 2) this.reset();
      this.#inflow.fill(0);
      this.#inflow[place] = record.rate;
      this.#add(kinetics.plateau(this.#inflow));
      this.#refill();
      return;
    }
    const amount = amt * share;
    const [rate, hours] = paceOf(record, amount, entry, row);
    const start = record.time + lag;
    const dose: Dose = { place, start, end: start + hours, amount, rate };
    if (record.ss > 0) {
      if (record.ss !== 2) this.reset();
      this.#add(repeatedBefore(kinetics, dose, ii, lag));
      const earlier = Math.ceil((lag + hours) / ii);
      for (let k = earlier; k >= 1; k--) this.#plan(shifted(dose, -k * ii));
    }
    for (let k = 0; k <= record.addl; k++) this.#plan(shifted(dose, k * ii));
    this.#refill();
  }

  #move(to: number, kinetics: Kinetics): void {
    if (to <= this.#time) return;
    this.exposure += kinetics.advance(this.amounts, this.#inflow, to - this.#time);
    this.#time = to;
  }

  /** Takes up a dose by where its time lies: over, running, due now or to come. */
  #plan(dose: Dose): void {
    if (dose.start > this.#time) this.#coming.push(dose);
    else if (dose.end > this.#time) this.#running.push(dose);
    else if (dose.start === this.#time && dose.rate === 0) this.#begin(dose);
  }

  #begin(dose: Dose): void {
    if (dose.rate > 0) this.#running.push(dose);
    else this.amounts[dose.place] = this.amounts[dose.place]! + dose.amount;
  }

  #add(amounts: Float64Array): void {
    for (let i = 0; i < amounts.length; i++) this.amounts[i] = this.amounts[i]! + amounts[i]!;
  }

  /** The inflow is summed anew, so that nothing is left of what has ended. */
  #refill(): void {
    this.#inflow.fill(0);
    for (const { place, rate } of this.#running) this.#inflow[place] = this.#inflow[place]! + rate;
  }
}

/**
 * The amounts at the time of a steady-state record: just before the dose at phase 0 of its period, carried on by the lag,
 * before which the period's own doses have entered.
 */
function repeatedBefore(kinetics: Kinetics, dose: Dose, ii: number, lag: number): Float64Array {
  const hours = dose.end - dose.start;
  const whole = Math.floor(hours / ii);
  const rest = hours - whole * ii;
  const inflow = new Float64Array(kinetics.size);
  const carry = (amounts: Float64Array, until: number): void => {
    if (dose.rate === 0) amounts[dose.place] = amounts[dose.place]! + dose.amount;
    inflow[dose.place] = (whole + 1) * dose.rate;
    kinetics.advance(amounts, inflow, Math.min(rest, until));
    inflow[dose.place] = whole * dose.rate;
    kinetics.advance(amounts, inflow, Math.max(0, until - rest));
  };
  const amounts = kinetics.repeating(ii, (start) => carry(start, ii));
  const phase = Math.ceil(lag / ii) * ii - lag;
  if (phase > 0) carry(amounts, phase);
  return amounts;
}

/** Rate (0 for a bolus) and hours of a dose whose share that enters is `amount`. */
function paceOf(record: DosingRecord, amount: number, entry: Entry, row: number): readonly [number, number] {
  if (record.rate > 0) return [record.rate, amount / record.rate];
  if (record.rate === -1) {
    const rate = checked(entry.rate, 'rate', row, (value) => value > 0);
    return [rate, amount / rate];
  }
  if (record.rate === -2) {
    const duration = checked(entry.duration, 'duration', row, (value) => value > 0);
    return [amount / duration, duration];
  }
  return [0, 0];
}

function shifted(dose: Dose, by: number): Dose {
  return by === 0 ? dose : { ...dose, start: dose.start + by, end: dose.end + by };
}

function checked(
  value: number | null,
  field: string,
  row: number,
  holds: (value: number) => boolean,
): number {
  if (value !== null && Number.isFinite(value) && holds(value)) return value;
  throw new TwinwardError('model.invalid', `the model gives ${field} ${value} for this dose`, {
    field,
    row,
    remedy: `let the model give a ${field} for the compartment of the dose`,
  });
}
