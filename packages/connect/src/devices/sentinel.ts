// What a monitor writes when it has nothing to say.

/** Never a measurement, whatever is measured. */
const ALWAYS = new Set([-999, -9999, -99.9, -100]);
/** Units in which -1 is a measurement as often as not: temperatures, concentrations and their excess. */
const SIGNED = new Set(['Cel', '[degF]', 'mmol/L', 'meq/L', 'mV', 'uV', '[diop]', 'cm', 'deg']);
/** Pressures and excesses that are below zero in living people: central venous, pulmonary wedge, intracranial, airway, base excess. */
const BELOW_ZERO = new Set([
  '8591-0',
  '60985-9',
  '8587-8',
  '60956-0',
  '8441-8',
  '60951-1',
  '76530-5',
  '1925-7',
  '11555-0',
  '1927-3',
  '1922-4',
]);

/**
 * Whether a number is a monitor's way to say that there is none: -999, -9999, -100 and -99.9 always, -1 where the quantity cannot
 * be negative. Such a number is never assimilated.
 *
 * @example
 * isSentinel(-999, '8867-4', '/min'); // true
 */
export function isSentinel(value: number, loinc: string | undefined, unit: string | null): boolean {
  // An electric potential may well be -100 microvolts.
  if (ALWAYS.has(value)) return value < -101 || (unit !== 'uV' && unit !== 'mV');
  return value === -1 && (unit === null || !SIGNED.has(unit)) && !BELOW_ZERO.has(loinc ?? '');
}
