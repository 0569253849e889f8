// Drugs by dose and devices: what they do to people like those of the study each rests on, and to others that were kept aside.
import {
  addSeconds,
  type Belief,
  EMPTY_SCHEDULE,
  type Intervention,
  instant,
  subjectRef,
} from '@twinward/contract';
import { philox } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { AT, WIDTH } from './columns.ts';
import { heartbeat } from './heartbeat.ts';
import { circulation } from './model.ts';

const START = instant(Date.UTC(2026, 0, 5));
const RANDOM = philox('00000000000000c1');
const SIZE = 8;

type Changed = Readonly<Record<string, number>>;

/** Adults whose parameters are multiplied, come to rest, their reflex used to the pressure that results or, with `setPoint`, still at that one. */
function people(changed: Changed, facts: Changed = {}, setPoint?: number): Belief {
  const subject = { ref: subjectRef('Patient/test'), facts };
  let belief = circulation.initialise(subject, START, SIZE, RANDOM.derive('prior'));
  for (const row of rows(belief))
    for (const [name, factor] of Object.entries(changed)) row[AT[name]!] = row[AT[name]!]! * factor;
  for (let i = 0; i < 6; i++) {
    belief = later(belief);
    for (const row of rows(belief)) row[AT.setPoint!] = setPoint ?? row[AT.mean!]!;
  }
  return later(belief);
}

function rows({ values }: Belief): readonly Float64Array[] {
  return Array.from({ length: SIZE }, (_, m) => values.subarray(m * WIDTH, (m + 1) * WIDTH));
}

function later(belief: Belief, ...done: readonly (readonly [string, Changed])[]): Belief {
  const interventions = done.map(
    ([type, amounts]): Intervention => ({ type, effectiveAt: belief.at, amounts }),
  );
  return circulation.advance(
    belief,
    addSeconds(belief.at, 60),
    { interventions, inputs: [] },
    RANDOM.derive('life'),
  );
}

const mean = (belief: Belief, name: string): number =>
  rows(belief).reduce((sum, row) => sum + row[AT[name]!]! / SIZE, 0);

/** Percent by which the mean of a column changed. */
const change = (before: Belief, after: Belief, name: string): number =>
  100 * (mean(after, name) / mean(before, name) - 1);

const ejection = (belief: Belief): number =>
  100 * (1 - mean(belief, 'endSystolic') / mean(belief, 'endDiastolic'));

describe('a beta-blocker', () => {
  it('12 mg of metoprolol after an infarction (1989, n = 16): rate -18 %, dP/dt max -28 %, ejection 48 to 43 %', () => {
    const before = people({
      contractility: 0.48,
      volume: 1.05,
      heartRate: 1.25,
      resistance: 0.75,
      stiffness: 1.4,
    });
    const after = later(before, ['beta-blocker', { dose: 12, durationMinutes: 240 }]);
    expect(Math.abs(change(before, after, 'rate') + 18)).toBeLessThan(5);
    expect(Math.abs(change(before, after, 'rise') + 28)).toBeLessThan(8);
    expect(Math.abs(ejection(after) - ejection(before) + 5)).toBeLessThan(2);
  });

  it('15 mg, kept aside (multicentre, n = 95): rate and output -10 to -20 %, wedge +2 mmHg', () => {
    const before = people({
      contractility: 0.75,
      volume: 0.98,
      heartRate: 1.1,
      resistance: 0.95,
      stiffness: 1.4,
    });
    const after = later(before, ['beta-blocker', { dose: 15, durationMinutes: 240 }]);
    for (const name of ['rate', 'output']) {
      expect(change(before, after, name)).toBeLessThan(-10);
      expect(change(before, after, name)).toBeGreaterThan(-20);
    }
    const wedge = mean(after, 'leftAtrial') - mean(before, 'leftAtrial');
    expect(wedge).toBeGreaterThan(0.5);
    expect(wedge).toBeLessThan(3.5);
  });

  it('dulls the answer of the heart to blood loss', () => {
    const before = people({});
    const bleed = ['bleed', { volume: 700, durationMinutes: 3 }] as const;
    const [bled, blocked] = [
      later(before, bleed),
      later(later(before, ['beta-blocker', { dose: 15, durationMinutes: 240 }]), bleed, [
        'beta-blocker',
        { dose: 15, durationMinutes: 240 },
      ]),
    ];
    expect(mean(blocked, 'rate')).toBeLessThan(mean(bled, 'rate') - 10);
    expect(mean(blocked, 'mean')).toBeLessThan(mean(bled, 'mean'));
  });
});

