import { HELDT_ROWS } from './parameter-table.ts';

/** Length of the parameter vector. */
const LENGTH = 153;

/** The nominal parameter vector theta [153] of the 21-compartment model; entries it does not use are 0. */
export function heldtParameters(): Float64Array {
  const theta = new Float64Array(LENGTH);
  for (const [index, , mean] of HELDT_ROWS) theta[index] = mean;
  return theta;
}
