import { readFile } from 'node:fs/promises';
import { readCgmTable } from '@twinward/connect/wearables';
import { instant } from '@twinward/contract';
import { describe, expect, it } from 'vitest';
import { repositoryPath } from '../repository-path.ts';
import type { DemoPerson } from './demo-person.ts';
import { recordedPerson } from './recorded-person.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 2, 10, 14, 30);
const plan = { seed: '0123456789abcdef', startedAt: NOW, zoneMinutes: 60 };

const recordings = readCgmTable(
  await readFile(repositoryPath('data', 'cgm', 'hall2018-cgm-13subjects.csv'), 'utf8'),
);
const people = recordings.map((series) => recordedPerson(series, plan));
const timesOf = (person: DemoPerson, from: number, to: number) =>
  person
    .between(instant(from), instant(to))
    .map((event) => (event.kind === 'observation' ? event.observation.effectiveAt : Number.NaN));

describe('the recorded people of the demo', () => {
  it('are thirteen, each named as recorded with the licence of the recording', () => {
    expect(people).toHaveLength(13);
    for (const { opening } of people) {
      expect(opening.id).toMatch(/^recorded-\d+-\d+/);
      expect(opening.subject).toBe(`Patient/${opening.id}`);
      expect(opening.origin).toBe('recorded');
      expect(opening.attribution).toContain('CC BY 4.0');
    }
  });

  it('have about 70 % of their recording behind them when the demo begins', () => {
    for (const person of people) {
      const past = timesOf(person, person.begins - 1, NOW).length;
      const future = timesOf(person, NOW, person.begins + 10 * DAY).length;
      expect(past).toBeGreaterThan(200);
      expect(future).toBeGreaterThan(0);
      const days = (NOW - person.begins) / DAY;
      expect(days).toBeGreaterThan(0.9);
      expect(days).toBeLessThan(5);
    }
  });

  it('are never ahead of time, and the same readings come however time is cut', () => {
    for (const person of people.slice(0, 4)) {
      const whole = timesOf(person, person.begins - 1, NOW);
      expect(whole.every((at) => at <= NOW)).toBe(true);
      const cuts = [person.begins - 1, person.begins + DAY / 3, person.begins + DAY / 2, NOW - 12_345, NOW];
      const pieces = cuts.slice(1).flatMap((to, i) => timesOf(person, cuts[i]!, to));
      expect(pieces).toEqual(whole);
    }
  });

  it('go on for ever, at the same times of day, each reading under a name of its own', () => {
    for (const person of people) {
      const events = person.between(instant(person.begins - 1), instant(person.begins + 30 * DAY));
      const names = events.map((event) => (event.kind === 'observation' ? event.observation.source.id : ''));
      expect(new Set(names).size).toBe(names.length);
      const times = events.map((event) => (event.kind === 'observation' ? event.observation.effectiveAt : 0));
      expect([...times].sort((a, b) => a - b)).toEqual(times);
      const gaps = times.slice(1).map((at, i) => at - times[i]!);
      expect(Math.max(...gaps)).toBeLessThanOrEqual(6 * 3_600_000);
    }
  });

  it('show glucose that was recorded, unchanged', () => {
    const [series, person] = [recordings[3]!, people[3]!];
    const recorded = new Set(series.mgdl);
    const events = person.between(instant(person.begins - 1), instant(NOW));
    for (const event of events) {
      const value = event.kind === 'observation' ? event.observation.value : null;
      expect(value?.kind === 'quantity' && recorded.has(value.value)).toBe(true);
    }
  });
});
