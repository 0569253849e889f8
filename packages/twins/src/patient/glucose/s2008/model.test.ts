import { readFileSync } from 'node:fs';
import { type Belief, type Instant, type Intervention, instant, subjectRef } from '@twinward/contract';
import { assimilate, runFutures } from '@twinward/estimate';
import { philox, seedFrom } from '@twinward/simulate';
import { describe, expect, it } from 'vitest';
import { glucoseTrace } from './glucose-trace.ts';
import { glucoseS2008 as model } from './model.ts';
import { SENSOR_PHI, sensorError } from './sensor-error.ts';
import { readVirtualPatients } from './virtual-patient.ts';

const MINUTE = 60_000;
const START = instant(1_759_999_800_000);
const at = (minute: number): Instant => instant(START + minute * MINUTE);
const patients = readVirtualPatients(
  readFileSync(new URL('../../../../../../data/glucose/vpatient_params.csv', import.meta.url), 'utf8'),
);
const random = philox(seedFrom('s2008 model test'));
const subject = { ref: subjectRef('Patient/test'), facts: { weight: 102, basal: 1.27 } };

interface Day {
  readonly readings: readonly number[];
  readonly treatment: readonly Intervention[];
}

/** Thirty-six hours of one virtual adult, seen through the sensor. */
function lived(name: string): Day {
  const patient = patients.find((candidate) => candidate.name === name)!;
  const minutes = 36 * 60;
  const meals = [420, 740, 1130, 1860].map((minute) => ({ minute, carbohydrate: 55 }));
  const insulin = new Float64Array(minutes).fill(patient.basal);
  for (const { minute } of meals) insulin[minute] = insulin[minute]! + 55 / 10;
  const trace = glucoseTrace(patient, { minutes, meals, insulin, sampleEvery: 5 });
  const draws = random.draws(0, 99, 0);
  let e = 0;
  const readings = [...trace.Gsub].map((g, k) => {
    if (k % 3 === 0) e = SENSOR_PHI * (e + draws.normal());
    return g + sensorError(e);
  });
  const treatment = meals.flatMap(({ minute }): Intervention[] => [
    { type: 'carbohydrate', effectiveAt: at(minute), amounts: { grams: 55 } },
    { type: 'bolus', effectiveAt: at(minute), amounts: { units: 5.5 } },
  ]);
  return { readings, treatment };
}

interface Followed {
  readonly belief: Belief;
  readonly squaredScores: readonly number[];
}

function follow({ readings, treatment }: Day, until: number): Followed {
  let belief = model.initialise(subject, START, 64, random);
  const squaredScores: number[] = [];
  readings.slice(0, until).forEach((value, k) => {
    const now = at(5 * k);
    const schedule = { interventions: treatment.filter(({ effectiveAt }) => effectiveAt < now), inputs: [] };
    if (now > belief.at) belief = model.advance(belief, now, schedule, random);
    const taken = assimilate(model, belief, [{ observable: 'glucose', value, censored: null }], random);
    belief = taken.belief;
    const { observed, predicted, sd } = taken.results[0]!;
    squaredScores.push(((observed - predicted) / sd) ** 2);
  });
  return { belief, squaredScores };
}

function futures(belief: Belief, interventions: readonly Intervention[], minutes = 120): readonly number[][] {
  const times = Array.from({ length: minutes / 5 }, (_, i) => instant(belief.at + (i + 1) * 5 * MINUTE));
  const { paths } = runFutures(
    {
      model: model.name,
      belief,
      schedule: { interventions, inputs: [] },
      times,
      size: 200,
      seed: seedFrom('futures'),
    },
    model,
  );
  const { values } = paths.find(({ name }) => name === 'glucose')!;
  return Array.from({ length: 200 }, (_, m) => [...values.slice(m * times.length, (m + 1) * times.length)]);
}

const mean = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0) / values.length;
const day = lived('adult#001');
const { belief, squaredScores } = follow(day, 290);

describe('the glucose twin of a person treated with insulin', () => {
  it('expects its readings about as widely as they scatter', () => {
    expect(mean(squaredScores.slice(24))).toBeGreaterThan(0.4);
    expect(mean(squaredScores.slice(24))).toBeLessThan(1.6);
  });

  it('keeps every member finite and its glucose positive', () => {
    expect(belief.values.every((value) => Number.isFinite(value))).toBe(true);
    expect(model.output(belief, 'plasma-glucose').every((glucose) => glucose > 0)).toBe(true);
  });

  it.each([
    ['20 g of carbohydrate raise', { type: 'carbohydrate', amounts: { grams: 20 } }, 1],
    ['a bolus of 2 U lowers', { type: 'bolus', amounts: { units: 2 } }, -1],
    ['suspending the pump raises', { type: 'suspend', amounts: { durationMinutes: 120 } }, 1],
    [
      'doubling the basal rate lowers',
      { type: 'basal-change', amounts: { percent: 200, durationMinutes: 120 } },
      -1,
    ],
  ] as const)('%s glucose in nearly every paired future', (_claim, what, sign) => {
    const done = { ...what, effectiveAt: belief.at };
    const baseline = futures(belief, day.treatment);
    const branch = futures(
      belief,
      [...day.treatment, done].sort((a, b) => a.effectiveAt - b.effectiveAt),
    );
    const differences = branch.map((path, m) => sign * (path.at(-1)! - baseline[m]!.at(-1)!));
    expect(mean(differences)).toBeGreaterThan(0.5);
    expect(differences.filter((difference) => difference >= -1e-9).length).toBeGreaterThan(190);
  });

  it('gives the same bytes whoever advances it, in one step or at each reading', () => {
    const step = model.advance(belief, at(5 * 300), { interventions: day.treatment, inputs: [] }, random);
    const again = model.advance(belief, at(5 * 300), { interventions: day.treatment, inputs: [] }, random);
    expect(again.values).toEqual(step.values);
  });

  it('asks for the weight and the basal rate, and refuses absurd ones', () => {
    for (const facts of [
      { basal: 1 },
      { weight: 70 },
      { weight: 7000, basal: 1 },
      { weight: 70, basal: '1' },
    ]) {
      expect(() => model.initialise({ ref: subject.ref, facts }, START, 4, random)).toThrow(
        'missing or impossible',
      );
    }
  });
});
