import type { Draws } from '@twinward/contract';
import { HELDT_ROWS } from './parameter-table.ts';
import { heldtParameters } from './parameters.ts';

/** Entries that stay nominal: timing of responses and of contraction, whose published ranges do not hold their own means. */
const NOMINAL = (index: number): boolean =>
  (index >= 25 && index <= 30) || (index >= 112 && index <= 120) || index >= 147;
/** Share of its mean below which no resistance, compliance or volume is drawn; the published ranges begin at 0. */
const LEAST = 0.3;
const TRIES = 100;

/**
 * The parameters [153] of a person drawn from the published population: each normal about its mean, kept to its range.
 */
export function drawHeldtParameters(draws: Draws): Float64Array {
  const theta = heldtParameters();
  for (const [index, , mean, sd, minimum, maximum] of HELDT_ROWS) {
    if (sd === 0 || NOMINAL(index)) continue;
    const least = mean > 0 ? Math.max(minimum, LEAST * mean) : minimum;
    for (let i = 0; i < TRIES; i++) {
      const value = mean + sd * draws.normal();
      if (value < least || value > maximum) continue;
      theta[index] = value;
      break;
    }
  }
  return theta;
}
