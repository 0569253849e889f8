// Follows a failing kidney: hourly levels of an infused drug, some missing, tell its clearance while it falls.
import { EnsembleFilter, type StateSpaceModel, TransformKalman } from '@twinward/estimate';
import { exp, log, philox } from '@twinward/simulate';

const [rate, volume, members, random] = [20, 30, 50, philox('0000000000000017')]; // mg/h, L

// a state is the amount in the body, mg, and the logarithm of the clearance in L/h, which may wander
const model: StateSpaceModel = {
  size: 2,
  advance(values, count, from, to, noise) {
    for (let m = 0; m < count; m++) {
      const k = exp(values[2 * m + 1]!) / volume;
      const steady = rate / k;
      values[2 * m] = steady + (values[2 * m]! - steady) * exp(-k * (to - from));
      if (noise !== null) values[2 * m + 1] = values[2 * m + 1]! + 0.1 * noise.draws(m, 0, 0).normal();
    }
  },
};
const observe = (level: number) => ({
  values: Float64Array.of(level),
  variance: Float64Array.of(0.3 ** 2), // mg/L
  predict(values: Float64Array, count: number, out: Float64Array) {
    for (let m = 0; m < count; m++) out[m] = values[2 * m]! / volume;
  },
});

// the truth: a clearance of 4 L/h that falls to 2 L/h within twelve hours
const truth = Float64Array.of(150, log(4));
const start = Float64Array.from({ length: 2 * members }, (_, at) =>
  at % 2 === 0 ? 150 : log(4) + 0.3 * random.draws(at, 9, 0).normal(),
);
const filter = new EnsembleFilter(model, new TransformKalman(), start, { random });
for (let hour = 1; hour <= 36; hour++) {
  model.advance(truth, 1, hour - 1, hour, null);
  if (hour > 12 && hour <= 24) truth[1] = log(4 - (2 * (hour - 12)) / 12);
  const level = truth[0]! / volume + 0.3 * random.draws(0, 8, hour).normal();
  filter.cycle(hour - 1, hour, observe(hour % 5 === 0 ? Number.NaN : level));
  const [found, real] = [filter.mean, truth].map((state) => exp(state[1]!).toFixed(1));
  if (hour % 12 === 0) console.log(`hour ${hour}: clearance ${found} L/h, in truth ${real}`);
}
