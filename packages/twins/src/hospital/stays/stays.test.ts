import { philox } from '@twinward/simulate';
import { expect, test } from 'vitest';
import { HourlyArrivals } from './hourly-arrivals.ts';
import { LearnedStays } from './learned-stays.ts';
import { LogNormalStay } from './log-normal-stay.ts';
import { normalTail } from './normal-tail.ts';
import { occupancyDistribution } from './occupancy-distribution.ts';

test('the normal tail is that of tables, near and far', () => {
  expect(normalTail(1.959963984540054)).toBeCloseTo(0.025, 13);
  expect(normalTail(-1) + normalTail(1)).toBeCloseTo(1, 15);
  expect(normalTail(10) / 7.61985302416052e-24).toBeCloseTo(1, 6);
});

test('what is left of a stay is the inverse of the survival that is left, far into the tail', () => {
  for (const stay of [new LogNormalStay(120, 144), new LearnedStays(120, 144).of('', [])])
    for (const age of [0, 30, 400, 3000])
      for (const uniform of [0.01, 0.5, 0.99]) {
        const left = stay.remaining(age, uniform);
        expect(stay.survival(age + left) / stay.survival(age)).toBeCloseTo(1 - uniform, 6);
      }
});

test('stays are learnt from a stream that began lately without being taken for short', () => {
  const truth = new LogNormalStay(96, 96);
  const stays = new LearnedStays(240, 240);
  const random = philox('00000000000000c1').draws(0, 0, 0);
  const present: number[] = [];
  // 200 arrivals over 300 hours: long stays have not ended
  for (let n = 0; n < 200; n++) {
    const [age, stay] = [300 * random.uniform(), truth.remaining(0, random.uniform())];
    if (stay < age) stays.learn('medical', stay);
    else present.push(age);
  }
  const ratio = stays.of('medical', present).survival(96) / truth.survival(96);
  expect(Math.abs(ratio - 1)).toBeLessThan(0.25);
  expect(stays.of('medical', []).mean).toBeLessThan(stays.of('medical', present).mean);
});

test('arrivals follow the hour of the week that was seen', () => {
  const arrivals = new HourlyArrivals(24, new Array<number>(24).fill(1));
  for (let week = 0; week < 200; week++)
    for (let cell = 0; cell < 168; cell++) arrivals.learn(cell, cell === 10 ? 5 : 0);
  expect(arrivals.rate(10)).toBeCloseTo(5, 0);
  expect(arrivals.rate(11)).toBeLessThan(0.1);
});

test('the number of patients is the convolution of who stays and who comes', () => {
  const staying = [0.9, 0.2, 0.6, 0.6];
  const masses = occupancyDistribution({ staying, arriving: 3 });
  const plain = new Float64Array(masses.length);
  let poisson = Math.exp(-3);
  for (let k = 0; k < 40; k++) {
    for (let who = 0; who < 16; who++) {
      const p = staying.reduce((all, one, i) => all * ((who >> i) & 1 ? one : 1 - one), 1);
      const count = k + [0, 1, 2, 3].filter((i) => (who >> i) & 1).length;
      if (count < plain.length) plain[count]! += p * poisson;
    }
    poisson *= 3 / (k + 1);
  }
  for (const [k, mass] of masses.entries()) expect(mass).toBeCloseTo(plain[k]!, 13);
  const unsure = occupancyDistribution({ staying: [], arriving: 6, shape: 4 });
  const mean = unsure.reduce((sum, mass, k) => sum + k * mass, 0);
  expect(mean).toBeCloseTo(6, 8);
  expect(unsure.reduce((sum, mass, k) => sum + (k - mean) ** 2 * mass, 0)).toBeCloseTo(6 + 36 / 4, 4);
});
