// A thousand differing people with diabetes, a day of meals and insulin each: the work of `bench ensemble`.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type EnsembleRequest, type MemberChange, philox } from '@twinward/simulate';
import { readVirtualPatients, s2008Equations } from '@twinward/twins/patient';

/** Each parameter is its published value times a factor between 1 - SPREAD and 1 + SPREAD. */
const SPREAD = 0.15;
const DAY = 1440;
/** Minute, g, units. */
const MEALS = [
  [60, 45, 3],
  [360, 70, 5],
  [780, 80, 5],
] as const;
const MINUTES_OF_A_MEAL = 15;

/** The work, and the step at which each input changes, ascending. */
export interface Patients {
  readonly request: EnsembleRequest;
  readonly changes: readonly (MemberChange & { readonly set: number })[];
}

/** Members around the adults of the published population, from their fasting state, sampled each hour. */
export async function drawPatients(members: number): Promise<Patients> {
  const table = join(import.meta.dirname, '..', '..', 'data', 'glucose', 'vpatient_params.csv');
  const adults = readVirtualPatients(await readFile(table, 'utf8')).filter(({ name }) =>
    name.startsWith('adult'),
  );
  const { states, parameters, inputs } = s2008Equations;
  const [n, np, nu] = [states.length, parameters.length, inputs.length];
  const [y, p, u] = [
    new Float64Array(members * n),
    new Float64Array(members * np),
    new Float64Array(members * nu),
  ];
  const random = philox('7a1e5000000000b1');
  for (let m = 0; m < members; m++) {
    const adult = adults[m % adults.length]!;
    const draws = random.draws(m, 0, 0);
    y.set(adult.fasting, m * n);
    parameters.forEach((name, i) => {
      p[m * np + i] = adult.parameters[name] * (1 + SPREAD * (2 * draws.uniform() - 1));
    });
    u[m * nu + inputs.indexOf('insulin')] = adult.basal;
  }
  const basal = u[inputs.indexOf('insulin')]!;
  const changes = MEALS.flatMap(([at, grams, units]) => [
    { time: at, symbol: 'D', set: 1000 * grams },
    { time: at, symbol: 'CHO', set: (1000 * grams) / MINUTES_OF_A_MEAL },
    { time: at, symbol: 'insulin', set: units },
    { time: at + 1, symbol: 'insulin', set: basal },
    { time: at + MINUTES_OF_A_MEAL, symbol: 'CHO', set: 0 },
  ]);
  const times = Float64Array.from({ length: 24 }, (_, hour) => ((hour + 1) * DAY) / 24);
  return { request: { members, y, p, pStride: np, u, uStride: nu, from: 0, times, changes }, changes };
}
