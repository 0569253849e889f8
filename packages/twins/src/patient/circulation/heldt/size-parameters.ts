import { COMPARTMENTS, PASSAGES } from './compartments.ts';

/** The beds whose resistance the reflexes move, and the blood. */
const BED_RESISTANCES = [53, 55, 57, 59] as const;
const BLOOD = 70;
/** Gains of the reflexes, of both kinds: on resistances, on rest volumes of veins, on systolic compliances of the ventricles. */
const RESISTANCE_GAINS = [4, 5, 6, 7, 17, 18, 19, 20] as const;
const VOLUME_GAINS = [8, 9, 10, 11, 21, 22, 23, 24] as const;
const COMPLIANCE_GAINS = [12, 13] as const;

/** Entries that go with the size of the body, and against it. */
const WITH: readonly number[] = [
  BLOOD,
  ...COMPARTMENTS.flatMap(({ kind, compliance, V0, Vmax }) => [
    compliance,
    ...(kind === 'chamber' ? [compliance + 1] : []),
    V0,
    ...(Vmax === undefined ? [] : [Vmax]),
  ]),
  ...VOLUME_GAINS,
  ...COMPLIANCE_GAINS,
];
const AGAINST: readonly number[] = [
  ...PASSAGES.flatMap(({ resistance }) => (typeof resistance === 'number' ? [resistance] : [])),
  ...BED_RESISTANCES,
  ...RESISTANCE_GAINS,
];

/**
 * The parameters [153] of a person of another size who is otherwise the same: volumes and compliances go with `size`, resistances against it, and
 * reflexes move them in proportion. At rest pressures and heart rate stay, and flows go with `size` (similar circulations: Westerhof and Elzinga
 * 1991, Am. J. Physiol. 261:R126-R133).
 *
 * @param theta parameters [153], as `heldtParameters`
 * @param size over 0; 1 is the size of `theta`
 */
export function sizeHeldtParameters(theta: Float64Array, size: number): Float64Array {
  const sized = theta.slice();
  for (const index of WITH) sized[index] = theta[index]! * size;
  for (const index of AGAINST) sized[index] = theta[index]! / size;
  return sized;
}
