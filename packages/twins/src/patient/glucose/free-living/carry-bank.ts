import type { Belief, Instant, Schedule } from '@twinward/contract';
import { exp } from '@twinward/simulate';
import { carryMember } from './bank.ts';
import { AT, MEAL_GAIN, WIDTH } from './columns.ts';
import { type Bite, bitesBetween } from './eating.ts';
import type { ReadyPopulation } from './free-living-population.ts';
import { A1, N } from './kinetics.ts';
import { closePerson, openPerson, type Person, SELF } from './person.ts';
import { minuteOf } from './prior.ts';

/**
 * Carries the exact belief to a later instant, on the lattice of whole minutes. Each logged bite adds its mean rise to the first
 * stage of the gut; a meal's whole uncertainty of gain is added when it begins. Until the first reading the prior stays as
 * it is, since it already stands for any time of the person's day.
 */
export function carryBank(
  population: ReadyPopulation,
  belief: Belief,
  to: Instant,
  schedule: Schedule,
): Belief {
  const person = openPerson(belief);
  const minute = minuteOf(to);
  const from = person.self[SELF.minute]!;
  if (person.self[SELF.readings]! > 0) {
    carryPerson(population, person, minute, bitesBetween(schedule.interventions, from, minute));
  }
  person.self[SELF.minute] = minute;
  return closePerson(person, to);
}

/** Carries an opened belief to a minute, eating on the way. */
export function carryPerson(
  population: ReadyPopulation,
  person: Person,
  minute: number,
  bites: readonly Bite[],
): void {
  const { rows, covariances, self } = person;
  population.physiologies.forEach((physiology, member) => {
    const place = { rows, covariances, member };
    let now = self[SELF.minute]!;
    for (const bite of bites) {
      carryMember(physiology, place, bite.minute - now);
      eat(place.rows, covariances, member, bite);
      now = bite.minute;
    }
    carryMember(physiology, place, minute - now);
  });
  self[SELF.minute] = minute;
}

function eat(rows: Float64Array, covariances: Float64Array, member: number, { grams, begun }: Bite): void {
  const variance = MEAL_GAIN.logSd * MEAL_GAIN.logSd;
  const mean = rows[member * WIDTH + AT.gain]! * exp(variance / 2);
  const gut = member * WIDTH + A1;
  const spread = member * N * N + A1 * N + A1;
  rows[gut] = rows[gut]! + mean * grams;
  covariances[spread] = covariances[spread]! + mean * mean * (exp(variance) - 1) * begun * begun;
}
