// The lung twin: what it believes of a person before any reading, what is done to them, and what readings teach.
import {
  addSeconds,
  type Belief,
  convert,
  type Intervention,
  instant,
  type Measurement,
  subjectRef,
  TwinwardError,
} from '@twinward/contract';
import { assimilate } from '@twinward/estimate';
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { BreathingLungs } from '../breathing/breathing-lungs.ts';
import { HEALTHY_LUNGS } from '../breathing/lung-person.ts';
import { healthyMechanics } from '../mechanics/healthy-mechanics.ts';
import { AT, WIDTH } from './columns.ts';
import { lungs } from './model.ts';
import { comeToRest } from './rest.ts';
import { treatmentAt, UNTREATED } from './treatment.ts';

const START = instant(Date.UTC(2026, 0, 5));
const SIZE = 40;
const RANDOM = philox('00000000000000d1');
const subject = { ref: subjectRef('Patient/test'), facts: {} };
const prior = lungs.initialise(subject, START, SIZE, RANDOM.derive('prior'));

function later(minutes: number, ...interventions: readonly Intervention[]): Belief {
  const schedule = { interventions, inputs: [] };
  return lungs.advance(prior, addSeconds(START, 60 * minutes), schedule, RANDOM.derive('life'));
}

const given = (type: string, amounts: Readonly<Record<string, number>>): Intervention => ({
  type,
  effectiveAt: START,
  amounts: { durationMinutes: 600, ...amounts },
});

/** Members whose output rose, of all. */
function rose(before: Belief, after: Belief, output: string): number {
  const [a, b] = [lungs.output(before, output), lungs.output(after, output)];
  return a.filter((value, m) => b[m]! > value).length;
}

const CONTROL = { rate: 16, peep: 5, oxygen: 40, expiratory: 2 };
const untreated = later(20);

describe('before any reading', () => {
  it('members are adults breathing air: saturated to 90 % or more, most of them, at 35 to 45 mmHg of carbon dioxide', () => {
    const saturation = lungs.output(prior, 'saturation');
    expect(saturation.filter((s) => s > 90).length).toBeGreaterThan(0.9 * SIZE);
    const dioxide = lungs.output(prior, 'carbon-dioxide');
    expect(dioxide.filter((p) => p > 34 && p < 47).length).toBeGreaterThan(0.9 * SIZE);
  });

  it('they are at rest: untreated and unmoved, an hour changes nothing', () => {
    const row = prior.values.slice(0, WIDTH);
    const before = row[AT.saturation!]!;
    comeToRest(row, UNTREATED);
    expect(row[AT.saturation!]!).toBeCloseTo(before, 6);
  });
});

describe('the averaged equations', () => {
  it.each([
    ['a healthy adult', {}, {}],
    ['narrow airways and dead alveoli', { resistance: 5 }, { deadShare: 0.25 }],
    ['stiff lungs with a shunt', { lungCompliance: 0.4 }, { shunt: 0.2 }],
  ])('breathe as those breath by breath: %s', (_who, change, person) => {
    const who = { ...HEALTHY_LUNGS, ...person, mechanics: healthyMechanics(change) };
    const full = new BreathingLungs(who, 'generated');
    let breath = full.breathe(() => 90);
    while (full.time < 900) breath = full.breathe(() => 90);
    const row = new Float64Array(WIDTH);
    const set = (name: string, value: number): void => {
      row[AT[name]!] = value;
    };
    const { R_ml, R_lt, R_tb, R_bA, C_A } = who.mechanics;
    set('shunt', who.shunt);
    set('deadShare', who.deadShare);
    set('resistance', 1000 * (R_ml + R_lt + R_tb + R_bA));
    set('compliance', C_A);
    set('production', who.oxygenNeed * who.respiratoryQuotient);
    set('rate', who.rate);
    set('effort', who.effort);
    set('drive', 1);
    set('setPoint', 40);
    set('output', 5.4);
    set('haemoglobin', 15);
    comeToRest(row, UNTREATED);
    expect(row[AT.saturation!]! - breath.saturation).toBeCloseTo(0, 1.8);
    expect(Math.abs(row[AT.arterialCO2!]! - breath.arterialCO2)).toBeLessThan(1.2);
    expect(Math.abs(row[AT.endTidalCO2!]! - breath.endTidalCO2)).toBeLessThan(2);
    expect(row[AT.tidal!]! / breath.tidalVolume).toBeGreaterThan(0.93);
    expect(row[AT.tidal!]! / breath.tidalVolume).toBeLessThan(1.07);
    expect(Math.abs(row[AT.breaths!]! - 60 / breath.period)).toBeLessThan(1);
  });
});

