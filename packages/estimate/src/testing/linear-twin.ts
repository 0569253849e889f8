import type { Assimilation, Belief, ErrorModel, Instant, ModelCard, TwinModel } from '@twinward/contract';

const HOUR = 3_600_000;

/** x' = A x + Q^(1/2) w an hour, y = x_1 + error; x_0 normal with mean 0 and identity covariance. */
export const LINEAR = { a: [0.9, 0.3, -0.2, 0.8], q: [0.09, 0.04], r: 0.25 } as const;

const CARD: ModelCard = {
  title: 'A linear stochastic system',
  summary: 'Two coupled states, the first observed.',
  contextOfUse: 'Comparison of filters with the exact answer.',
  decisionRole: 'none',
  notFor: [],
  risk: 'none',
  equations: [],
  population: 'none',
  limits: [],
  suites: [],
  attributes: {},
  history: [],
};

/** The linear normal system whose exact filter is known (Kalman 1960), as a twin that is filtered by the given method. */
export function linearTwin(
  assimilation: Assimilation,
  error: ErrorModel = { kind: 'additive', sd: Math.sqrt(LINEAR.r) },
): TwinModel {
  return {
    name: 'linear',
    version: '1.0.0',
    kind: 'device',
    card: CARD,
    facts: [],
    parameters: [],
    columns: ['first', 'second'].map((name) => ({
      name,
      label: name,
      unit: '1',
      role: 'state',
      scale: 'linear',
    })),
    observables: [{ name: 'y', label: 'y', codes: [], unit: '1', error, possible: { low: -1e9, high: 1e9 } }],
    interventions: [],
    inputs: [],
    outputs: [{ name: 'second', label: 'second', unit: '1', endpoint: false }],
    thresholds: [],
    assimilation,
    futures: 100,
    horizon: { length: 3600, step: 3600, scored: [3600] },
    memory: 0,
    fit: { warmUp: 1, window: 10, tolerance: 3, stale: 7200 },
    initialise: (_subject, at, size, random) => ({
      at,
      size,
      width: 2,
      values: fill(size, 2, (m, write) => {
        const draws = random.draws(m, 9, 0);
        write(0, draws.normal());
        write(1, draws.normal());
      }),
      logWeights: null,
      structures: null,
    }),
    advance(belief, to, _schedule, random) {
      let now = belief;
      while (now.at < to) now = step(now, (now.at + HOUR) as Instant, random);
      return now;
    },
    predict: (belief) => column(belief, 0),
    output: (belief) => column(belief, 1),
  };
}

function step(belief: Belief, to: Instant, random: Parameters<TwinModel['advance']>[3]): Belief {
  const { a, q } = LINEAR;
  const values = fill(belief.size, 2, (m, write) => {
    const draws = random.draws(m, 0, to / 1000);
    const [x, v] = [belief.values[2 * m]!, belief.values[2 * m + 1]!];
    write(0, a[0] * x + a[1] * v + Math.sqrt(q[0]) * draws.normal());
    write(1, a[2] * x + a[3] * v + Math.sqrt(q[1]) * draws.normal());
  });
  return { ...belief, at: to, values };
}

function column(belief: Belief, index: number): Float64Array {
  return Float64Array.from({ length: belief.size }, (_, m) => belief.values[m * belief.width + index]!);
}

function fill(
  size: number,
  width: number,
  row: (member: number, write: (column: number, value: number) => void) => void,
): Float64Array {
  const values = new Float64Array(size * width);
  for (let m = 0; m < size; m++) {
    row(m, (index, value) => {
      values[m * width + index] = value;
    });
  }
  return values;
}
