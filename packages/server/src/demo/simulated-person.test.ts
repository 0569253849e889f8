import { readFile } from 'node:fs/promises';
import { instant } from '@twinward/contract';
import { readVirtualPatients } from '@twinward/twins/patient';
import { describe, expect, it } from 'vitest';
import { repositoryPath } from '../repository-path.ts';
import type { LifeEvent } from './demo-person.ts';
import type { LifeStore } from './life-store.ts';
import { type LifeState, type SimulatedProfile, simulatedPerson } from './simulated-person.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 2, 10, 14, 30);
const plan = { seed: '0123456789abcdef', startedAt: NOW, zoneMinutes: 0 };
const patients = readVirtualPatients(
  await readFile(repositoryPath('data', 'glucose', 'vpatient_params.csv'), 'utf8'),
);
const profile: SimulatedProfile = {
  number: 1,
  patient: patients.find(({ name }) => name === 'adult#003')!,
  age: 27,
  carbohydrateRatio: 9,
  correctionFactor: 17.9,
  appetite: 1,
};

function memoryLives(): LifeStore & { readonly kept: Map<string, LifeState> } {
  const kept = new Map<string, LifeState>();
  return {
    kept,
    read: (name) => kept.get(name) ?? null,
    keep: (name, state) => kept.set(name, structuredClone(state)),
  };
}

const glucose = (events: readonly LifeEvent[]) =>
  events.flatMap((event) =>
    event.kind === 'observation' && event.observation.value.kind === 'quantity'
      ? [event.observation.value.value]
      : [],
  );

describe('a simulated insulin user of the demo', () => {
  it('has two days of past with a reading every five minutes, meals and insulin', () => {
    const person = simulatedPerson(profile, plan, memoryLives());
    const events = person.between(instant(person.begins - 1), instant(NOW));
    const readings = events.filter(({ kind }) => kind === 'observation');
    expect(readings).toHaveLength(577);
    const types = events.flatMap((event) => (event.kind === 'intervention' ? [event.intervention.type] : []));
    const [meals, boluses] = [types.filter((t) => t === 'carbohydrate'), types.filter((t) => t === 'bolus')];
    expect(meals.length).toBeGreaterThanOrEqual(4);
    expect(boluses.length).toBeGreaterThanOrEqual(4);
  });

  it('has glucose such as people with diabetes have: it moves, and stays within what a body survives', () => {
    const person = simulatedPerson(profile, plan, memoryLives());
    const values = glucose(person.between(instant(person.begins - 1), instant(NOW)));
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean).toBeGreaterThan(90);
    expect(mean).toBeLessThan(250);
    expect(Math.max(...values) - Math.min(...values)).toBeGreaterThan(50);
    expect(Math.min(...values)).toBeGreaterThanOrEqual(40);
  });

  it('lives the same life again from the same seed, and another from another', () => {
    const live = (seed: string) => {
      const person = simulatedPerson(profile, { ...plan, seed }, memoryLives());
      return person.between(instant(person.begins - 1), instant(NOW));
    };
    expect(live(plan.seed)).toEqual(live(plan.seed));
    expect(glucose(live('fedcba9876543210'))).not.toEqual(glucose(live(plan.seed)));
  });

  it('goes on after a restart as if there had been none', () => {
    const undisturbed = simulatedPerson(profile, plan, memoryLives());
    undisturbed.between(instant(undisturbed.begins - 1), instant(NOW));
    const later = undisturbed.between(instant(NOW), instant(NOW + 10 * HOUR));
    const lives = memoryLives();
    const before = simulatedPerson(profile, plan, lives);
    before.between(instant(before.begins - 1), instant(NOW));
    before.fed();
    expect(lives.kept.size).toBe(1);
    const restarted = simulatedPerson(profile, plan, lives);
    expect(restarted.between(instant(NOW), instant(NOW + 10 * HOUR))).toEqual(later);
  });

  it('keeps nothing for a restart before what was lived is in the record', () => {
    const lives = memoryLives();
    const person = simulatedPerson(profile, plan, lives);
    person.between(instant(person.begins - 1), instant(NOW));
    expect(lives.kept.size).toBe(0);
  });

  it('begins anew after a long absence rather than live through it', () => {
    const person = simulatedPerson(profile, plan, memoryLives());
    const events = person.between(instant(person.begins - 1), instant(NOW + 60 * 24 * HOUR));
    expect(events.filter(({ kind }) => kind === 'observation').length).toBeLessThanOrEqual(577);
  });

  it('tells its twin weight, basal rate and age, and no parameter of its body', () => {
    const { opening } = simulatedPerson(profile, plan, memoryLives());
    expect(Object.keys(opening.facts).sort()).toEqual(['age', 'basal', 'weight']);
    const told = JSON.stringify(opening);
    for (const symbol of ['Vmx', 'kp3', 'kabs', 'kmax', 'p2u', 'ki'] as const) {
      expect(told).not.toContain(String(profile.patient.parameters[symbol]));
    }
  });
});
