import { readFile } from 'node:fs/promises';
import { readCgmTable } from '@twinward/connect/wearables';
import { readVirtualPatients } from '@twinward/twins/patient';
import { repositoryPath } from '../repository-path.ts';
import { composedPerson } from './composed-person.ts';
import type { DemoPerson } from './demo-person.ts';
import type { DemoPlan } from './demo-plan.ts';
import type { LifeStore } from './life-store.ts';
import { recordedPerson } from './recorded-person.ts';
import { simulatedPerson } from './simulated-person.ts';

const VOLUNTEERS = ['adult#003', 'adult#008', 'adolescent#004', 'adult#005'] as const;
const APPETITES = [1, 0.85, 0.8, 0.7] as const;
/** Of the volunteers, the one in hospital, who is mirrored by several twins. */
const IN_HOSPITAL = 3;

/** Everyone the demo shows: thirteen recorded people, three simulated insulin users and one in hospital. */
export async function demoPeople(plan: DemoPlan, lives: LifeStore): Promise<readonly DemoPerson[]> {
  const read = (...parts: readonly string[]) => readFile(repositoryPath('data', ...parts), 'utf8');
  const recordings = readCgmTable(await read('cgm', 'hall2018-cgm-13subjects.csv'));
  const patients = readVirtualPatients(await read('glucose', 'vpatient_params.csv'));
  const quest = new Map(
    (await read('glucose', 'Quest.csv'))
      .trim()
      .split(/\r?\n/)
      .slice(1)
      .map((line) => line.split(','))
      .map(([name, ...numbers]) => [name!, numbers.map(Number)] as const),
  );
  const simulated = VOLUNTEERS.map((name, i) => {
    const [carbohydrateRatio, correctionFactor, age] = quest.get(name)!;
    const profile = {
      number: i + 1,
      patient: patients.find((patient) => patient.name === name)!,
      age: age!,
      carbohydrateRatio: carbohydrateRatio!,
      correctionFactor: correctionFactor!,
      appetite: APPETITES[i]!,
    };
    const person = simulatedPerson(profile, plan, lives);
    const { BW } = profile.patient.parameters;
    return i === IN_HOSPITAL ? composedPerson(person, Math.round(BW), plan) : person;
  });
  return [...recordings.map((series) => recordedPerson(series, plan)), ...simulated];
}
