import { type Equations, equations, philox } from '@twinward/simulate';

/** A stiff problem with differing members, as ours and as CVODE's program solve it. */
export interface StiffProblem {
  readonly name: 'rober' | 'hires' | 'brusselator';
  readonly title: string;
  readonly equations: Equations;
  readonly end: number;
  /** Absolute over relative tolerance. */
  readonly absolute: number;
  readonly members: number;
  /** Initial states [members x states]. */
  readonly starts: Float64Array;
  /** Largest relative error at which times are compared, and the share of CVODE's time that ours may take at the first. */
  readonly errors: readonly number[];
  readonly bar: number;
}

/** Members start within 5 % of the published state. */
const SPREAD = 0.05;

function problem(
  given: Omit<StiffProblem, 'equations' | 'starts'> & {
    readonly derivatives: readonly string[];
    readonly start: readonly number[];
  },
): StiffProblem {
  const { derivatives, start, ...rest } = given;
  const names = start.map((_, i) => `y${i + 1}`);
  const random = philox('7a1e5000000000b2').derive(given.name);
  const starts = Float64Array.from({ length: given.members * start.length }, (_, i) => {
    const nudge = random.draws(i, 0, 0).uniform();
    return start[i % start.length]! * (1 + SPREAD * (2 * nudge - 1));
  });
  return {
    ...rest,
    starts,
    equations: equations({
      time: '1',
      states: Object.fromEntries(names.map((name) => [name, '1'])),
      parameters: {},
      inputs: {},
      where: {},
      derivatives: Object.fromEntries(names.map((name, i) => [name, derivatives[i]!])),
      outputs: {},
    }),
  };
}

/** Robertson's kinetics and HIRES: Hairer, Wanner, "Solving ordinary differential equations II", IV.10; the latter as the Bari test set has it. */
const ROBER = problem({
  name: 'rober',
  title: 'ROBER, 3 states to t = 1e11',
  derivatives: ['-0.04 * y1 + 1e4 * y2 * y3', '0.04 * y1 - 1e4 * y2 * y3 - 3e7 * y2 * y2', '3e7 * y2 * y2'],
  start: [1, 0, 0],
  end: 1e11,
  absolute: 1e-6,
  members: 64,
  errors: [1e-4, 1e-6, 1e-8],
  bar: 0.05,
});

const HIRES = problem({
  name: 'hires',
  title: 'HIRES, 8 states',
  derivatives: [
    '-1.71 * y1 + 0.43 * y2 + 8.32 * y3 + 0.0007',
    '1.71 * y1 - 8.75 * y2',
    '-10.03 * y3 + 0.43 * y4 + 0.035 * y5',
    '8.32 * y2 + 1.71 * y3 - 1.12 * y4',
    '-1.745 * y5 + 0.43 * y6 + 0.43 * y7',
    '-280 * y6 * y8 + 0.69 * y4 + 1.71 * y5 - 0.43 * y6 + 0.69 * y7',
    '280 * y6 * y8 - 1.81 * y7',
    '-280 * y6 * y8 + 1.81 * y7',
  ],
  start: [1, 0, 0, 0, 0, 0, 0, 0.0057],
  end: 321.8122,
  absolute: 1e-3,
  members: 64,
  errors: [1e-4, 1e-6, 1e-8],
  bar: 0.05,
});

/** Ibid., the Brusselator with diffusion: A = 1, B = 3, alpha = 1/50, u and v at each inner point of a grid on (0, 1). */
function brusselator(points: number): StiffProblem {
  const mixing = 0.02 * (points + 1) ** 2;
  const at = (i: number, which: 0 | 1): string =>
    i < 0 || i >= points ? (which === 0 ? '1' : '3') : `y${2 * i + which + 1}`;
  const derivatives = Array.from({ length: points }, (_, i) => {
    const [u, v] = [at(i, 0), at(i, 1)];
    const spread = (which: 0 | 1): string =>
      `${mixing} * (${at(i - 1, which)} - 2 * ${at(i, which)} + ${at(i + 1, which)})`;
    return [
      `1 + ${u} * ${u} * ${v} - 4 * ${u} + ${spread(0)}`,
      `3 * ${u} - ${u} * ${u} * ${v} + ${spread(1)}`,
    ];
  }).flat();
  const start = Array.from({ length: points }, (_, i) => [
    1 + Math.sin((2 * Math.PI * (i + 1)) / (points + 1)),
    3,
  ]).flat();
  return problem({
    name: 'brusselator',
    title: `Brusselator, ${2 * points} states, against the band solver`,
    derivatives,
    start,
    end: 10,
    absolute: 1,
    members: 8,
    errors: [1e-6, 1e-4, 1e-8],
    bar: 0.4,
  });
}

/** The problems of `bench stiff`. */
export const STIFF_PROBLEMS: readonly StiffProblem[] = [ROBER, HIRES, brusselator(64)];
