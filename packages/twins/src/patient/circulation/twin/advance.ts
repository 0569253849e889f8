import { type Belief, type Instant, inputAt, type RandomSource, type Schedule } from '@twinward/contract';
import { exp } from '@twinward/simulate';
import { AT, ESTIMATED, WIDTH } from './columns.ts';
import { settle } from './settle.ts';
import { changesBetween, infusedBetween, treatmentAt, valvesAt } from './treatment.ts';

/** People change on a grid of absolute time, so that their draws do not depend on when readings come. */
const GRID = 300_000;
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
/** mL below which no circulation is left. */
const LEAST_VOLUME = 100;

/**
 * Carries every member to a later instant. Within each stretch between two changes of treatment, blood volume moves by what is infused and
 * lost, then the heart beats with its reflex until beats repeat themselves, for at most the length of the stretch and 90 s: what lasts
 * longer is slower than the circulation, and is in the parameters, which wander at each grid point.
 */
export function advanceMembers(
  belief: Belief,
  to: Instant,
  schedule: Schedule,
  random: RandomSource,
): Belief {
  const values = belief.values.slice();
  const { interventions } = schedule;
  const chest = schedule.inputs.find(({ input }) => input === 'chest-pressure');
  const cuts = new Set<number>([...changesBetween(interventions, belief.at, to), to]);
  for (let tick = Math.floor(belief.at / GRID) * GRID + GRID; tick < to; tick += GRID) cuts.add(tick);
  const ends = [...cuts].sort((a, b) => a - b);
  for (let m = 0; m < belief.size; m++) {
    const row = values.subarray(m * WIDTH, (m + 1) * WIDTH);
    let from: number = belief.at;
    for (const end of ends) {
      if (end === from) continue;
      const valves = valvesAt(interventions, from as Instant);
      if (valves.aorticArea !== undefined) row[AT.aorticArea!] = valves.aorticArea;
      if (valves.mitralLeak !== undefined) row[AT.mitralLeak!] = valves.mitralLeak;
      const infused = infusedBetween(interventions, from, end);
      row[AT.volume!] = Math.max(LEAST_VOLUME, row[AT.volume!]! + infused);
      const seconds = (end - from) / 1000;
      const ventilation = chest === undefined ? 0 : inputAt(chest, m, end as Instant);
      settle(row, treatmentAt(interventions, from as Instant), ventilation, Math.min(seconds, LONGEST));
      const setPoint = row[AT.setPoint!]!;
      row[AT.setPoint!] = setPoint + (row[AT.mean!]! - setPoint) * (1 - exp(-seconds / RESETTING));
      if (end % GRID === 0) wander(row, random, m, end / GRID);
      from = end;
    }
  }
  return { ...belief, at: to, values };
}

function wander(row: Float64Array, random: RandomSource, member: number, tick: number): void {
  const draws = random.draws(member, 1, tick);
  const share = Math.sqrt(GRID / 3_600_000);
  for (const { name, prior } of ESTIMATED) {
    const step = WANDER[name]! * share * draws.normal();
    row[AT[name]!] = prior.kind === 'logNormal' ? row[AT[name]!]! * exp(step) : row[AT[name]!]! + step;
  }
}