describe('a share of the beta-1 receptors that a drug twin says is blocked', () => {
  const blocked = (belief: Belief, percent: number, bySecond?: number): Belief => {
    const input = (name: string, share: number) => ({
      input: name,
      times: [belief.at],
      values: new Float64Array(SIZE).fill(share),
      between: 'hold' as const,
    });
    const second = bySecond === undefined ? [] : [input('second-beta-blockade', bySecond)];
    return circulation.advance(
      belief,
      addSeconds(belief.at, 60),
      { interventions: [], inputs: [input('beta-blockade', percent), ...second] },
      RANDOM.derive('life'),
    );
  };

  // systolic pressure fell by 15 % there, where nine were given nitroglycerin too; here resistance holds it
  it('of 73 %, as 300 ug/kg/min of esmolol comes to, kept aside (Kirshenbaum 1988, n = 16): rate 99 to 80, output -14 %, wedge as before', () => {
    const before = people({
      contractility: 0.55,
      volume: 1.1,
      heartRate: 1.3,
      resistance: 0.95,
      stiffness: 1.5,
    });
    const after = blocked(before, 73);
    expect(Math.abs(change(before, after, 'rate') + 19)).toBeLessThan(5);
    expect(Math.abs(change(before, after, 'output') + 14)).toBeLessThan(4);
    expect(change(before, after, 'systolic')).toBeLessThan(0);
    expect(Math.abs(mean(after, 'leftAtrial') - mean(before, 'leftAtrial'))).toBeLessThan(3);
  });

  it('by two drugs that compete: half and half are two thirds, whichever is which, and never all', () => {
    const before = people({});
    const both = mean(blocked(before, 50, 50), 'rate');
    expect(both).toBeCloseTo(mean(blocked(before, 200 / 3), 'rate'), 9);
    expect(mean(blocked(before, 0, 60), 'rate')).toBeCloseTo(mean(blocked(before, 60), 'rate'), 9);
    expect(mean(blocked(before, 95, 95), 'rate')).toBeGreaterThan(mean(blocked(before, 100), 'rate'));
  });

  it('of none changes nothing, to the bit', () => {
    const before = people({});
    expect(blocked(before, 0).values).toEqual(later(before).values);
  });
});

it('dobutamine, 10 ug/kg/min in heart failure (1975, n = 15): output +81 %, pressure +5 %, wedge -23 %', () => {
  const before = people({
    contractility: 0.22,
    volume: 0.98,
    heartRate: 1.35,
    resistance: 1.5,
    stiffness: 1.5,
  });
  const after = later(before, ['dobutamine', { dose: 10, durationMinutes: 240 }]);
  expect(Math.abs(change(before, after, 'output') - 81)).toBeLessThan(15);
  expect(Math.abs(change(before, after, 'mean') - 5)).toBeLessThan(7);
  expect(Math.abs(change(before, after, 'leftAtrial') + 23)).toBeLessThan(8);
});

it('noradrenaline in septic hypotension (2010, n = 105): mean pressure 54 to 76 mmHg, output 12 % higher', () => {
  const before = people({ contractility: 0.5, volume: 0.6, heartRate: 0.75, resistance: 0.27 }, {}, 88);
  const after = later(before, ['noradrenaline', { dose: 0.25, durationMinutes: 240 }]);
  expect(Math.abs(change(before, after, 'mean') - 41)).toBeLessThan(12);
  expect(Math.abs(change(before, after, 'output') - 12)).toBeLessThan(12);
});

describe('resynchronisation of a left bundle branch block', () => {
  const blocked = people({ contractility: 0.3, resistance: 1.1 }, { wallDelay: 110 });
  const paced = later(blocked, ['resynchronisation', { delay: 0 }]);

  it('steepens the rise of pressure by a fifth to a half (Auricchio 1999: 21 %, Nelson 2000: 43 %) and ejects more', () => {
    expect(change(blocked, paced, 'rise')).toBeGreaterThan(15);
    expect(change(blocked, paced, 'rise')).toBeLessThan(60);
    const stroke = (belief: Belief): number => mean(belief, 'output') / mean(belief, 'rate');
    expect(stroke(paced)).toBeGreaterThan(stroke(blocked));
    expect(ejection(paced)).toBeGreaterThan(ejection(blocked));
  });

  it('does the more, the less delay it leaves', () => {
    const half = later(blocked, ['resynchronisation', { delay: 55 }]);
    expect(mean(half, 'rise')).toBeGreaterThan(mean(blocked, 'rise'));
    expect(mean(half, 'rise')).toBeLessThan(mean(paced, 'rise'));
  });

  it('does nothing where no wall is late', () => {
    const well = people({});
    const after = later(well, ['resynchronisation', { delay: 0 }]);
    expect(after.values).toEqual(later(well).values);
  });
});

