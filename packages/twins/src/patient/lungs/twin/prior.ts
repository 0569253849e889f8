import type {
  Belief,
  Distribution,
  Draws,
  Instant,
  RandomSource,
  Subject,
  SubjectFact,
} from '@twinward/contract';
import { exp, log } from '@twinward/simulate';
import { AT, ESTIMATED, WIDTH } from './columns.ts';
import { comeToRest } from './rest.ts';
import { UNTREATED } from './treatment.ts';

/** Draws of a member that could not live breathing air are made again, so many times at most. */
const TRIES = 50;
/** Least saturation, and most mmHg of carbon dioxide, of one who lives breathing air. */
const ALIVE = { saturation: 0.75, dioxide: 90 } as const;
/** g/dL where nothing is known of the haemoglobin. */
const HAEMOGLOBIN = 14;
/** L/min, until a circulation twin is coupled. */
export const OUTPUT = 5.4;

/** What may be known of a person before the first reading. */
export const FACTS: readonly SubjectFact[] = [
  { name: 'haemoglobin', label: 'Haemoglobin', unit: 'g/dL', required: false, minimum: 4, maximum: 22 },
];

/** The belief before any reading: parameters drawn from their priors, each member at rest by them, breathing air. */
export function priorBelief(subject: Subject, at: Instant, size: number, random: RandomSource): Belief {
  const { haemoglobin = HAEMOGLOBIN } = subject.facts;
  const values = new Float64Array(size * WIDTH);
  for (let m = 0; m < size; m++) {
    const row = values.subarray(m * WIDTH, (m + 1) * WIDTH);
    row[AT.output!] = OUTPUT;
    row[AT.haemoglobin!] = Number(haemoglobin);
    for (let attempt = 0; attempt < TRIES; attempt++) {
      const draws = random.draws(m, 0, attempt);
      for (const { name, prior } of ESTIMATED) row[AT[name]!] = drawn(prior, draws);
      comeToRest(row, UNTREATED);
      if (row[AT.saturation!]! >= ALIVE.saturation && row[AT.arterialCO2!]! <= ALIVE.dioxide) break;
    }
  }
  return { at, size, width: WIDTH, values, logWeights: null, structures: null };
}

function drawn(prior: Distribution, draws: Draws): number {
  const z = draws.normal();
  switch (prior.kind) {
    case 'logNormal':
      return prior.median * exp(prior.logSd * z);
    case 'logitNormal': {
      const share = (prior.median - prior.low) / (prior.high - prior.low);
      const moved = log(share / (1 - share)) + prior.logitSd * z;
      return prior.low + (prior.high - prior.low) / (1 + exp(-moved));
    }
    case 'normal':
      return prior.mean + prior.sd * z;
    default:
      return Number.NaN;
  }
}
