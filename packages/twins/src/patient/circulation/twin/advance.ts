import type { Belief, Draws, Instant, RandomSource, Schedule } from '@twinward/contract';
import { exp } from '@twinward/simulate';
import { wander } from '../../wander.ts';
import { AT, COLUMNS, WIDTH } from './columns.ts';
import { settle } from './settle.ts';
import { changesBetween, implantsAt, infusedBetween, memberTreatment, type Treatment } from './treatment.ts';

/** People change on a grid of absolute time, so that their draws do not depend on when readings come. */
const GRID = 300_000;
const GRID_SHARE = Math.sqrt(GRID / 3_600_000);
/** How far each parameter wanders in the root of an hour: of its logarithm, or in mmHg. */
const WANDER: Readonly<Record<string, number>> = {
  resistance: 0.03,
  compliance: 0.005,
  contractility: 0.02,
  stiffness: 0.005,
  volume: 0.01,
  pulmonaryResistance: 0.02,
  rightStiffness: 0.005,
  chest: 0.05,
  heartRate: 0.03,
};
/** Seconds in which the set point of the baroreflex follows the pressure (acute resetting; time constant chosen). */
const RESETTING = 1800;
/** Seconds of beats after which a stretch is taken to be at rest, however long it is. */
const LONGEST = 90;
/** Milliseconds before the instant asked for in which every grid point is followed by beats; before, only changes of treatment are. */
const FOLLOWED = 3_600_000;
/** mL below which no circulation is left. */
const LEAST_VOLUME = 100;
/** kg of fluid by which weight wanders in the root of an hour: half a kilogram in the root of a day (chosen). */
const RETENTION = 0.1;
/** mL of each kilogram of fluid retained that stay in the vessels: plasma is 3 of 14 L outside the cells (Guyton and Hall, Medical Physiology). */
const VESSELS = 210;
/** kg below which no adult weighs. */
const LEAST_WEIGHT = 20;

/**
 * Carries every member to a later instant. Within each stretch between two changes of treatment, blood volume moves by what is infused and
 * lost, then the heart beats with its reflex until beats repeat themselves, for at most the length of the stretch and 90 s: what lasts
 * longer is slower than the circulation, and is in the parameters, which wander at each grid point. More than an hour before the instant
 * asked for the heart is followed only where treatment changes.
 */
export function advanceMembers(
  belief: Belief,
  to: Instant,
  schedule: Schedule,
  random: RandomSource,
): Belief {
  const values = belief.values.slice();
  const { interventions } = schedule;
  const changes = new Set<number>([...changesBetween(interventions, belief.at, to), to]);
  const cuts = new Set(changes);
  for (let tick = Math.floor(belief.at / GRID) * GRID + GRID; tick < to; tick += GRID) cuts.add(tick);
  const ends = [...cuts].sort((a, b) => a - b);
  for (let m = 0; m < belief.size; m++) {
    const row = values.subarray(m * WIDTH, (m + 1) * WIDTH);
    let from: number = belief.at;
    let beaten: number = belief.at;
    for (const end of ends) {
      if (end === from) continue;
      for (const [column, value] of Object.entries(implantsAt(interventions, from as Instant)))
        row[AT[column]!] = value;
      const infused = infusedBetween(interventions, from, end);
      row[AT.volume!] = Math.max(LEAST_VOLUME, row[AT.volume!]! + infused);
      row[AT.weight!] = Math.max(LEAST_WEIGHT, row[AT.weight!]! + infused / 1000);
      if (end >= to - FOLLOWED || changes.has(end)) {
        beat(row, memberTreatment(schedule, m, from as Instant, end as Instant), (end - beaten) / 1000);
        beaten = end;
      }
      if (end % GRID === 0) drift(row, random.draws(m, 1, end / GRID));
      from = end;
    }
  }
  return { ...belief, at: to, values };
}

/** So many seconds of beats under a treatment; the set point follows the pressure. */
function beat(row: Float64Array, treatment: Treatment, seconds: number): void {
  settle(row, treatment, Math.min(seconds, LONGEST));
  const setPoint = row[AT.setPoint!]!;
  row[AT.setPoint!] = setPoint + (row[AT.mean!]! - setPoint) * (1 - exp(-seconds / RESETTING));
}

/** Parameters wander, and so does the fluid that weight and vessels hold. */
function drift(row: Float64Array, draws: Draws): void {
  wander(row, COLUMNS, WANDER, GRID_SHARE, draws);
  const retained = RETENTION * GRID_SHARE * draws.normal();
  row[AT.weight!] = Math.max(LEAST_WEIGHT, row[AT.weight!]! + retained);
  row[AT.volume!] = Math.max(LEAST_VOLUME, row[AT.volume!]! + VESSELS * retained);
}
