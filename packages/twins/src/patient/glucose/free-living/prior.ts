import { type Belief, type Instant, type Subject, type SubjectFact, TwinwardError } from '@twinward/contract';
import { startMember } from './bank.ts';
import { AT, ESTIMATED_RATES, MEAL_GAIN, WIDTH } from './columns.ts';
import { ANCHORS, type ReadyPopulation } from './free-living-population.ts';
import { closePerson, emptyPerson, type Person, SELF } from './person.ts';
import { startResidual } from './residual.ts';

/** What the model asks about a person; it can do without. */
export const FACTS: readonly SubjectFact[] = [
  { name: 'weight', label: 'Body weight', unit: 'kg', required: false, minimum: 10, maximum: 300 },
  {
    name: 'utcOffsetMinutes',
    label: 'Minutes that the local clock is ahead of UTC',
    unit: 'min',
    required: false,
    minimum: -840,
    maximum: 840,
  },
];

/** The whole minute nearest to an instant, counted from 1970 in UTC; the lattice on which the bank moves. */
export function minuteOf(at: Instant): number {
  return Math.round(at / 60_000);
}

/**
 * The belief before any reading: every reference physiology, equally likely, at an unknown time of its day about a mean of
 * 110 mg/dL that is worth 50 readings. An exact belief has one member a physiology, whatever size is asked for. Without
 * `weight` 70 kg are assumed, without `utcOffsetMinutes` the local clock is UTC. Throws `subject.invalid` for absurd facts.
 */
export function priorBelief(population: ReadyPopulation, subject: Subject, at: Instant): Belief {
  const person = priorPerson(population, fact(subject, 'weight', 70), fact(subject, 'utcOffsetMinutes', 0));
  person.self[SELF.minute] = minuteOf(at);
  return closePerson(person, at);
}

/** The same, opened; at minute 0. */
export function priorPerson(population: ReadyPopulation, weight: number, offset: number): Person {
  const { physiologies, constants } = population;
  const person = emptyPerson(physiologies.length);
  const { rows, covariances, self } = person;
  physiologies.forEach((physiology, member) => {
    const o = member * WIDTH;
    startMember(physiology, { rows, covariances, member });
    ESTIMATED_RATES.forEach((rate, i) => {
      rows[o + AT.rates + i] = physiology.kinetics[rate];
    });
    rows[o + AT.physiology] = member;
    rows[o + AT.gain] = (MEAL_GAIN.median * 70) / weight;
  });
  for (let anchor = 0; anchor < ANCHORS.length; anchor++) {
    startResidual(person, anchor, constants.residual[anchor], constants.meanAbsolute[anchor]!);
  }
  self[SELF.mean] = 110;
  self[SELF.meanWeight] = 50;
  self[SELF.posted] = Number.NEGATIVE_INFINITY;
  self[SELF.read] = Number.NEGATIVE_INFINITY;
  self[SELF.offset] = offset;
  return person;
}

function fact(subject: Subject, name: string, otherwise: number): number {
  const { minimum, maximum, unit, label } = FACTS.find((candidate) => candidate.name === name)!;
  const value = subject.facts[name];
  if (value === undefined) return otherwise;
  if (typeof value === 'number' && value >= minimum! && value <= maximum!) return value;
  throw new TwinwardError('subject.invalid', `${label} is impossible`, {
    field: name,
    remedy: `leave it out or give it in ${unit}, ${minimum} to ${maximum}`,
  });
}
