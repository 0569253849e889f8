import {
  type Belief,
  type Instant,
  type RandomSource,
  type Subject,
  type SubjectFact,
  TwinwardError,
} from '@twinward/contract';
import { exp } from '@twinward/simulate';
import { s2008Equations } from './equations.ts';
import { personParameters } from './person-parameters.ts';
import { AGE_GROUPS, SPREAD } from './population.ts';
import { SENSOR_SD } from './sensor-error.ts';
import { AT, ESTIMATED, WIDTH } from './twin-columns.ts';

/** What the model asks about a person. */
export const FACTS: readonly SubjectFact[] = [
  { name: 'weight', label: 'Body weight', unit: 'kg', required: true, minimum: 10, maximum: 300 },
  {
    name: 'basal',
    label: 'Programmed basal insulin',
    unit: '[iU]/h',
    required: true,
    minimum: 0.05,
    maximum: 10,
  },
  { name: 'age', label: 'Age', unit: 'a', required: false, minimum: 2, maximum: 110 },
];

/**
 * The belief before any reading: parameters drawn from the virtual population of the person's age group, each member
 * resting near the fasting state its own parameters imply. Throws `subject.invalid` for a missing or absurd fact.
 */
export function priorBelief(subject: Subject, at: Instant, size: number, random: RandomSource): Belief {
  const weight = fact(subject, 'weight');
  const basal = fact(subject, 'basal');
  const age = subject.facts.age === undefined ? 30 : fact(subject, 'age');
  const group = age < 13 ? 2 : age < 18 ? 1 : 0;
  const spread = SPREAD[AGE_GROUPS[group]!];
  const values = new Float64Array(size * WIDTH);
  const p = new Float64Array(s2008Equations.parameters.length);
  for (let m = 0; m < size; m++) {
    const o = m * WIDTH;
    const draws = random.draws(m, 0, 0);
    for (const { name } of ESTIMATED) {
      const { median, logSd } = spread[name as keyof typeof spread];
      values[o + AT[name]!] = median * exp(logSd * draws.normal());
    }
    values[o + AT.BW!] = weight;
    values[o + AT.basal!] = basal / 60;
    values[o + AT.group!] = group;
    const rest = personParameters(values, o, p);
    const Ib = p[s2008Equations.parameters.indexOf('Ib')]!;
    const away = exp(0.3 * draws.normal());
    const start: Readonly<Record<string, number>> = {
      ...rest,
      Gp: rest.Gp * away,
      Gt: rest.Gt * away,
      Gs: rest.Gp * away,
      I1: Ib,
      Id: Ib,
      sensor: SENSOR_SD * draws.normal(),
    };
    for (const [name, value] of Object.entries(start)) values[o + AT[name]!] = value;
  }
  return { at, size, width: WIDTH, values, logWeights: null, structures: null };
}

function fact(subject: Subject, name: string): number {
  const { minimum, maximum, unit, label } = FACTS.find((candidate) => candidate.name === name)!;
  const value = subject.facts[name];
  if (typeof value !== 'number' || !(value >= minimum!) || !(value <= maximum!)) {
    throw new TwinwardError('subject.invalid', `${label} is missing or impossible`, {
      field: name,
      remedy: `give ${label.toLowerCase()} in ${unit}, ${minimum} to ${maximum}`,
    });
  }
  return value;
}
