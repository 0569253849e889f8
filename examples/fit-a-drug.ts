// Fits a drug to one patient's levels: the most probable patient at once, then the whole posterior by sampling.
import { expressionDensity, mapEstimate, nuts, summarise } from '@twinward/estimate';
import { exp } from '@twinward/simulate';

const dose = 500; // mg into a vein at hour 0
const levels = [[1, 11.4] as const, [4, 9.3] as const, [12, 5.9] as const]; // h, mg/L

const { x, covariance } = mapEstimate({
  observed: levels.map(([, level]) => level),
  prior: [0.09, 0, 0, 0.04], // variances of ln CL and ln V among patients
  predict: (eta, out) => {
    const [cl, v] = [4 * exp(eta[0]!), 40 * exp(eta[1]!)]; // L/h, L
    for (const [i, [hour]] of levels.entries()) {
      out[i] = (dose / v) * exp((-cl / v) * hour);
      out[levels.length + i] = (0.1 * out[i]!) ** 2; // a reading is 10 % off
    }
  },
});
const percent = 100 * Math.sqrt(covariance[0]!);
console.log(`Most probable: CL ${(4 * exp(x[0]!)).toFixed(2)} L/h, give or take ${percent.toFixed(0)} %.`);

const density = expressionDensity(
  {
    parameters: { CL: 'positive', V: 'positive' },
    prior: '-ln(CL) - ln(V) - ln(CL / 4)^2 / 0.18 - ln(V / 40)^2 / 0.08',
    where: { C: `${dose} / V * exp(-CL / V * hour)` },
    row: '-ln(C) - ((level - C) / (0.1 * C))^2 / 2',
    columns: ['hour', 'level'],
    rows: levels,
  },
  'generated',
);
for (const { name, q05, q50, q95, rHat } of summarise(nuts(density, { seed: '00000000000000d1' }))) {
  const interval = `90 % ${q05.toFixed(2)} to ${q95.toFixed(2)}`;
  console.log(`Sampled: ${name} ${q50.toFixed(2)} (${interval}), R-hat ${rHat.toFixed(3)}.`);
}
