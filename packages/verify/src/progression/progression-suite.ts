// `verify progression`: UKPDS-OM2 against hazards integrated numerically, and its lives against the exact expectation.
import { setImmediate } from 'node:timers/promises';
import { type RandomSource, TwinwardError } from '@twinward/contract';
import { philox } from '@twinward/simulate';
import {
  followLives,
  OM2_EQUATIONS,
  OM2_EVENTS,
  type Om2EquationName,
  type Om2Person,
  Om2Year,
  progressionOf,
} from '@twinward/twins/patient';
import { readInput } from '../read-input.ts';
import { repositoryPath } from '../repository-path.ts';
import type { CaseNote, Suite, SuiteCall, SuiteOutcome } from '../suite.ts';
import { type EquationTable, integratedProbability, readEquationTable } from './equation-table.ts';
import { exactCohort } from './exact-cohort.ts';

const PEOPLE = 200;
const EQUATION_BAR = 1e-9;
const COHORTS = 3;
const YEARS = 8;
const LIVES = 20_000;
/** Standard errors that the furthest of all compared means may be off. */
const FURTHEST = 4.5;
/** The statistical appendix's person (man, 70, smoker, 12 years of diabetes, overweight, white cells 6, heart failure before), as COMPAR-EU computes it. */
const KNOWN = 0.04583776;

/**
 * One case an equation (its probabilities in drawn people, at 1e-9 relative), one for each drawn cohort (means of simulated lives
 * within 4.5 standard errors of the exact expectation), one for each direction in which life must change, one for a known figure.
 */
export const progressionSuite: Suite = {
  name: 'progression',
  title: 'UKPDS-OM2: equations against integrated hazards, simulated lives against the exact expectation',
  takes: 'optionally a table of coefficients, as data/risk/ukpds-om2-coefficients.json',
  options: {},
  async run(call: SuiteCall): Promise<SuiteOutcome> {
    const file = call.files[0] ?? repositoryPath('data', 'risk', 'ukpds-om2-coefficients.json');
    const table = readEquationTable(await readInput(file), file);
    const random = philox(call.seed).derive('progression');
    const failed: CaseNote[] = [];
    const figures: Record<string, number | string> = { seed: call.seed };
    const equations = judgeEquations(table, random);
    failed.push(...equations.failed);
    figures[
      `equations, largest relative difference from integrated hazards in ${PEOPLE} people (at most 1e-9)`
    ] = Number(equations.worst.toPrecision(3));
    let [furthest, leftOut, unbalanced] = [0, 0, 0];
    for (let cohort = 0; cohort < COHORTS; cohort++) {
      if (call.signal.aborted) throw new TwinwardError('run.cancelled', 'the run was cancelled');
      await setImmediate();
      const person = drawPerson(random, PEOPLE + cohort, false);
      const exact = exactCohort(table, person, YEARS);
      leftOut = Math.max(leftOut, exact.leftOut);
      unbalanced = Math.max(unbalanced, exact.unbalanced);
      const lives = followLives([person], {
        count: LIVES,
        years: YEARS,
        random: random.derive(`cohort ${cohort}`),
      });
      const { alive, happened } = progressionOf(lives);
      let off = 0;
      for (let year = 0; year < YEARS; year++) {
        off = Math.max(off, distance(alive.probability[year]!, exact.alive[year]!, exact.leftOut));
        OM2_EVENTS.forEach((event, i) => {
          off = Math.max(
            off,
            distance(happened[event].probability[year]!, exact.happened[i]![year]!, exact.leftOut),
          );
        });
      }
      furthest = Math.max(furthest, off);
      if (!(off <= FURTHEST && exact.unbalanced < 1e-9))
        failed.push({
          name: `cohort ${cohort + 1}`,
          why: `${off.toFixed(1)} standard errors from the exact expectation`,
        });
      call.progress(cohort + 1, COHORTS, 'cohorts');
    }
    figures[
      `cohorts of ${LIVES} lives over ${YEARS} years, furthest mean from the exact expectation, standard errors (at most ${FURTHEST})`
    ] = Number(furthest.toFixed(2));
    figures['exact expectation: probability left out; alive, dead and left out from 1'] =
      `${leftOut.toExponential(1)}; ${unbalanced.toExponential(1)}`;
    const directions = judgeDirections(random);
    failed.push(...directions.failed);
    const ours = knownDeath();
    figures[`death within a year of the appendix's person (COMPAR-EU ${KNOWN})`] = Number(
      ours.toPrecision(7),
    );
    if (!(Math.abs(ours - KNOWN) <= 5e-9))
      failed.push({ name: "the appendix's person", why: `${ours}, not ${KNOWN}` });
    const cases = equations.cases + COHORTS + directions.cases + 1;
    return { cases, passed: cases - failed.length, failed, unsupported: [], figures };
  },
};

