// A tablet's absorption from one patient's levels by ES-MDA: only runs of the model are needed, and no bound is ever left.
import { esMda, quantiles } from '@twinward/estimate';
import { exp } from '@twinward/simulate';

const hours = [0.5, 1, 2, 4, 8, 12, 24];
const levels = [2.1, 3.6, 5, 4.9, 3.5, 2.5, 0.9]; // mg/L

const { names, members, values, steps } = esMda(
  {
    parameters: [
      { name: 'absorption, per h', prior: { kind: 'logNormal', median: 1, logSd: 0.6 } },
      { name: 'clearance, L/h', prior: { kind: 'logNormal', median: 4, logSd: 0.4 } },
      { name: 'volume, L', prior: { kind: 'logNormal', median: 40, logSd: 0.3 } },
      { name: 'share absorbed', prior: { kind: 'logitNormal', median: 0.7, logitSd: 0.7, low: 0, high: 1 } },
    ],
    observed: Float64Array.from(levels),
    variance: Float64Array.from(levels, (level) => (0.1 * level) ** 2), // 10 % off
    predict(parameters, size, out) {
      for (let m = 0; m < size; m++) {
        const [ka, cl, v, share] = parameters.subarray(4 * m, 4 * m + 4);
        const k = cl! / v!;
        for (const [j, hour] of hours.entries()) {
          const shape = (exp(-k * hour) - exp(-ka! * hour)) / (ka! - k);
          out[levels.length * m + j] = ((share! * 400) / v!) * ka! * shape; // of 400 mg
        }
      }
    },
  },
  { seed: '00000000000000d4', members: 500 },
);
console.log(`Misfit over the steps: ${steps.map(({ misfit }) => misfit.toFixed(1)).join(', ')}`);
for (const [i, name] of names.entries()) {
  const drawn = Float64Array.from({ length: members }, (_, m) => values[names.length * m + i]!);
  const [low, middle, high] = quantiles(drawn, null, [0.05, 0.5, 0.95]).map((value) => value.toFixed(2));
  console.log(`${name}: ${middle} (90 % ${low} to ${high})`);
}