describe('an assist pump', () => {
  const failing = people({ contractility: 0.22, volume: 1.05, heartRate: 1.2 });
  const at = (speed: number): Belief => later(failing, ['assist-pump', { speed }]);
  const [slow, usual, fast] = [at(7000), at(9000), at(12_000)];

  it('unloads the ventricle, more the faster it turns: less filling and congestion, more output', () => {
    for (const name of ['endDiastolic', 'leftAtrial', 'pulmonary']) {
      expect(mean(usual, name)).toBeLessThan(mean(failing, name));
      expect(mean(fast, name)).toBeLessThan(mean(usual, name));
    }
    expect(mean(usual, 'output')).toBeGreaterThan(mean(failing, 'output'));
    expect(mean(fast, 'output')).toBeGreaterThan(mean(usual, 'output'));
    expect(mean(fast, 'work')).toBeLessThan(mean(failing, 'work'));
  });

  it('at 9,000 turns carries 2.5 to 6 L/min; at 7,000 less', () => {
    expect(mean(usual, 'pumpFlow')).toBeGreaterThan(2.5);
    expect(mean(usual, 'pumpFlow')).toBeLessThan(6);
    expect(mean(slow, 'pumpFlow')).toBeLessThan(mean(usual, 'pumpFlow') - 1);
  });

  it('moves the loop of pressure and volume to the left, and takes blood from the aortic valve', () => {
    const beat = (belief: Belief) => heartbeat.trace(belief, 0, EMPTY_SCHEDULE).values;
    const row = (values: Float64Array, name: string): Float64Array => {
      const s = heartbeat.signals.findIndex((signal) => signal.name === name);
      return values.subarray(s * heartbeat.points, (s + 1) * heartbeat.points);
    };
    const [without, supported] = [beat(failing), beat(fast)];
    expect(Math.max(...row(supported, 'lv-volume'))).toBeLessThan(Math.max(...row(without, 'lv-volume')));
    const through = (values: Float64Array) => row(values, 'aortic-flow').reduce((sum, q) => sum + q, 0);
    expect(through(supported)).toBeLessThan(0.3 * through(without));
  });

  it('taken out, leaves no flow', () => {
    expect(mean(later(usual, ['assist-pump', { speed: 0 }]), 'pumpFlow')).toBe(0);
  });
});

it('weight gained in days is blood gained: members that weigh more than expected hold more', () => {
  const subject = { ref: subjectRef('Patient/test'), facts: { weight: 80 } };
  const start = circulation.initialise(subject, START, 40, RANDOM.derive('weight'));
  const week = circulation.advance(
    start,
    addSeconds(START, 2 * 86_400),
    EMPTY_SCHEDULE,
    RANDOM.derive('week'),
  );
  const column = (name: string): Float64Array =>
    Float64Array.from({ length: 40 }, (_, m) => {
      const [now, then] = [week, start].map(({ values }) => values[m * WIDTH + AT[name]!]!);
      return now! - then!;
    });
  const [weight, volume] = [column('weight'), column('volume')];
  const product = weight.reduce((sum, w, m) => sum + w * volume[m]!, 0);
  const norm = (values: Float64Array) => Math.hypot(...values);
  expect(product / (norm(weight) * norm(volume))).toBeGreaterThan(0.4);
});

it('vessels at their narrowest, in people whose vessels are narrow already, leave every number finite', () => {
  const narrow = people({ resistance: 1.8 });
  const after = later(narrow, [
    'vasoactive',
    { resistance: 200, contractility: 0, rate: 0, venous: 0, durationMinutes: 60 },
  ]);
  expect(after.values.every(Number.isFinite)).toBe(true);
  for (const row of rows(after)) expect(row[AT.output!]!).toBeGreaterThan(0);
});

it('a late wall leaves hearts possible, however weak and fast', () => {
  const subject = { ref: subjectRef('Patient/test'), facts: { wallDelay: 150 } };
  const start = circulation.initialise(subject, START, 24, philox('0000000000000051').derive('prior'));
  const weak = start.values.map((value, i) => (i % WIDTH === AT.contractility ? value * 0.25 : value));
  for (const rate of [50, 150]) {
    const pacing = { type: 'pacing', effectiveAt: START, amounts: { rate, durationMinutes: 60 } };
    const schedule = { interventions: [pacing], inputs: [] };
    const after = circulation.advance(
      { ...start, values: weak },
      addSeconds(START, 90),
      schedule,
      RANDOM.derive('life'),
    );
    for (const name of ['end-diastolic-volume', 'mean-pressure', 'cardiac-output', 'end-systolic-volume'])
      for (const value of circulation.output(after, name)) {
        expect(value).toBeGreaterThan(0);
        expect(value).toBeLessThan(800);
      }
  }
});
