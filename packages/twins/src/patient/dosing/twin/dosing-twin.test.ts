import { type Belief, type Instant, type Intervention, instant, subjectRef } from '@twinward/contract';
import { assimilate, meanOf, runFutures, weightsOf } from '@twinward/estimate';
import { log, philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { followRecords } from '../kinetics/follow-records.ts';
import { LinearKinetics } from '../kinetics/linear-kinetics.ts';
import { fromClearances } from '../kinetics/rate-constants.ts';
import { vancomycinGoti2018 } from '../models/vancomycin-goti-2018.ts';
import { individual } from '../population/individual.ts';
import { dosingColumns } from './dosing-columns.ts';
import { amikacinBurdetTwin, vancomycinGotiTwin as model } from './drug-twins.ts';

const HOUR = 3_600_000;
const START = instant(Date.UTC(2026, 4, 4, 8, 20));
const at = (hour: number): Instant => instant(START + Math.round(hour * HOUR));
const random = philox('00000000000000d7');
const facts = { weight: 82, 'creatinine-clearance': 71, dialysis: 0 };
const subject = { ref: subjectRef('Patient/test'), facts };
const columns = dosingColumns(vancomycinGoti2018);

function infusion(hour: number, amount: number, minutes: number, drug = 'vancomycin'): Intervention {
  return { type: `${drug}-infusion`, effectiveAt: at(hour), amounts: { amount, durationMinutes: minutes } };
}

const doses = [infusion(0, 1250, 90), infusion(12, 1250, 90), infusion(24, 1250, 90)];
const levels = [
  [13.5, 31.2],
  [23.5, 17.4],
] as const;

function advance(belief: Belief, hour: number, interventions: readonly Intervention[] = doses): Belief {
  return model.advance(belief, at(hour), { interventions, inputs: [] }, random);
}

/** The belief after both levels. */
function informed(size: number): Belief {
  let belief = model.initialise(subject, START, size, random);
  for (const [hour, value] of levels) {
    belief = advance(belief, hour);
    belief = assimilate(model, belief, [{ observable: 'level', value, censored: null }], random).belief;
  }
  return belief;
}

describe('the twin of a drug', () => {
  it('carries each member as its own course would run, in however many steps', () => {
    const prior = model.initialise(subject, START, 20, random);
    const once = advance(prior, 30);
    let often = prior;
    for (const hour of [0.4, 1, 1.5, 7.77, 12, 12.01, 13.5, 24, 25.2, 30]) often = advance(often, hour);
    const record = { time: 0, evid: 0, amt: 0, rate: 0, cmt: 1, ii: 0, addl: 0, ss: 0 };
    const records = [
      { ...record, evid: 1, amt: 1250, rate: 1250 / 1.5, ii: 12, addl: 2 },
      { ...record, time: 30 },
    ];
    for (let m = 0; m < prior.size; m++) {
      const o = m * columns.width;
      const [CL, V, V2, Q] = [0, 1, 2, 3].map((i) => prior.values[o + columns.kinetics + i]!);
      const kinetics = new LinearKinetics(
        fromClearances({ CL: CL!, V: V!, peripheral: [{ Q: Q!, V: V2! }], ka: null }),
      );
      let level = 0;
      followRecords(
        records,
        () => ({ kinetics, entries: [] }),
        (_, amounts) => {
          level = amounts[0]! / V!;
        },
      );
      expect(model.predict(once, 'level')[m]! / level).toBeCloseTo(1, 9);
      expect(model.predict(often, 'level')[m]! / level).toBeCloseTo(1, 9);
      expect(model.output(often, 'auc24')[m]! / model.output(once, 'auc24')[m]!).toBeCloseTo(1, 9);
    }
  });

  it('believes of a measured person what the exact posterior says', () => {
    const belief = informed(4000);
    const q = (value: number, unit: string) => ({ value, unit });
    const exact = individual(
      vancomycinGoti2018,
      {
        doses: [{ hour: 0, amount: q(1250, 'mg'), over: q(1.5, 'h'), every: q(12, 'h'), further: 2 }],
        levels: levels.map(([hour, value]) => ({ hour, level: q(value, 'mg/L') })),
        covariates: [
          {
            hour: 0,
            values: {
              weight: q(82, 'kg'),
              'creatinine-clearance': q(71, 'mL/min'),
              dialysis: q(0, '1'),
            },
          },
        ],
      },
      random,
      4000,
    );
    const typical = [4.5 * (71 / 120) ** 0.8, 58.4 * (82 / 70), 38.4];
    const weights = weightsOf(belief);
    typical.forEach((value, i) => {
      const logs = Float64Array.from({ length: belief.size }, (_, m) =>
        log(belief.values[m * columns.width + columns.kinetics + i]! / value),
      );
      const mean = meanOf(logs, weights);
      const sd = Math.sqrt(
        meanOf(
          logs.map((x) => (x - mean) * (x - mean)),
          weights,
        ),
      );
      const eta = Float64Array.from({ length: 4000 }, (_, m) => exact.draws.eta[4 * m + i]!);
      const expected = meanOf(eta, exact.draws.weights);
      const spread = Math.sqrt(
        meanOf(
          eta.map((x) => (x - expected) * (x - expected)),
          exact.draws.weights,
        ),
      );
      expect(Math.abs(mean - expected)).toBeLessThan(0.12 * spread);
      expect(sd / spread).toBeGreaterThan(0.88);
      expect(sd / spread).toBeLessThan(1.12);
    });
  });

  it('says what exposure the last 24 hours brought: at steady state dose over clearance', () => {
    const regular = Array.from({ length: 200 }, (_, k) => infusion(12 * k, 1000, 60));
    const belief = advance(model.initialise(subject, START, 50, random), 12 * 200 - 1 / 3, regular);
    const [auc24, clearance] = [model.output(belief, 'auc24'), model.output(belief, 'clearance')];
    const ratios = [...auc24].flatMap((value, m) =>
      clearance[m]! > 2 ? [value / (2000 / clearance[m]!)] : [],
    );
    expect(ratios.length).toBeGreaterThan(10);
    for (const ratio of ratios) expect(ratio).toBeCloseTo(1, 3);
    const later = advance(belief, 12 * 200, regular);
    model.output(later, 'auc24').forEach((value, m) => {
      expect(value / auc24[m]!).toBeCloseTo(1, 1);
    });
  });

  it('rises when the kidney fails, less what is special about the person', () => {
    const belief = informed(300);
    const failing: Intervention = {
      type: 'new-creatinine-clearance',
      effectiveAt: at(24),
      amounts: { 'creatinine-clearance': 20 },
    };
    const steady = advance(belief, 36);
    const slower = advance(belief, 36, [...doses, failing]);
    const ratio = (20 / 71) ** 0.8;
    const before = model.output(steady, 'clearance');
    model.output(slower, 'clearance').forEach((value, m) => {
      expect(value / before[m]!).toBeCloseTo(ratio, 9);
      expect(model.predict(slower, 'level')[m]!).toBeGreaterThan(model.predict(steady, 'level')[m]!);
    });
    const small = {
      ...failing,
      amounts: { 'creatinine-clearance': 3 },
    };
    expect(model.outsideValidity!(steady)).toEqual([]);
    expect(model.outsideValidity!(advance(belief, 36, [...doses, small])).join()).toContain('3 mL/min');
  });

  it('asks what if with the same draws: a dose left out lowers every future', () => {
    const belief = informed(500);
    const run = (interventions: readonly Intervention[]) =>
      runFutures(
        {
          model: model.name,
          belief,
          schedule: { interventions, inputs: [] },
          times: [24.5, 26, 30, 36].map(at),
          size: 100,
          seed: '00000000000000d8',
        },
        model,
      ).paths.find(({ name, of }) => name === 'level' && of === 'output')!.values;
    const [given, left] = [run(doses), run(doses.slice(0, 2))];
    given.forEach((value, i) => {
      expect(value).toBeGreaterThan(left[i]!);
    });
  });

  it('refuses a person whose covariates are missing or absurd, by name', () => {
    const refused = (change: object, field: string) =>
      expect(() =>
        model.initialise({ ...subject, facts: { ...facts, ...change } }, START, 10, random),
      ).toThrow(expect.objectContaining({ place: expect.objectContaining({ field }) }));
    refused({ weight: 0 }, 'weight');
    refused({ 'creatinine-clearance': 'good' }, 'creatinine-clearance');
    refused({ dialysis: -1 }, 'dialysis');
    const { dialysis: _, ...without } = facts;
    expect(() => model.initialise({ ...subject, facts: without }, START, 10, random)).toThrow(
      expect.objectContaining({ place: expect.objectContaining({ field: 'dialysis' }) }),
    );
  });

  it('of amikacin reaches the peak in most people at 25 mg/kg', () => {
    const person = {
      ref: subject.ref,
      facts: { weight: 80, 'creatinine-clearance-4h': 82, 'pao2-fio2': 169 },
    };
    const prior = amikacinBurdetTwin.initialise(person, START, 1000, random);
    const schedule = { interventions: [infusion(0, 2000, 30, 'amikacin')], inputs: [] };
    const after = amikacinBurdetTwin.advance(prior, at(0.5), schedule, random);
    const reached = amikacinBurdetTwin.predict(after, 'level').filter((level) => level >= 64).length;
    expect(reached).toBeGreaterThan(850);
  });

  it('of one drug takes no dose of another that the person is given too', () => {
    const others = { interventions: [infusion(0, 2000, 30, 'amikacin')], inputs: [] };
    const prior = model.initialise(subject, START, 20, random);
    const after = model.advance(prior, at(0.5), others, random);
    expect(Math.max(...model.predict(after, 'level'))).toBe(0);
  });
});
