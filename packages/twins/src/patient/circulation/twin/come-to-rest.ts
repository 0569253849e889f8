import { MMHG } from '../clinical-units.ts';
import { closedLoopEquations } from '../heart/closed-loop.ts';
import { REFERENCE_START } from '../heart/reference-heart.ts';
import { AT } from './columns.ts';
import { settle } from './settle.ts';
import { HEALTHY_VALVES, UNTREATED } from './treatment.ts';

/** Seconds in which the first beats come to rest; the reflex then takes that pressure for its set point. */
const FIRST_BEATS = 40;

/** Gives a row with its parameters set healthy valves and beats, with the reflex held still, then takes the pressure that results for its set point. */
export function comeToRest(row: Float64Array): void {
  row[AT.aorticArea!] = HEALTHY_VALVES.aorticArea;
  row[AT.mitralLeak!] = HEALTHY_VALVES.mitralLeak;
  for (const name of closedLoopEquations.states) row[AT[name]!] = REFERENCE_START[name];
  row[AT.p_AR_SYS!] = 85 * MMHG;
  const chunk = 4;
  row[AT.mean!] = 90;
  for (let t = 0; t < FIRST_BEATS; t += chunk) {
    row[AT.setPoint!] = row[AT.mean!]!;
    row[AT.beta!] = 0;
    row[AT.alpha!] = 0;
    row[AT.venous!] = 0;
    settle(row, UNTREATED, chunk);
  }
  row[AT.setPoint!] = row[AT.mean!]!;
}