describe('what is done to it', () => {
  it('oxygen raises saturation in everyone', () => {
    expect(rose(untreated, later(20, given('oxygen', { flow: 4 })), 'saturation')).toBe(SIZE);
  });

  it('a drug that depresses breathing raises carbon dioxide and lowers saturation', () => {
    const drugged = later(20, given('depressant', { rate: 50, effort: 50 }));
    expect(rose(untreated, drugged, 'carbon-dioxide')).toBe(SIZE);
    expect(rose(untreated, drugged, 'saturation')).toBe(0);
  });

  it('a ventilator of 450 mL at 16 a minute gives 7.2 L/min; a larger volume costs driving pressure', () => {
    const [small, large] = [450, 700].map((volume) =>
      later(20, given('volume-control', { ...CONTROL, volume })),
    );
    for (const ventilation of lungs.output(small!, 'minute-ventilation'))
      expect(ventilation).toBeCloseTo(7.2, 6);
    expect(rose(small!, large!, 'driving-pressure')).toBe(SIZE);
  });

  it('PEEP raises the pressure in the chest, which the circulation twin takes', () => {
    const [low, high] = [5, 15].map((peep) =>
      later(20, given('volume-control', { ...CONTROL, volume: 450, peep })),
    );
    expect(rose(low!, high!, 'chest-pressure')).toBe(SIZE);
  });

  it('3,000 m above the sea leave everyone less saturated', () => {
    expect(rose(untreated, later(60, given('altitude', { metres: 3000 })), 'saturation')).toBe(0);
    const { barometric } = treatmentAt([given('altitude', { metres: 3000 })], START);
    expect(barometric).toBeCloseTo(526, 0);
  });
});

describe('what readings teach', () => {
  const learn = (...readings: readonly Measurement[]): Belief => {
    let belief = prior;
    for (let i = 1; i <= 4; i++) {
      belief = lungs.advance(belief, addSeconds(START, 300 * i), { interventions: [], inputs: [] }, RANDOM);
      belief = assimilate(lungs, belief, readings, RANDOM).belief;
    }
    return belief;
  };
  const reading = (observable: string, value: number): Measurement => ({ observable, value, censored: null });
  const mean = (belief: Belief, column: string): number =>
    Array.from({ length: belief.size }, (_, m) => belief.values[m * WIDTH + AT[column]!]!).reduce(
      (a, b) => a + b,
    ) / belief.size;

  it('a low saturation with a normal capnogram and fast breaths speaks for shunt', () => {
    const sick = learn(reading('pulse-oximetry', 88), reading('respiratory-rate', 22));
    expect(mean(sick, 'shunt')).toBeGreaterThan(1.5 * mean(prior, 'shunt'));
  });

  it('a gap between arterial and end-tidal carbon dioxide speaks for dead space', () => {
    const sick = learn(reading('arterial-carbon-dioxide', 46), reading('end-tidal-carbon-dioxide', 30));
    expect(mean(sick, 'deadShare')).toBeGreaterThan(1.5 * mean(prior, 'deadShare'));
  });

  it('a reading of 100 % is the end of the scale: the truth lies there or above', () => {
    const taken = assimilate(lungs, prior, [reading('pulse-oximetry', 100)], RANDOM);
    expect(taken.results[0]!.censored).toBe('above');
    const spread = (belief: Belief): number => {
      const values = lungs.output(belief, 'saturation');
      const middle = values.reduce((a, b) => a + b) / SIZE;
      return Math.sqrt(values.reduce((a, b) => a + (b - middle) * (b - middle), 0) / SIZE);
    };
    expect(spread(learn(reading('pulse-oximetry', 100)))).toBeLessThan(spread(prior));
    expect(mean(learn(reading('pulse-oximetry', 100)), 'saturation')).toBeGreaterThan(
      mean(prior, 'saturation'),
    );
  });
});

describe('the contract', () => {
  it('gases may come in kPa', () => {
    const { unit } = lungs.observables.find(({ name }) => name === 'arterial-oxygen')!;
    expect(convert(12.7, 'kPa', unit)).toBeCloseTo(95.3, 1);
  });

  it('a quantity it does not have is refused', () => {
    expect(() => lungs.output(prior, 'pulse')).toThrow(TwinwardError);
  });

  it('draws do not depend on when readings come', () => {
    const twice = lungs.advance(
      later(7),
      addSeconds(START, 1200),
      { interventions: [], inputs: [] },
      RANDOM.derive('life'),
    );
    expect(twice.values[AT.shunt!]!).toBeCloseTo(untreated.values[AT.shunt!]!, 12);
  });
});
