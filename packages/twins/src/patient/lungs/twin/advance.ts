import { type Belief, type Instant, inputAt, type RandomSource, type Schedule } from '@twinward/contract';
import { wander } from '../../wander.ts';
import { carry } from './carry.ts';
import { AT, COLUMNS, WIDTH } from './columns.ts';
import { comeToRest } from './rest.ts';
import { changesBetween, treatmentAt } from './treatment.ts';

/** People change on a grid of absolute time, so that their draws do not depend on when readings come. */
const GRID = 300_000;
const GRID_SHARE = Math.sqrt(GRID / 3_600_000);
/** How far each parameter wanders in the root of an hour: of its logarithm or logit, or in its unit. */
const WANDER: Readonly<Record<string, number>> = {
  shunt: 0.08,
  deadShare: 0.05,
  resistance: 0.05,
  compliance: 0.03,
  production: 0.03,
  rate: 0.05,
  effort: 0.05,
  drive: 0.03,
  setPoint: 0.2,
  baseExcess: 0.2,
};
/** Seconds between two changes after which a member is put where it comes to rest rather than carried there. */
const LONG = 10_800;
/** L/min below which blood hardly flows and nothing is exchanged. */
const LEAST_OUTPUT = 0.5;

/**
 * Carries every member to a later instant: within each stretch between two changes of treatment or output, breathing, gases and
 * chemoreflex follow one another; parameters wander at each grid point.
 */
export function advanceMembers(
  belief: Belief,
  to: Instant,
  schedule: Schedule,
  random: RandomSource,
): Belief {
  const values = belief.values.slice();
  const { interventions } = schedule;
  const output = schedule.inputs.find(({ input }) => input === 'cardiac-output');
  const cuts = new Set<number>([...changesBetween(interventions, belief.at, to), to]);
  const idle = to - belief.at > LONG * 1000;
  for (let tick = Math.floor(belief.at / GRID) * GRID + GRID; tick < to; tick += GRID) cuts.add(tick);
  const ends = [...cuts].sort((a, b) => a - b);
  for (let m = 0; m < belief.size; m++) {
    const row = values.subarray(m * WIDTH, (m + 1) * WIDTH);
    let from: number = belief.at;
    for (const end of ends) {
      if (end === from) continue;
      if (output !== undefined) row[AT.output!] = Math.max(LEAST_OUTPUT, inputAt(output, m, end as Instant));
      const treatment = treatmentAt(interventions, from as Instant);
      if (idle && end < to - LONG * 1000) comeToRest(row, treatment);
      else carry(row, treatment, (end - from) / 1000);
      if (end % GRID === 0) wander(row, COLUMNS, WANDER, GRID_SHARE, random.draws(m, 1, end / GRID));
      from = end;
    }
  }
  return { ...belief, at: to, values };
}
