import { TwinwardError } from '@twinward/contract';

/** One record of a course of treatment, with the names and meanings of NONMEM's data sets (PREDPP). */
export interface DosingRecord {
  /** Hours since the start of the course. */
  readonly time: number;
  /** 0 a look at the amounts, 1 a dose, 2 another event, 3 a reset, 4 a reset and a dose. */
  readonly evid: number;
  /** Amount given; 0 for a constant infusion at steady state. */
  readonly amt: number;
  /** Amount per hour of an infusion; 0 a bolus, -1 at the rate and -2 over the duration that the model says. */
  readonly rate: number;
  /** Compartment, from 1. */
  readonly cmt: number;
  /** Hours between doses, and how many more follow. */
  readonly ii: number;
  readonly addl: number;
  /** 1: the amounts become those of a course that has always run; 2: they are added to what is there. */
  readonly ss: number;
}

/** Whether a record gives a dose. */
export function givesDose({ evid }: DosingRecord): boolean {
  return evid === 1 || evid === 4;
}

/**
 * Throws `intervention.invalid`, naming field, row and remedy, for a course that cannot be followed: negative or falling times, a
 * dose before the start, amounts, rates, intervals and switches outside what they can be.
 */
export function checkRecords(records: readonly DosingRecord[]): void {
  let latest = 0;
  for (const [index, record] of records.entries()) {
    const row = index + 1;
    const { time, evid, amt, rate, ii, addl, ss } = record;
    const refuse = (field: keyof DosingRecord, remedy: string): never => {
      throw new TwinwardError('intervention.invalid', `${field} ${record[field]} has no meaning here`, {
        field,
        row,
        remedy,
      });
    };
    if (!(time >= 0) || !Number.isFinite(time))
      refuse('time', 'give hours from the start of the course, 0 or later; a dose cannot precede the start');
    if (time < latest) refuse('time', 'sort the records by rising time');
    latest = time;
    if (![0, 1, 2, 3, 4].includes(evid)) refuse('evid', 'give 0, 1, 2, 3 or 4');
    if (!(amt >= 0) || !Number.isFinite(amt)) refuse('amt', 'give an amount of 0 or more');
    if (!givesDose(record)) {
      if (amt > 0) refuse('amt', 'set it to 0, or evid to 1 if this is a dose');
      if (evid === 2 && record.cmt < 0) refuse('cmt', 'switching compartments off is not supported; give 0');
      continue;
    }
    if (!(rate >= 0 || rate === -1 || rate === -2) || !Number.isFinite(rate))
      refuse('rate', 'give 0 for a bolus, an amount per hour, -1 (rate of the model) or -2 (its duration)');
    if (![0, 1, 2, 3].includes(ss)) refuse('ss', 'give 0, 1 or 2 (3 is 1 for linear kinetics)');
    if (!Number.isInteger(addl) || addl < 0) refuse('addl', 'give a whole number of further doses');
    if (!(ii >= 0) || !Number.isFinite(ii)) refuse('ii', 'give hours between doses');
    if (addl > 0 && ii === 0) refuse('ii', 'give the hours between the doses that addl asks for');
    const constant = ss > 0 && amt === 0;
    if (constant && !(rate > 0)) refuse('rate', 'give the rate of the constant infusion');
    if (constant && (ii > 0 || addl > 0)) refuse('ii', 'a constant infusion repeats nothing; give 0');
    if (ss > 0 && !constant && ii === 0) refuse('ii', 'give the hours between the doses of the steady state');
    if (amt === 0 && !constant) refuse('amt', 'give the amount of the dose');
  }
}
