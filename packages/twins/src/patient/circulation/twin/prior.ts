import type { Belief, Distribution, Instant, RandomSource, Subject, SubjectFact } from '@twinward/contract';
import { balanceNormals } from '@twinward/estimate';
import { exp, log } from '@twinward/simulate';
import { AT, ESTIMATED, WIDTH } from './columns.ts';
import { comeToRest } from './come-to-rest.ts';

/**
 * Weight of an adult where it is not known: median in kg (chosen) and spread of the logarithm, that of men and women together (0.17 and 0.20 about
 * medians of 77 and 65 kg; Brainard and Burmaster 1992, Risk Anal. 12:267-275).
 */
const WEIGHT = { median: 75, logSd: 0.2 } as const;
/** How sure a conduction delay is that is told: the standard deviation of its logarithm (chosen). */
const DELAY_SPREAD = 0.15;

/** Nothing need be known of a person before the first reading. */
export const FACTS: readonly SubjectFact[] = [
  { name: 'weight', label: 'Weight', unit: 'kg', required: false, minimum: 25, maximum: 350 },
  {
    name: 'wallDelay',
    label: 'Delay of the lateral wall (left bundle branch block: 80 to 120 ms)',
    unit: 'ms',
    required: false,
    minimum: 0,
    maximum: 150,
  },
];

/**
 * How a body's size, its surface against that of the median weight, scales what is estimated: volumes and compliances with it, resistances and
 * elastances against it, so that pressures are the same in small people and large ones (Westerhof and Elzinga 1991, Am. J. Physiol.
 * 261:R126-R133; stroke volume over pulse pressure goes with body size: de Simone et al. 1999, J. Am. Coll. Cardiol. 33:444-451).
 */
const WITH_SIZE: Readonly<Record<string, 1 | -1>> = {
  compliance: 1,
  volume: 1,
  resistance: -1,
  contractility: -1,
  stiffness: -1,
  pulmonaryResistance: -1,
  rightStiffness: -1,
};
/** Surface goes with the root of weight times height (Mosteller 1987, N. Engl. J. Med. 317:1098), and height with the tenth part of weight's logarithm. */
const SURFACE = 0.55;

/**
 * The belief before any reading: parameters drawn from their priors, balanced so that chance correlates none with another, each member at rest
 * by them. What pressures say of output hangs on what they do not say of compliance, so a chance correlation would last. Of the spread of each
 * parameter its body's size has its part: weight that is told narrows and moves them.
 */
export function priorBelief(subject: Subject, at: Instant, size: number, random: RandomSource): Belief {
  const values = new Float64Array(size * WIDTH);
  const each = ESTIMATED.length + 1;
  const members = Array.from({ length: size }, (_, m) => random.draws(m, 0, 0));
  const normals = Float64Array.from(
    members.flatMap((draws) => Array.from({ length: each }, () => draws.normal())),
  );
  balanceNormals(normals, each);
  const { weight } = subject.facts;
  const told = weight === undefined ? null : log(Number(weight) / WEIGHT.median) / WEIGHT.logSd;
  for (const [m, draws] of members.entries()) {
    const row = values.subarray(m * WIDTH, (m + 1) * WIDTH);
    const body = told ?? normals[m * each + ESTIMATED.length]!;
    for (const [i, { name, prior }] of ESTIMATED.entries())
      row[AT[name]!] = drawn(name, prior, normals[m * each + i]!, body);
    row[AT.weight!] = WEIGHT.median * exp(WEIGHT.logSd * body);
    row[AT.wallDelay!] = Number(subject.facts.wallDelay ?? 0) * exp(DELAY_SPREAD * draws.normal());
    comeToRest(row);
  }
  return { at, size, width: WIDTH, values, logWeights: null, structures: null };
}

/** A parameter by how far it lies from its median, of its own and by the body's size, in standard deviations. */
function drawn(name: string, prior: Distribution, own: number, body: number): number {
  if (prior.kind === 'normal') return prior.mean + prior.sd * own;
  if (prior.kind !== 'logNormal') return Number.NaN;
  const share = ((WITH_SIZE[name] ?? 0) * SURFACE * WEIGHT.logSd) / prior.logSd;
  return prior.median * exp(prior.logSd * (share * body + Math.sqrt(1 - share * share) * own));
}
