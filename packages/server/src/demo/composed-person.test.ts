// The simulated patient in hospital: what is written down is what was planned, and true to bodies that are not the twins' own.
import { type Instant, instant, subjectRef, twinId } from '@twinward/contract';
import { checkObservation } from '@twinward/runtime';
import { describe, expect, it } from 'vitest';
import { models } from '../models.ts';
import { composedPerson } from './composed-person.ts';
import type { DemoPerson, LifeEvent } from './demo-person.ts';
import { HospitalStay } from './hospital-stay.ts';
import { levelAt, patientKinetics } from './virtual-drug-course.ts';

const HOUR = 3_600_000;
const NOW = instant(Date.UTC(2026, 2, 3, 12, 20));
const plan = { seed: '0123456789abcdef', startedAt: NOW, zoneMinutes: 0 };

/** A body without events of its own. */
const quiet: DemoPerson = {
  opening: {
    id: twinId('simulated-4'),
    subject: subjectRef('Patient/simulated-4'),
    label: 'Simulated person 4',
    origin: 'simulated',
    model: 'glucose-s2008',
    facts: { weight: 80, basal: 1 },
    at: instant(NOW - 48 * HOUR),
  },
  begins: instant(NOW - 48 * HOUR),
  between: () => [],
  fed: () => undefined,
};

const values = (events: readonly LifeEvent[], loinc: string): number[] =>
  events.flatMap((event) =>
    event.kind === 'observation' &&
    event.observation.code.code === loinc &&
    event.observation.value.kind === 'quantity'
      ? [event.observation.value.value]
      : [],
  );

describe('the patient in hospital', () => {
  const person = composedPerson(quiet, 80, plan);
  const from = instant(person.begins - 1);
  const monitored = instant(from + 42 * HOUR);
  const half = instant(monitored + 6 * HOUR);

  it('has readings that the twins of their subject take, and the same ones however they are asked for', () => {
    const at = person.begins as Instant;
    const once = composedPerson(quiet, 80, plan).between(monitored, half);
    const opened = (person.besides ?? []).map((opening) => ({
      ...opening,
      kind: 'twin-opened' as const,
      at,
    }));
    expect(opened.map(({ model }) => model)).toEqual([
      'circulation',
      'lungs',
      'esmolol-sum-1983',
      'vancomycin-goti-2018',
    ]);
    for (const event of once) {
      if (event.kind !== 'observation') continue;
      checkObservation(models, opened as never, event.observation, NOW);
    }
    const middle = instant(monitored + 3 * HOUR);
    const twice = [...person.between(monitored, middle), ...person.between(middle, half)];
    expect(twice).toEqual(once);
    expect(values(once, '8480-6').every((mmhg) => mmhg > 60 && mmhg < 200)).toBe(true);
    expect(values(once, '59408-5').every((percent) => percent > 80 && percent <= 100)).toBe(true);
    expect(values(once, '9279-1').every((rate) => rate > 8 && rate < 30)).toBe(true);
    expect(values(once, '2019-8')).toHaveLength(1);
  });

  it('loses what bleeds and keeps what is given', () => {
    const stay = new HospitalStay(plan.seed, 0);
    const bleed = stay.volumesBy(46 * 60).find(({ type }) => type === 'bleed')!;
    expect(stay.gainedBy(bleed.minute + bleed.over) - stay.gainedBy(bleed.minute)).toBeCloseTo(-450, 6);
    expect(stay.gainedBy(49 * 60)).toBeCloseTo(550, 6);
  });

  it('has a level that doses raise and kidneys lower', () => {
    const kinetics = patientKinetics(plan.seed, { weight: 80, 'creatinine-clearance': 70 });
    const doses = new HospitalStay(plan.seed, 0).dosesBy(50 * 60);
    expect(doses).toHaveLength(5);
    const peak = levelAt(kinetics, doses, doses[0]!.minute + 90);
    const trough = levelAt(kinetics, doses, doses[1]!.minute);
    expect(levelAt(kinetics, doses, doses[0]!.minute)).toBe(0);
    expect(peak).toBeGreaterThan(15);
    expect(trough).toBeLessThan(peak / 1.5);
    expect(trough).toBeGreaterThan(3);
  });
});