/** Distance of a simulated proportion from the exact one, beyond what was left out of that, in the standard errors it implies. */
function distance(ours: number, exact: number, leftOut: number): number {
  const p = Math.min(Math.max(exact, 1 / LIVES), 1 - 1 / LIVES);
  return Math.max(0, Math.abs(ours - exact) - leftOut) / Math.sqrt((p * (1 - p)) / LIVES);
}

function judgeEquations(table: EquationTable, random: RandomSource) {
  const names = Object.keys(OM2_EQUATIONS) as Om2EquationName[];
  const missing = Object.keys(table.equations).filter((name) => !Object.hasOwn(OM2_EQUATIONS, name));
  const failed: CaseNote[] = missing.map((name) => ({
    name,
    why: 'the file names an equation that the model does not have',
  }));
  let worst = 0;
  for (const name of names) {
    if (table.equations[name] === undefined) {
      failed.push({ name, why: 'the table does not hold it' });
      continue;
    }
    let off = 0;
    for (let i = 0; i < PEOPLE; i++) {
      const person = drawPerson(random, i, true);
      const draws = random.draws(i, 1, 0);
      const before = OM2_EVENTS.map(() => (draws.uniform() < 0.3 ? 1 : 0));
      const now = before.map((times) => times + (draws.uniform() < 0.3 ? 1 : 0));
      const named = (counts: readonly number[]) =>
        Object.fromEntries(OM2_EVENTS.map((event, k) => [event, counts[k]!]));
      const expected = integratedProbability(table, name, person, { before: named(before), now: named(now) });
      const ours = new Om2Year(person, 0).probability(name, before, now);
      off = Math.max(off, Math.abs(ours / expected - 1));
    }
    worst = Math.max(worst, off);
    if (!(off <= EQUATION_BAR))
      failed.push({ name, why: `${off.toExponential(1)} off the integrated hazard` });
  }
  return { cases: names.length + missing.length, failed, worst };
}

/** Life must shorten with each of these, everything else equal. */
const WORSE: readonly (readonly [string, (person: Om2Person) => Om2Person])[] = [
  ['smoking', (person) => ({ ...person, smoker: true })],
  ['HbA1c', (person) => ({ ...person, hba1c: person.hba1c + 2 })],
  ['pressure', (person) => ({ ...person, systolic: person.systolic + 30 })],
  ['LDL cholesterol', (person) => ({ ...person, ldl: person.ldl + 1.5 })],
  ['albuminuria', (person) => ({ ...person, albuminuria: true })],
  ['infarction before', (person) => ({ ...person, history: { infarction: 1 } })],
];

function judgeDirections(random: RandomSource) {
  const drawn = drawPerson(random, PEOPLE + COHORTS, false);
  const person = { ...drawn, smoker: false, albuminuria: false };
  const request = { count: 2000, years: 60, random: random.derive('directions') };
  const usual = progressionOf(followLives([person], request)).lifeYears.mean;
  const failed = WORSE.flatMap(([name, worsen]): CaseNote[] => {
    const worse = progressionOf(followLives([worsen(person)], request)).lifeYears.mean;
    return worse < usual ? [] : [{ name: `life with ${name}`, why: `${worse} years, without ${usual}` }];
  });
  return { cases: WORSE.length, failed };
}

function knownDeath(): number {
  const person = { ...drawPerson(philox('0000000000000000'), 0, false), ...APPENDIX };
  const before = OM2_EVENTS.map((event) => (event === 'heartFailure' ? 1 : 0));
  return new Om2Year(person, 0).death(before, before);
}

const APPENDIX = {
  sex: 'male',
  ageAtDiagnosis: 58,
  yearsSinceDiagnosis: 12,
  smoker: true,
  bmi: 27,
  whiteCells: 6,
  albuminuria: false,
} as const;

/** Somebody drawn; `beyond` also from ends of the splines. */
function drawPerson(random: RandomSource, member: number, beyond: boolean): Om2Person {
  const draws = random.draws(member, 0, 0);
  const between = (low: number, high: number): number => low + (high - low) * draws.uniform();
  const yes = (p: number): boolean => draws.uniform() < p;
  const sex = yes(0.5) ? 'female' : 'male';
  const ethnic = draws.uniform();
  return {
    sex,
    ethnicity: ethnic < 0.7 ? 'white or other' : ethnic < 0.85 ? 'afro-caribbean' : 'asian-indian',
    ageAtDiagnosis: between(35, 65),
    yearsSinceDiagnosis: beyond && yes(0.2) ? 0 : between(0, 20),
    hba1c: between(5, 12),
    systolic: between(100, 190),
    ldl: between(1, 6),
    hdl: between(0.6, 2.2),
    bmi: between(beyond ? 17 : 20, 42),
    egfr: between(beyond ? 15 : 45, 120),
    heartRate: between(50, 100),
    whiteCells: between(4, 11),
    haemoglobin: between(11, 17),
    smoker: yes(0.3),
    atrialFibrillation: yes(0.1),
    peripheralVascularDisease: yes(0.15),
    albuminuria: yes(0.3),
  };
}
